// The components that form-js offers, under Chinese names; a new one begins with Chinese words.
import { language } from '../base/words.js';

const names = {
  textfield: '单行文字', textarea: '多行文字', number: '数字', datetime: '日期时间', expression: '算出的值', filepicker: '附件', checkbox: '勾选',
  checklist: '多选', radio: '单选', select: '下拉选择', taglist: '多选标签', text: '说明文字', table: '表格', image: '图片', spacer: '空行', separator: '分隔线',
  group: '分组', dynamiclist: '可增减的清单', html: '网页代码', iframe: '外部网页', documentPreview: '文件预览', button: '按钮', default: '表单',
};
const starts = {
  text: { text: '在这里写说明。' },
  datetime: { dateLabel: '日期' },
  image: { alt: '图片' },
  table: { columns: [{ label: '第一列', key: 'column1' }, { label: '第二列', key: 'column2' }] },
};
const choices = [{ label: '选项一', value: '选项一' }];

class ChineseFields {
  static $inject = ['formFields'];

  constructor(formFields) {
    for (const [type, field] of Object.entries({ ...formFields._formFields })) formFields.register(type, renamed(type, field));
  }
}

/** A module of the editor. */
export const fields = language === 'zh' ? { __init__: ['chineseFields'], chineseFields: ['type', ChineseFields] } : {};

function renamed(type, field) {
  if (!names[type] || type === 'default') return field;
  const own = (props) => field(props);
  return Object.assign(own, field, { config: { ...field.config, name: names[type], create: (options = {}, fresh) => created(type, field, options, fresh) } });
}

/** A new component begins with Chinese words; one that is read keeps exactly what it has. */
function created(type, field, options, fresh) {
  const made = field.config.create(options, fresh);
  if (!fresh) return made;
  for (const [key, value] of Object.entries({ ...(made.label ? { label: names[type] } : {}), ...starts[type] })) {
    if (options[key] === undefined) made[key] = value;
  }
  if (made.values && !options.values) made.values = choices;
  return made;
}
