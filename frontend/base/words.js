// What scripts say, in the language of the page. Templates say the rest.
const words = {
  zh: {
    second: '{n} 秒', minute: '{n} 分', hour: '{n} 小时', day: '{n} 天',
    left: '还剩 {time}', over: '逾期 {time}', by: '{time} 前', was: '应于 {time}',
    announceLeft: '{task}：还剩 {time}', announceOver: '{task}：已逾期',
    newUrgent: '新来特急：{task}', urgentTitle: '（特急 {n}）',
    selected: '已选 {n} 件', claimed: '已签收 {n} 件', claimFailed: '有 {n} 件没有签收成，请看清单',
    cutOff: '和服务器断开 {time}，正在重连。', back: '已重新连上',
    draftSaved: '草稿已存 {time}', draftHere: '草稿存在这台电脑上 {time}，连上自动送出', draftKept: '您写的内容存在这台电脑上 {time}',
    draftRestored: '已取回这台电脑上的草稿（{time}）',
    notSent: '没有送出：{title}', mendSome: '没有送出，有 {n} 处要改', textKept: '您写的内容都在，时限照常计。',
    sending: '正在送出', noAnswer: '服务器没有应答，没有送出',
    noAnswerText: '您写的内容都在这台电脑上。请再按一次；急件先打电话，再补录。',
    signedOut: '登录已过期，您写的内容存在这台电脑上（{time}）', signIn: '重新登录', required: '（必填）', ofItem: '（第 {n} 项）',
    textStays: '您写的内容都在，没有丢。', whereNow: '看现在走到哪了', backToList: '回到待办',
    fillFirst: '请先填写“{field}”，再按“{act}”', confirmTitle: '{act}？', here: '您在这里', zoomIn: '放大', zoomOut: '缩小', fit: '看全图', current: '回到正在办的',
    noDiagram: '流程图没有取到，请看步骤表', formBroken: '表单没有取到。请刷新；仍不行请告诉管理员',
    running: '正在办', late: '逾期', taken: '已走过', ahead: '未到',
    walkAt: '第 {n} 个，共 {all} 个', walkOn: '往后 {names}', walkAnd: '、', walkThen: '，', walkKeys: '] 和 [ 沿流程走到后一个、前一个，\\ 走另一条，回车打开，方向键移动图',
  },
  en: {
    second: '{n} s', minute: '{n} min', hour: '{n} h', day: '{n} days',
    left: '{time} left', over: '{time} late', by: 'by {time}', was: 'due {time}',
    announceLeft: '{task}: {time} left', announceOver: '{task}: overdue',
    newUrgent: 'New urgent task: {task}', urgentTitle: '({n} urgent) ',
    selected: '{n} selected', claimed: '{n} claimed', claimFailed: '{n} could not be claimed, see the list',
    cutOff: 'No connection to the server for {time}, trying again. ', back: 'Connected again',
    draftSaved: 'Draft saved {time}', draftHere: 'Draft kept on this computer {time}, sent when connected', draftKept: 'What you wrote is kept on this computer {time}',
    draftRestored: 'Draft of this computer restored ({time})',
    notSent: 'Not sent: {title}', mendSome: 'Not sent, {n} to mend', textKept: 'What you wrote is still here. The time limit runs on.',
    sending: 'Sending', noAnswer: 'The server did not answer, nothing was sent',
    noAnswerText: 'What you wrote is kept on this computer. Press again; for urgent matters telephone first.',
    signedOut: 'Your session has ended, what you wrote is kept on this computer ({time})', signIn: 'Sign in again',
    required: ' (required)', ofItem: ' (item {n})', textStays: 'What you wrote is still here.', whereNow: 'See where it stands now', backToList: 'Back to the tasks', fillFirst: 'Please fill in “{field}” first, then press “{act}”',
    confirmTitle: '{act}?', here: 'You are here', zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Whole diagram', current: 'Back to what is running',
    noDiagram: 'The diagram could not be fetched, see the table of steps', formBroken: 'The form could not be fetched. Please reload; if it stays so, tell the administrator',
    running: 'running', late: 'overdue', taken: 'done', ahead: 'not reached',
    walkAt: '{n} of {all}', walkOn: 'then {names}', walkAnd: ', ', walkThen: '; ', walkKeys: '] and [ go along the flow to the next and the one before, \\ another way, Enter opens, arrows move the diagram',
  },
};

export const language = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';

/** The text of a key with `{name}` filled in. */
export function say(key, values = {}) {
  return words[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
