// What the desks say, in the language of the page.
import { language } from '../base/words.js';

const words = {
  zh: {
    pages: '共 {n} 页', setting: '正在排版', notSet: '排不出来，请看下面的检查结果；显示的是上一次排好的', never: '排不出来，请看下面的检查结果', noAnswer: '服务器没有应答，改动之后会再排',
    sheet: '文书预览', finish: '办结', buttons: '办理时的按钮', mend: '有 {n} 处要填写或改正', filled: '填写没有问题', notJson: '样例值不是合格的 JSON，预览仍用上一次的',
    broken: '这张表单还不能用，请看下面的检查结果；显示的是上一次能用的样子', writersOnly: '预览给能改的人看',
  },
  en: {
    pages: '{n} pages', setting: 'Setting the paper', notSet: 'It cannot be set, see the checks below; the last one that could is shown', never: 'It cannot be set, see the checks below', noAnswer: 'The server did not answer, the next change tries again',
    sheet: 'Preview of the paper', finish: 'Complete', buttons: 'Buttons of the task', mend: '{n} to fill in or mend', filled: 'Nothing is missing', notJson: 'The sample values are no JSON, the last ones are still used',
    broken: 'The form cannot be used yet, see the checks below; the last usable one is shown', writersOnly: 'The preview is for those who can edit',
  },
};

/** The text of a key with `{name}` filled in. */
export function say(key, values = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
