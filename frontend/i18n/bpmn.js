// The words of bpmn-js in Chinese, over the dictionaries of bpmn-js-i18n and bpmn-js-i18n-zh, with the terms of the lint messages.
import base from 'bpmn-js-i18n/translations/zn.js';
import newer from 'bpmn-js-i18n-zh/lib/bpmn-js/index.js';
import { triggers, types } from './types.js';

const tools = {
  'Activate hand tool': '拖动画布', 'Activate lasso tool': '框选', 'Activate create/remove space tool': '撑开或收紧空当', 'Activate global connect tool': '连线',
  'Create start event': '新建开始事件', 'Create intermediate/boundary event': '新建中间或边界事件', 'Create end event': '新建结束事件', 'Create gateway': '新建网关', 'Create task': '新建任务',
  'Create data object reference': '新建数据对象', 'Create data store reference': '新建数据存储', 'Create expanded sub-process': '新建展开的子流程', 'Create pool/participant': '新建泳池', 'Create group': '新建分组',
  'Append end event': '接一个结束事件', 'Append gateway': '接一个网关', 'Append task': '接一个任务', 'Append intermediate/boundary event': '接一个中间或边界事件', 'Append receive task': '接一个接收任务',
  'Append compensation activity': '接一个补偿活动', 'Append conditional intermediate catch event': '接一个等条件的事件', 'Append message intermediate catch event': '接一个等消息的事件',
  'Append signal intermediate catch event': '接一个等信号的事件', 'Append timer intermediate catch event': '接一个计时事件', 'Add text annotation': '加一条注记', 'Add lane above': '在上面加一条泳道', 'Add lane below': '在下面加一条泳道',
  'Divide into two lanes': '分成两条泳道', 'Divide into three lanes': '分成三条泳道', 'Connect to other element': '连到另一个元素', 'Connect using association': '用关联线连接', 'Connect using data input association': '用数据关联线连接',
  'Change element': '改成别的元素', 'Delete': '删除', 'Align elements': '对齐', 'Align elements left': '左对齐', 'Align elements center': '水平居中', 'Align elements right': '右对齐', 'Align elements top': '上对齐', 'Align elements middle': '垂直居中', 'Align elements bottom': '下对齐',
  'Distribute elements horizontally': '水平等距', 'Distribute elements vertically': '垂直等距', 'Open minimap': '打开小地图', 'Close minimap': '收起小地图', 'Open {element}': '打开{element}', 'Search in diagram': '在图里查找',
  'flow elements must be children of pools/participants': '流程的元素要放进泳池里', 'Data object must be placed within a pool/participant.': '数据对象要放进泳池里',
  'Toggle non-interrupting': '是否停下原来的环节', 'Loop': '循环', 'Parallel multi-instance': '多实例，同时办', 'Sequential multi-instance': '多实例，一个接一个', 'Participant multiplicity': '多个参与方', 'Collection': '集合', 'Ad-hoc': '随意',
  'Select an element to edit its properties.': '点图上的一个环节来改它', 'Multiple elements are selected. Select a single element to edit its properties.': '选中了几个。点一个来改它', 'Toggle section': '展开或收起', 'Search': '查找', 'Results': '结果',
};

const kinds = {
  'Task': '未定类型的任务', 'User task': '用户任务', 'Service task': '服务任务', 'Send task': '发送任务', 'Receive task': '接收任务', 'Business rule task': '业务规则任务', 'Script task': '脚本任务', 'Manual task': '手工任务',
  'Call activity': '调用活动', 'Sub-process': '子流程', 'Sub-process (collapsed)': '子流程（收起）', 'Sub-process (expanded)': '子流程（展开）', 'Event sub-process': '事件子流程', 'Transaction': '事务子流程',
  'Ad-hoc sub-process': '随意子流程', 'Ad-hoc sub-process (collapsed)': '随意子流程（收起）', 'Ad-hoc sub-process (expanded)': '随意子流程（展开）',
  'Gateway': '网关', 'Exclusive gateway': '排他网关', 'Inclusive gateway': '包容网关', 'Parallel gateway': '并行网关', 'Event-based gateway': '事件网关', 'Complex gateway': '复杂网关',
  'Event based instantiating Gateway': '发起流程的事件网关', 'Parallel Event based instantiating Gateway': '发起流程的并行事件网关',
  'Start event': '开始事件', 'End event': '结束事件', 'Intermediate throw event': '中间抛出事件', 'Boundary event': '边界事件',
  'Sequence flow': '顺序流', 'Default flow': '默认流', 'Conditional flow': '条件流', 'Data object reference': '数据对象', 'Data store reference': '数据存储', 'Empty pool/participant': '空泳池', 'Empty pool/participant (removes content)': '空泳池（内容会去掉）', 'Expanded pool/participant': '展开的泳池',
};

const places = { 'start event': '开始事件', 'end event': '结束事件', 'intermediate catch event': '中间捕获事件', 'intermediate throw event': '中间抛出事件', 'boundary event': '边界事件' };

const events = Object.fromEntries(Object.entries(triggers).flatMap(([trigger, chinese]) => Object.entries(places).flatMap(([place, where]) => [
  [`${trigger} ${place}`, `${chinese}${where}`], [`${trigger} ${place} (non-interrupting)`, `${chinese}${where}（不中断）`],
])));

// names of the panel's own head, made from types: `Timer Boundary Event (Non Interrupting)`
const titles = Object.fromEntries([...Object.entries(kinds), ...Object.entries(events)].map(([text, chinese]) => [title(text), chinese]));

// the panel's hidden head asks for these too
const heads = Object.fromEntries(Object.entries(types).map(([type, chinese]) => [type.replace(/(\B[A-Z])/g, ' $1'), chinese]));
const more = { 'Event Sub Process': '事件子流程', 'Expanded Sub Process': '子流程', 'Collapsed Sub Process': '子流程', 'Default Flow': '默认流', 'Conditional Flow': '条件流' };
const intermediate = Object.fromEntries(Object.entries({ ...triggers, Compensate: '补偿' }).flatMap(([trigger, chinese]) => ['StartEvent', 'EndEvent', 'IntermediateCatchEvent', 'IntermediateThrowEvent', 'BoundaryEvent'].flatMap((place) => [
  [`${trigger}${place}`.replace(/(\B[A-Z])/g, ' $1'), `${chinese}${types[place]}`],
  [`${trigger}${place}NonInterrupting`.replace(/(\B[A-Z])/g, ' $1').replace(/(\bNon Interrupting)/g, '($1)'), `${chinese}${types[place]}（不中断）`],
])));

/** English text → Chinese. */
export const bpmn = { ...base, ...(newer.default ?? newer), ...titles, ...heads, ...more, ...intermediate, ...events, ...kinds, ...tools };

function title(text) {
  return text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
