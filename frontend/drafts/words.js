// What the editors of drafts say, in the language of the page.
import { language } from '../base/words.js';

const words = {
  zh: {
    changed: '有改动，正在等待保存', saved: '{time} 已存', saving: '正在存', unchanged: '没有改动', keptHere: '{time} 存在这台电脑上，连上自动送出', refused: '没有存上：{why}', signedOut: '登录已过期，您改的存在这台电脑上，请重新登录',
    mine: '您在编辑', theirs: '{who} 正在编辑，您只能看', readOnly: '只能看，不能改', free: '没有人在编辑',
    conflict: '“{who}”在 {time} 存了第 {version} 次，您的改动是在它之前的一份上做的。',
    local: '这台电脑上有一份 {time} 的改动没有存到服务器（上次可能没有正常关闭）。',
    kept: '您的一份还在这台电脑上（{time}）。', someone: '别人',
    string: '文字', number: '数', boolean: '是否', date: '日期时间', duration: '时长', list: '列表', context: '一组值',
    error: '错误', warning: '提醒', locate: '定位', checks: '检查', clean: '没有要改的', errors: '有 {n} 处错误，不能送审',
    warnings: '没有错误，有 {n} 处提醒', checking: '正在检查', checkFailed: '没有查成：服务器没有应答。连上之后会再查', unchecked: '只能看，不做检查',
    look: '看', backTo: '回到这一次', save: '第 {version} 次', bytes: '{n} 字节', noSaves: '还没有人改过这个文件', deployed: '已部署的一版',
    restored: '已回到第 {version} 次', history: '保存历史', whole: '整个文件', line: '第 {n} 行', toChecks: '看检查结果', compareNow: '和现在比', milestone: '记为里程碑', milestoneName: '里程碑的名字', milestoneFor: '如“送县局看过的”', milestoneNote: '整份草稿现在的样子', milestonesOnly: '只看里程碑', unit: '{n} 处', nobody: '没有人',
  },
  en: {
    changed: 'Changed, waiting to be saved', saved: 'Saved {time}', saving: 'Saving', unchanged: 'No changes', keptHere: 'Kept on this computer {time}, sent when connected', refused: 'Not saved: {why}', signedOut: 'Your session has ended; your changes are kept on this computer',
    mine: 'You are editing', theirs: '{who} is editing, you can only look', readOnly: 'Read only', free: 'Nobody is editing',
    conflict: '“{who}” saved no. {version} at {time}; your changes were made on an older one.',
    local: 'This computer holds changes of {time} that never reached the server (the page may have been closed).',
    kept: 'Yours is kept on this computer ({time}).', someone: 'Somebody else',
    string: 'text', number: 'number', boolean: 'yes or no', date: 'date and time', duration: 'duration', list: 'list', context: 'context',
    error: 'Error', warning: 'Remark', locate: 'Show', checks: 'Checks', clean: 'Nothing to mend', errors: '{n} errors, cannot be submitted',
    warnings: 'No errors, {n} remarks', checking: 'Checking', checkFailed: 'Not checked: no answer from the server. It is checked again once connected', unchecked: 'Read only, not checked',
    look: 'Look', backTo: 'Back to this one', save: 'No. {version}', bytes: '{n} bytes', noSaves: 'Nobody has changed this file yet', deployed: 'As deployed',
    restored: 'Back at no. {version}', history: 'Saves', whole: 'Whole file', line: 'Line {n}', toChecks: 'Show the checks', compareNow: 'Compare with now', milestone: 'Name as milestone', milestoneName: 'Name of the milestone', milestoneFor: 'such as “seen by the county”', milestoneNote: 'the whole draft as it is now', milestonesOnly: 'Milestones only', unit: '{n}', nobody: 'nobody',
  },
};

/** The text of a key with `{name}` filled in. */
export function say(key, values = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
