// The words of CodeMirror in Chinese.
export const code = {
  'Find': '查找', 'Replace': '替换为', 'next': '下一处', 'previous': '上一处', 'all': '全选', 'match case': '分大小写', 'by word': '整词', 'regexp': '正则',
  'replace': '替换', 'replace all': '全部替换', 'close': '关闭', 'current match': '当前这处', 'replaced $ matches': '替换了 $ 处',
  'replaced match on line $': '替换了第 $ 行的一处', 'on line': '在第', 'Go to line': '到第几行', 'go': '去', 'Folded lines': '已折起的行',
  'Unfolded lines': '已展开的行', 'to': '到', 'folded code': '折起的内容', 'unfold': '展开', 'Fold line': '折起', 'Unfold line': '展开',
  'Control character': '控制字符', 'Selection deleted': '已删除选中的内容', 'Completions': '可补全的内容', 'Diagnostics': '检查结果', 'No diagnostics': '没有要改的',
};
