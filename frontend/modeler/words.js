// What the modeler says of its own, in the language of the page. The libraries' texts are in ../i18n/bpmn.js.
import { language } from '../base/words.js';
import { en } from './words-en.js';

const zh = {
  'work': '办理', 'papers': '表单与文书', 'clauses': '条款', 'connector': '连接器', 'decision': '决策', 'call': '调用活动', 'loop': '多实例', 'timer': '计时',
  'message': '消息', 'condition': '条件', 'start': '发起', 'documentation': '说明', 'comments': '批注', 'general': '一般', 'data': '数据', 'others': '别的属性', 'othersHint': '这种环节用不到，或者不认识。不要的可以去掉', 'signal': '信号', 'error': '错误', 'escalation': '升级', 'link': '链接', 'lane': '泳道', 'script': '脚本', 'flowVariables': '带去与取回',
  'name': '名称', 'processName': '流程的名称', 'id': '标识', 'idTaken': '这个标识已经有了，没有改', 'idShape': '标识以字母开头，只用字母、数字、点和连字符', 'text': '写什么', 'added': '本稿新增', 'mend': '{n} 处要改',
  'groups': '候选组', 'groupByLane': '按泳道：{names}', 'groupUnset': '请选一个组', 'groupFormula': '用表达式算', 'groupText': '算出候选组的表达式', 'moreGroups': '再加一个组', 'remove': '去掉',
  'assignee': '办理人', 'assigneeHint': '一般不填；填了就只能由这个人办',
  'limit': '时限', 'limitNone': '没有时限', 'limitFixed': '写明多久', 'limitFormula': '用表达式算', 'limitUnit': '单位', 'limitAmount': '多少', 'limitText': '算出时限的表达式',
  'minute': '分钟', 'hour': '小时', 'day': '天', 'second': '秒', 'month': '个月', 'year': '年',
  'escalate': '到时上报值班领导', 'priority': '优先级', 'followUp': '提醒时间',
  'notBy': '不得由这些环节的办理人办', 'notByHint': '例如拟定人不得自批',
  'pileUp': '已有在办的一件时，提高它的优先级，不另开一件',
  'form': '表单', 'formNone': '没有表单', 'openForm': '改这张表单', 'openProcess': '打开这个流程', 'openDecision': '打开这张决策表', 'unknown': '{name}（包里没有）',
  'clauseAdd': '再挂一条', 'clauseFirst': '挂一条条款', 'clauseSearch': '找编号或文字', 'clauseNone': '没有找到',
  'topic': '连接器', 'topicNone': '请选一个', 'inputMore': '再传一项', 'inputName': '名称', 'inputValue': '值', 'output': '取回', 'outputMore': '再取一项', 'outputName': '变量名', 'outputValue': '值（表达式）',
  'resultVariable': '结果放进变量',
  'decisionRef': '决策表', 'decisionNone': '请选一张', 'mapResult': '结果怎么取', 'wholeResult': '照决策给的', 'singleEntry': '一个值', 'singleResult': '一行，各列成一组', 'collectEntries': '一列值', 'resultList': '多行',
  'process': '被调用的流程', 'processNone': '请选一个', 'in': '传入', 'out': '传出', 'inMore': '再传入一项', 'outMore': '再传出一项',
  'from': '来源', 'target': '变量名',
  'parallel': '对多个各办一次，同时办', 'sequential': '对多个各办一次，一个接一个', 'order': '办几次', 'collection': '对哪些各办一次', 'elementVariable': '其中一项叫', 'collect': '每份取哪个变量', 'into': '合成列表', 'done': '提前结束的条件', 'cardinality': '几次',
  'loopNone': '办一次', 'again': '反复办，到条件不成立', 'loopCondition': '还要再办的条件', 'loopMaximum': '最多几次', 'testBefore': '先看条件再办',
  'duration': '过多久', 'date': '到什么时候', 'cycle': '每隔多久', 'timerKind': '什么时候', 'timerText': '时间或表达式', 'interrupts': '一发生就停下原来的环节',
  'messageName': '消息名称', 'key': '关联键', 'keyHint': '两边算出同一个值才接得上',
  'signalName': '信号名称', 'errorCode': '错误代码', 'escalationCode': '升级代码', 'linkName': '链接名称', 'linkHint': '同一层里名称一样的一出一入接上', 'catchesAll': '不填，哪一个都接', 'errorCodeVariable': '代码放进变量', 'errorMessageVariable': '说明放进变量', 'escalationCodeVariable': '代码放进变量',
  'laneOf': '哪条泳道', 'laneNone': '请选一条',
  'conditionText': '什么时候走这条', 'default': '默认流', 'isDefault': '别的都不成立时走这条', 'conditionHint': '是真才走；没有条件又不是默认流的，画法会被退回',
  'startableBy': '谁可以发起',
  'writes': '填的内容记到数据对象', 'scriptText': '表达式', 'dataObject': '数据对象',
  'docs': '给看图的人的说明', 'executable': '可以运行',
  'commentsCount': '{n} 条，{open} 条未了', 'commentsNone': '没有批注', 'commentText': '写批注', 'commentSend': '写上', 'reply': '回复', 'resolve': '已处理', 'resolved': '{who} 已处理', 'commentFailed': '没有写上，请再试一次',
  'feelError': '第 {column} 个字：{message}', 'feelErrorLine': '第 {line} 行第 {column} 个字：{message}', 'nothing': '点图上的一个环节来改它',
  'createAny': '常用环节和各种元素（N）', 'appendAny': '接上常用环节或元素（A）', 'templates': '常用环节', 'groupElements': '元素', 'groupEdges': '挂在边上', 'templateMissing': '包里没有“{name}”，放上之后再用',
  'badgeErrors': '错误 {n}', 'badgeWarnings': '提醒 {n}', 'badgeComments': '批注 {n}',
  'looking': '正在看第 {version} 次，还没有改动', 'openFailed': '这张图打不开：{why}', 'notReadable': '编辑器读不懂这个文件，请按检查指出的错误改正后重新导入', 'wouldBeLost': '文件里有 {n} 处不合 BPMN 的内容，编辑器读不懂，保存后会丢掉。请先看检查指出的错误，需要时留好原文件', 'notLaidOut': '文件里没有图形，也排不出来。请在别的建模工具里补上图形，或改正检查指出的错误后重新导入',
  'coverageNone': '还没有用这份草稿重演过情景', 'coverageAll': '每条顺序流都走过', 'coverageMissing': '{n} 条顺序流没有情景走过', 'scenariosDone': '{n} 个都过', 'scenariosFailed': '{ok} 过，{bad} 不过', 'scenariosNone': '这一包还没有情景结果', 'run': '去重演情景',
  'canvas': '流程图', 'canvasKeys': '] 和 [ 沿流程走到后一个、前一个环节，反斜杠走另一条，回车改它的设置，Escape 回到图上，? 看全部快捷键',
  'seldom': '不常用的', 'element': '环节',
  'verdictErrors': '有 {n} 处错误', 'verdictScenarios': '{n} 个情景不过', 'and': '、', 'verdictNo': '，不能送审', 'verdictWarnings': '没有错误，有 {n} 处提醒', 'scenariosRunning': '正在重演，{done}/{total}',
};

/** The text of a key with `{name}` filled in. */
export function say(key, values = {}) {
  return (language === 'en' ? en : zh)[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}
