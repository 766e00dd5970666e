// The words of dmn-js in Chinese: decision diagrams, decision tables, literal and boxed expressions.
import base from 'bpmn-js-i18n/translations/zn.js';

const diagram = {
  'Activate hand tool': '拖动画布', 'Activate lasso tool': '框选', 'Create decision': '新建决策', 'Create input data': '新建输入数据',
  'Create knowledge source': '新建知识来源', 'Create knowledge model': '新建业务知识模型', 'Append decision': '接一个决策',
  'Append knowledge source': '接一个知识来源', 'Append business knowledge model': '接一个业务知识模型', 'Append input data': '接一个输入数据',
  'Add text annotation': '加文字注释', 'Connect to other element': '连到别的元素', 'Change type': '改类型', Delete: '删除',
  'Definition name': '模型名称', 'Definition ID': '模型标识', Empty: '空', 'Decision table': '决策表', 'Literal expression': '表达式',
  'Literal Expression': '表达式', 'Open decision table': '打开决策表', 'Open literal expression': '打开表达式', 'Open boxed expression': '打开表达式',
  'Open {type}': '打开', 'Search in diagram': '在图中查找', 'View DRD': '看决策图', 'Change element': '改类型', Search: '查找',
};

const columns = {
  'Add input': '加一列输入', 'Add output': '加一列输出', 'Add rule': '加一条规则', Annotations: '备注', Annotation: '备注', Resize: '调列宽',
  'Copy rule': '复制这条规则', 'Cut rule': '剪切这条规则', 'Paste rule above': '粘贴到上面', 'Paste rule below': '粘贴到下面',
  'Add rule above': '在上面加一条', 'Add rule below': '在下面加一条', 'Remove rule': '删掉这条规则', 'Copy input column': '复制这列输入',
  'Cut input column': '剪切这列输入', 'Paste input column left': '粘贴到左边', 'Paste input column right': '粘贴到右边',
  'Add input column left': '在左边加一列输入', 'Add input column right': '在右边加一列输入', 'Remove input column': '删掉这列输入',
  'Copy output column': '复制这列输出', 'Cut output column': '剪切这列输出', 'Paste output column left': '粘贴到左边',
  'Paste output column right': '粘贴到右边', 'Add output column left': '在左边加一列输出', 'Add output column right': '在右边加一列输出',
  'Remove output column': '删掉这列输出', 'Move rule': '移动这条规则', Input: '输入', Output: '输出', When: '当', And: '且', Then: '则',
  'Input label: ': '输入名称：', 'Input expression: ': '输入表达式：', 'Input values': '可填的值', 'Input type': '输入类型', 'Output label': '输出名称',
  'Output name': '输出变量', 'Output values': '可填的值', 'Output type': '输出类型', 'Edit input': '改这列输入', 'Input label': '输入名称',
  Expression: '表达式', 'Input expression': '输入表达式', 'Enter expression': '写表达式', 'Output label: ': '输出名称：', 'Output name: ': '输出变量：',
  'Edit output': '改这列输出', 'Decision name: ': '决策名称：', 'Decision name': '决策名称', 'Decision table context menu': '决策表的菜单',
  'Remove cell description': '去掉这一格的说明', 'Add cell description': '给这一格加说明', 'Expression language: {expressionLanguageLabel}': '表达式语言：{expressionLanguageLabel}',
  'Change cell expression language': '改这一格的表达式语言', 'Expression language': '表达式语言', 'Hit policy:': '命中规则：', 'Hit policy': '命中规则',
  'Predefined values': '预设的值', 'No values': '没有预设', 'Clear predefined values': '清掉预设的值', 'Add predefined values': '加预设的值',
  '"value", "value", ...': '"甲", "乙", …', 'Strings must be in double quotes': '文字要放在英文双引号里', Type: '类型', 'Select': '选择',
};

const policies = {
  Unique: '唯一', First: '首个', Priority: '优先', Any: '任一', Collect: '汇集', 'Collect (Sum)': '汇集（求和）', 'Collect (Min)': '汇集（最小）',
  'Collect (Max)': '汇集（最大）', 'Collect (Count)': '汇集（计数）', 'Rule order': '按规则次序', 'Output order': '按输出次序',
  'No overlap is possible and all rules are disjoint. Only a single rule can be matched': '规则互不重叠，至多命中一条',
  'Rules may overlap. The first matching rule will be chosen': '规则可以重叠，取第一条命中的',
  'Rules may overlap. The one with the highest priority will be chosen': '规则可以重叠，取输出优先级最高的',
  'Rules may overlap. Their output have to match': '规则可以重叠，但命中的结论必须一样',
  'Collects the values of all matching rules': '收下所有命中规则的结论',
  'Collects the values of all matching rules and sums up to a single value': '所有命中规则的结论相加',
  'Collects the values of all matching rules and uses the lowest value': '取所有命中规则里最小的结论',
  'Collects the values of all matching rules and uses the highest value': '取所有命中规则里最大的结论',
  'Collects the values of all matching rules and counts the number of them': '数一数命中了几条规则',
  'Collects the values of all matching rules in rule order': '按规则的先后列出所有结论',
  'Collects the values of all matching rules in decreasing output priority order': '按输出优先级从高到低列出所有结论',
};

const cells = {
  Yes: '是', No: '否', 'Edit boolean': '改是否', 'Set value': '填值', 'Boolean value': '是否', Exactly: '正好', Before: '之前', After: '之后',
  Between: '在两者之间', 'Edit date': '改日期', 'Test type': '怎样比较', 'Edit start date': '改起始日期', 'Set date': '填日期', 'Start date': '起始日期',
  Date: '日期', 'e.g. { sample }': '例：{ sample }', 'e.g. { example } ': '例：{ example }', 'Use today': '用今天', 'Edit end date': '改截止日期',
  'End date': '截止日期', 'Date value': '日期', 'Edit date and time': '改日期时间', 'Edit start date and time': '改起始时间',
  'Set date and time': '填日期时间', 'Start date and time': '起始时间', 'Date and time': '日期时间', 'Edit end date and time': '改截止时间',
  'End date and time': '截止时间', 'Date and time value': '日期时间', Equals: '等于', Less: '小于', 'Less or equals': '不大于', Greater: '大于',
  'Greater or equals': '不小于', 'Comparison operator': '怎样比较', 'Duration value': '时长', Include: '含', Exclude: '不含', 'Start value': '起始值',
  'Range start operator': '起始值含不含', 'Range start value': '起始值', 'End value': '截止值', 'Range end operator': '截止值含不含',
  'Range end value': '截止值', Comparison: '比较', Range: '范围', 'Edit duration': '改时长', 'Set duration': '填时长',
  'Editing not supported for set expression language': '这种表达式语言不能这样改', Edit: '改', Value: '值', 'Edit number': '改数字',
  'Number value': '数字', 'Custom values': '自填的值', 'Match one': '符合其一', 'Match none': '都不符合', 'Edit string': '改文字', 'String value': '文字',
  'Add values': '加值', Values: '值', '"value"': '"值"', 'Edit time': '改时刻', Time: '时刻', 'Edit start time': '改起始时刻', 'Set time': '填时刻',
  'Start time': '起始时刻', 'Use now': '用现在', 'Edit end time': '改截止时刻', 'End time': '截止时刻', 'Time value': '时刻', 'Remove item': '去掉',
  'Date and time must match pattern yyyy-MM-ddTHH:mm:ss[time zone]': '请照“年-月-日T时:分:秒”填写，可带时区，如 2026-11-22T03:16:00',
  'Date must match pattern yyyy-MM-dd': '请照“年-月-日”填写，如 2026-11-22', 'Time must match pattern hh:mm:ss[time zone]': '请照“时:分:秒”填写，可带时区，如 03:16:00',
  'Must match PnDTnH': '请照 P天DT小时H 填写，如 P1DT2H', 'Must match PnYnM': '请照 P年Y月M 填写，如 P1Y6M',
  'Disjunction': '都不符合', '<none>': '不限',
};

/** The types of values. */
export const types = {
  string: '文字', boolean: '是否', number: '数字', date: '日期', time: '时刻', dateTime: '日期时间', dayTimeDuration: '时长（天、时、分）',
  yearMonthDuration: '时长（年、月）', Any: '不限', 'date and time': '日期时间', 'days and time duration': '时长（天、时、分）',
  'years and months duration': '时长（年、月）', integer: '整数', long: '长整数', double: '小数',
};

const expressions = {
  'Element name': '名称', 'Variable name': '变量名', 'Variable type': '变量类型', 'Edit formal parameters': '改参数', 'Add parameter': '加一个参数',
  'Remove parameter': '去掉这个参数', 'Function kind: {kind}': '函数种类：{kind}', 'Edit function kind': '改函数种类', Kind: '种类',
  'Variable name:': '变量名：', 'Variable type:': '变量类型：', 'Expression language:': '表达式语言：', name: '名称', 'Literal expression editor': '表达式',
  Result: '结果', 'Result type': '结果类型', Name: '名称', 'Expression of type': '这种表达式', 'is not supported.': '这里改不了，保存时原样留着。',
};

/** For `translator`. */
export const dmn = { ...base, ...diagram, ...columns, ...policies, ...cells, ...types, ...expressions };

/** Whole strings that dmn-js writes past its translate service. */
const past = { ...expressions, Type: '类型', 'Remove item': cells['Remove item'], 'Decision table context menu': columns['Decision table context menu'], Value: '值', Results: '结果' };
export const fixed = (text) => past[text] ?? (/^Move (Input|Output)$/.test(text) ? '移动这一列' : undefined);
