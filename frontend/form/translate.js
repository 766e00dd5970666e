// What form-js says by itself, in Chinese. app/forms says the same on the server.
import { language } from '../base/words.js';

const chinese = {
  'Field is required.': '这一项必须填写',
  'Field must match pattern {value}.': '格式不对，请照说明填写',
  'Field must have minimum value of {value}.': '不能小于 {value}',
  'Field must have maximum value of {value}.': '不能大于 {value}',
  'Field must have minimum length of {value}.': '至少 {value} 个字',
  'Field must have maximum length of {value}.': '最多 {value} 个字',
  'Field must be a valid email.': '请填写完整的邮箱地址',
  'Field must be a valid international phone number. (e.g. +4930664040900)': '请填写带国家代码的电话号码，如 +86 开头',
  'Value is not a number.': '请填写数字',
  'Value is expected to be an integer.': '请填写整数',
  'Value is expected to have at most 1 decimal digit.': '最多 1 位小数',
  'Value is expected to have at most {value} decimal digits.': '最多 {value} 位小数',
  'Please select a valid value, the two nearest valid values are {previousValue} and {nextValue}.':
    '请填写 {previousValue} 或 {nextValue}',
  'Min validation value is not a valid number.': '表单里的最小值不是数字，请告诉管理员',
  'Max validation value is not a valid number.': '表单里的最大值不是数字，请告诉管理员',
  'Date and time must both be entered.': '日期和时间都要填写',
  'Increment': '增加', 'Decrement': '减少', 'Search': '搜索', 'Skip to search': '跳到搜索',
  'No results': '没有相符的', 'All values selected': '已全部选上', 'Remove tag': '去掉',
  'Add new': '再加一项', 'Expand all ({value})': '全部展开（{value}）', 'Collapse': '收起',
  'Nothing to show.': '没有内容', '{page} of {total}': '第 {page} 页，共 {total} 页',
  'Previous page': '上一页', 'Next page': '下一页',
  'Click to sort by {value} descending': '按“{value}”从大到小排', 'Click to remove sorting': '取消排序',
  'Click to sort by {value} ascending': '按“{value}”从小到大排',
  'No files selected': '没有选文件', '{value} files selected': '已选 {value} 个文件',
  'No content to show.': '没有内容', "External content couldn't be loaded.": '外部内容取不到',
  'Document reference is not defined.': '没有指明文件', 'Unable to download document': '文件没有取到',
  'Download {fileName}': '下载 {fileName}',
};

/** Texts that form-js 2.0 does not hand to its translate service. */
export const fixedTexts = { Search: '搜索', Select: '请选择', Browse: '选文件', 'hh:mm': '时:分', 'hh:mm --': '时:分', 'This is an image placeholder': '图片', 'mm/dd/yyyy': '月/日/年', 'yyyy/mm/dd': '年/月/日', 'yyyy-mm-dd': '年-月-日' };

/** The translate service of form-js. */
export function translate(template, values = {}) {
  const text = language === 'zh' ? (chinese[template] ?? template) : template;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
