// What BPMN elements are called.
import { language } from '../base/words.js';

export const triggers = { Message: '消息', Timer: '计时', Signal: '信号', Conditional: '条件', Error: '错误', Escalation: '升级', Compensation: '补偿', Cancel: '取消', Terminate: '终止', Link: '链接' };

export const types = {
  Task: '未定类型的任务', UserTask: '用户任务', ServiceTask: '服务任务', SendTask: '发送任务', ReceiveTask: '接收任务', BusinessRuleTask: '业务规则任务', ScriptTask: '脚本任务', ManualTask: '手工任务', CallActivity: '调用活动', SubProcess: '子流程', Transaction: '事务子流程', AdHocSubProcess: '随意子流程',
  ExclusiveGateway: '排他网关', InclusiveGateway: '包容网关', ParallelGateway: '并行网关', EventBasedGateway: '事件网关', ComplexGateway: '复杂网关', StartEvent: '开始事件', EndEvent: '结束事件', IntermediateCatchEvent: '中间捕获事件', IntermediateThrowEvent: '中间抛出事件', BoundaryEvent: '边界事件',
  SequenceFlow: '顺序流', MessageFlow: '消息流', Association: '关联', DataInputAssociation: '数据关联', DataOutputAssociation: '数据关联', Participant: '泳池', Lane: '泳道', Process: '流程', Collaboration: '协作图', TextAnnotation: '注记', Group: '分组', DataObjectReference: '数据对象', DataStoreReference: '数据存储', DataInput: '数据输入', DataOutput: '数据输出',
};

/** What an element is, from its business object. */
export function typeName(bo) {
  const type = bo.$type.slice(bo.$type.indexOf(':') + 1);
  const [event] = bo.get?.('eventDefinitions') ?? [];
  const trigger = event?.$type.slice(5, -'EventDefinition'.length);
  if (language !== 'zh') return `${trigger ? `${trigger} ` : ''}${type.replace(/(\B[A-Z])/g, ' $1').toLowerCase()}`;
  const name = bo.triggeredByEvent ? '事件子流程' : (types[type] ?? type);
  return trigger ? `${triggers[trigger] ?? '补偿'}${name}` : name;
}
