// What the fields say besides the labels of the schema, in the language of the page.
import { language } from '../base/words.js';

const words = {
  zh: {
    order: '序', acts: '操作', up: '上移', down: '下移', remove: '删去', add: '加一条：{what}', addFirst: '还没有。可以加第一条', row: '{what}第 {n} 条',
    of: '{label}，{row}', none: '不设', more: '再加……', addOne: '加上', take: '去掉 {name}', unknown: '{value}（没有登记）', choose: '请选',
    yes: '是', no: '否', amount: '多少', unit: '单位', otherUnit: '其他写法', level: '等级', byLevel: '某个等级另定', others: '其余等级', iso: 'ISO 8601，如 P1DT2H',
    usedIn: '用于{steps}', usedMore: '用于{steps}等 {n} 处', unused: '没有步骤用它', odd: '这里的写法不能按项填写', toText: '在文本里改', strange: '不认识的项“{name}”',
    broken: '第 {n} 行的 YAML 写法有误，改好以后才能按项填写。', plain: '基本情况', filter: '筛选', shown: '{n} 条符合', required: '必填', sections: '各部分', count: '{n} 条',
    minute: '分钟', hour: '小时', day: '天', second: '秒', month: '个月', year: '年',
  },
  en: {
    order: 'No.', acts: 'Actions', up: 'Up', down: 'Down', remove: 'Delete', add: 'Add one: {what}', addFirst: 'None yet. Add the first one', row: '{what} no. {n}',
    of: '{label}, {row}', none: 'Not set', more: 'Add …', addOne: 'Add', take: 'Remove {name}', unknown: '{value} (not listed)', choose: 'Choose',
    yes: 'Yes', no: 'No', amount: 'Amount', unit: 'Unit', otherUnit: 'Other notation', level: 'Level', byLevel: 'Another for a level', others: 'Other levels', iso: 'ISO 8601, such as P1DT2H',
    usedIn: 'Used in {steps}', usedMore: 'Used in {steps} and more, {n} in all', unused: 'No step uses it', odd: 'Fields cannot edit how this is written', toText: 'Edit the text', strange: 'Unknown key “{name}”',
    broken: 'Line {n} is no correct YAML. Mend it to edit by fields.', plain: 'Basics', filter: 'Filter', shown: '{n} match', required: 'required', sections: 'Sections', count: '{n}',
    minute: 'minutes', hour: 'hours', day: 'days', second: 'seconds', month: 'months', year: 'years',
  },
};

/** The text of a key with `{name}` filled in. */
export function say(key, values = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
