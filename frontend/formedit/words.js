// What the panel says of a form's own properties, in the language of the page.
import { language } from '../base/words.js';

const words = {
  zh: {
    own: '办理、记录和条款', form: '在系统里的名称', register: '台账',
    outcome: '它的选项就是办理时的按钮', outcomeHint: '每张表单最多一项，要在最外层、必填，选项写在表单里。勾上就设为必填。',
    fresh: '每一轮重新填', freshHint: '退回重办时不带出上一轮填的内容。',
    personal: '个人信息', personalHint: '操作记录里只留加密的痕迹，不留原文。',
    clause: '承担的条款', clauseHint: '机制的哪几条由这一项落实，条款清单和复核时按它核对。',
    title: '名称', titleHint: '列表、标题里怎样称呼它；不填就用办理它的步骤的名称。', registerTitle: '台账名称', registerTitleHint: '菜单和标题里怎样称呼它。',
    key: '怎样认出同一条', keyHint: '这几项都相同就是同一条；再导入时改它，不另加一条。', name: '每条怎样称呼', nameHint: '哪一项的内容当这一条的名称。',
    columns: '列表里显示哪几列', columnsHint: '从左到右；要换次序，先去掉再加。', owner: '谁管这本台账', ownerHint: '这些组可以改。',
    staleAfter: '多久没核对算过期', staleFrom: '从哪个日期算起', add: '再加一项……', remove: '去掉 {name}', none: '不设', unknown: '本属地的清单里没有', second: '秒', minute: '分钟', hour: '小时', day: '天', month: '个月', year: '年',
  },
  en: {
    own: 'Completion, log and clauses', form: 'Name in the system', register: 'Register',
    outcome: 'Its options are the buttons of the task', outcomeHint: 'One of a form at most: outermost, required, its options in the form. Ticking makes it required.',
    fresh: 'Asked anew in each round', freshHint: 'What was said in an earlier round is not filled in.',
    personal: 'Personal', personalHint: 'The log keeps a salted hash only.',
    clause: 'Clauses', clauseHint: 'What of the mechanism this field carries out; reviews check against it.',
    title: 'Name', titleHint: 'What lists and titles call it; without one, the name of the step that asks for it.', registerTitle: 'Name of the register', registerTitleHint: 'What menus and titles call it.',
    key: 'What makes an entry the same', keyHint: 'Entries that agree in these are one; an import changes it.', name: 'What an entry is called', nameHint: 'The field whose value names the entry.',
    columns: 'Columns of the list', columnsHint: 'From left to right; to move one, remove and add it.', owner: 'Who keeps it', ownerHint: 'These groups may change it.',
    staleAfter: 'Stale after', staleFrom: 'Counted from', add: 'Add another …', remove: 'Remove {name}', none: 'None', unknown: 'not listed here', second: 'seconds', minute: 'minutes', hour: 'hours', day: 'days', month: 'months', year: 'years',
  },
};

/** The text of a key with `{name}` filled in. */
export function say(key, values = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
