// The words of form-js's editor in Chinese. It writes them past any translate service, so they are matched as whole strings.
const chrome = {
  Components: '组件', 'Search components': '找组件', 'Clear content': '清空', 'No components found.': '没有这样的组件', Input: '填写', Selection: '选择',
  Presentation: '展示', Containers: '容器', Action: '动作', 'Drag and drop components here.': '把左边的组件拖到这里',
  'Build your form': '从这里开始做表单', 'Drag and drop components here to start designing.': '把左边的组件拖到这里。',
  'Use the preview window to test your form.': '右边随时看办理时的样子。', 'Remove form field': '删掉这个组件', 'Opened in popup': '已在窗口里打开',
  'Save and close': '存好并关上', 'Close': '关上', Form: '表单', 'Select a form field to edit its properties.': '请选一个组件，在这里改它的属性。',
  'Multiple form fields are selected. Select a single form field to edit its properties.': '选了几个组件。请只选一个，在这里改它的属性。',
  'Text view is empty': '说明文字是空的', 'Text view is populated by an expression': '说明文字由表达式给出', 'Text view is templated': '说明文字里有变量',
  'Html view is empty': '网页代码是空的', 'Html view is populated by an expression': '网页代码由表达式给出', 'Html view is templated': '网页代码里有变量',
  'Expression is empty': '还没有写表达式', 'Document preview': '文件预览', Repeatable: '可重复', 'Column 1': '第一列', 'Column 2': '第二列', 'Column 3': '第三列',
  'iFrame': '外部网页', 'Resize': '调大小', Select: '请选择', Search: '搜索', 'No files selected': '没有选文件', Browse: '选文件', 'hh:mm': '时:分', 'hh:mm --': '时:分',
  'mm/dd/yyyy': '月/日/年', 'yyyy/mm/dd': '年/月/日', 'hh:mm ?m': '时:分', 'No results': '没有相符的', 'Add new': '再加一项', 'Nothing to show.': '没有内容', 'No options available': '没有选项',
  'Date': '日期', 'Time': '时刻', 'Image view': '图片', 'Table': '表格', 'Add': '加', 'Subtract': '减', Increment: '增加', Decrement: '减少', 'This is an image placeholder': '这里放图片',
};

const groups = {
  General: '基本', Options: '选项', 'Options source': '选项从哪来', 'Dynamic options': '选项从变量来', 'Static options': '固定的选项', 'Options expression': '选项表达式',
  'Headers source': '表头从哪来', 'Header items': '表头', 'Security attributes': '安全', Condition: '显示条件', Layout: '版式', Appearance: '外观',
  Serialization: '存成什么', Constraints: '限制', Validation: '校验', 'Validation pattern': '校验格式', 'Custom properties': '附加属性',
};

const entries = {
  Submit: '送出', Reset: '清空', 'Alternative text': '替代文字', Auto: '自动', Columns: '占几栏', 'Field description': '填写说明', 'Default value': '默认值',
  Checked: '勾上', 'Not checked': '不勾', '<none>': '不预设', Disabled: '停用', Key: '变量名', Path: '变量路径', 'Show outline': '显示边框', 'Date label': '日期的标签',
  'Time label': '时刻的标签', 'Group label': '分组标签', 'Table label': '表格标签', Title: '标题', 'Field label': '标签', Height: '高度', URL: '网址',
  'Image source': '图片来源', Text: '文字', Content: '内容', 'Decimal digits': '几位小数', 'Target value': '算出的值', 'Value changes': '值一变就算',
  'Form submission': '送出时算', 'Compute on': '什么时候算', 'Output as string': '按文字存', Subtype: '填到哪', 'Date & Time': '日期和时刻', 'Use 24h': '24 小时制',
  'Disallow past dates': '不许填过去的日期', 'Time interval': '时刻间隔', 'Time format': '时间格式', 'UTC offset': '带时区', 'UTC normalized': '换成世界时',
  'No timezone': '不带时区', Searchable: '可以搜索', Label: '标签', Value: '值', Type: '类型', 'Input values key': '放选项的变量', Prefix: '前缀', Suffix: '后缀',
  'Read only': '只读', 'Vertical alignment': '上下对齐', Top: '靠上', Center: '居中', Bottom: '靠下', 'Default number of items': '起初有几项',
  'Allow add/delete items': '可以增减', 'Disable collapse': '不折起', 'Number of non-collapsing items': '超过几项折起', 'Hide if': '什么时候隐藏',
  'Deactivate if': '什么时候停用', 'Data source': '数据来自', Pagination: '分页', 'Number of rows per page': '每页几行', 'List of items': '固定列表', Expression: '表达式',
  Column: '列', 'Version tag': '版本标记', 'Supported file formats': '可收的文件格式', 'Upload multiple files': '可以传几个文件', 'Document reference': '文件引用',
  'Max height of preview container': '预览最高', Custom: '自定', Email: '邮箱', Phone: '国际电话', Required: '必须填写', 'Minimum length': '最少几个字', 'Maximum length': '最多几个字',
  'Custom regular expression': '格式（正则）', 'Custom error message': '格式不对时的提示', Minimum: '最小', Maximum: '最大', Static: '固定', 'Input data': '变量', ID: '标识', Name: '名称',
  'Key name': '属性名', Source: '来源', 'Link': '链接', 'Value changes ': '值一变就算',
};

const hints = {
  'Descriptive text for screen reader accessibility.': '读屏软件念出的文字。',
  'Disable this field when it should not be interactive for end-users. Its data will not be submitted. This setting takes precedence over read-only.': '停用后不能填，也不送出。',
  'Binds to a form variable': '填的内容存进这个变量',
  'Use a unique "key" to link the form element and the related input/output data. When dealing with nested data, break it down in the user task\'s input mapping before using it.': '填的内容以这个名称存进流程，流程图里的条件、文书都用它。每个组件用一个不同的名称，可用点分层，如 emergency.level。',
  'Where the child variables of this component are pathed to.': '里面各项存到哪个变量下',
  'Routes the children of this component into a form variable, may be left empty to route at the root level.': '里面各项存到这个变量下；不填就和外面的放在一起。',
  'Routes the children of this component into a form variable.': '里面各项存到这个变量下。',
  'Height of the container in pixels.': '高度，以像素计', 'Expression or static value (link/data URI)': '表达式，或图片数据（data:）',
  'Link referring to a hosted image, or use a data URI directly to embed image data into the form.': '请用 data: 把图片放进表单，不引外面的图片。',
  'Supports markdown and templating.': '可以用 Markdown，{{变量}} 会换成它的值。', 'Learn more': '说明',
  'Supports HTML, styling, and templating. Styles are automatically scoped to the HTML component.': '本系统不收网页代码，请用“说明文字”。',
  'Define an expression to calculate the value of this field': '写一个表达式，算出这一项的值', 'Allows arbitrary precision values': '位数多也不丢精度',
  'The input property may be an array of simple values or alternatively follow this schema:': '变量里是一列文字，或一列这样的对象：',
  'The expression may result in an array of simple values or alternatively follow this schema:': '表达式算出一列文字，或一列这样的对象：',
  'Define which input property to populate the values from': '选项取自哪个变量',
  'Make this field read-only when it cannot be edited by the end-user, but its content is important for them to see. Its data will still be submitted.': '只给看、不给改；它的值照样保留。',
  'Condition under which the field is hidden': '条件成立就不显示，也不送出', 'Condition under which the field is deactivated': '条件成立就不能按',
  'Define an expression to populate the options from.': '写一个表达式，算出各个选项', 'Specify the source from which to populate the table': '表格的行取自哪个变量',
  'Enter a form input variable that contains the data for the table or define an expression to populate the data dynamically.': '写放数据的变量，或写一个表达式。',
  'Specify an expression to populate column items': '写一个表达式，算出各列', 'Version tag by which this form can be referenced.': '引用这张表单时用的版本标记',
  'A comma-separated list of': '用逗号分开的', 'file type specifiers': '文件类型',
  'The error message to display when the input does not match the regular expression.': '填的内容不合这个格式时，给填表人看的话。',
  'Add properties directly to the form schema, useful to configure functionality in custom-built task applications and form renderers.':
    '本系统不认得的属性，原样留着。',
  '"List of items" defines a constant, predefined set of form options. "Expression" defines options that are populated from a FEEL expression.': '“固定列表”是写死的几项；“表达式”用 FEEL 算出各项。',
  '"Static" defines a constant, predefined set of form options. "Input data" defines options that are populated dynamically, adjusting based on variable data for flexible responses to different conditions or inputs. "Expression" defines options that are populated from a FEEL expression.':
    '“固定”是写死的几项；“变量”取流程里的值，随它变；“表达式”用 FEEL 算出各项。',
};

const faults = {
  'Should be a valid number': '请填数字', 'Should be a valid number.': '请填数字', 'Must not be empty.': '不能空着', 'Must not be empty': '不能空着', 'Must be unique.': '已有同样的，请换一个',
  'Must not contain spaces.': '不能有空格', 'Must not contain prefix.': '不能有冒号', 'Must be a valid QName.': '请以字母开头，只用字母、数字、横线和下划线',
  'Must be a variable or a dot separated path.': '请写变量名，可用点分层，如 emergency.level', 'Must be a variable or a dot-separated path': '请写变量名，可用点分层，如 emergency.level',
  'Must be empty, a variable or a dot-separated path': '不填，或写变量名，可用点分层', 'Must not contain numerical path segments.': '点与点之间不能是数字', 'Must not be a prohibited path.': '这个名称不能用',
  'Must not conflict with other key/path assignments.': '和别的组件的变量名冲突', 'Must not cause two binding paths to collide': '会和别的组件的变量名冲突', 'Should be an integer.': '请填整数',
  'A number is required.': '请填数字', 'Should be greater than zero.': '请填大于 0 的数', 'Should be greater than or equal to zero.': '请填 0 或更大的数', 'Must be number': '请填数字',
  'Value must be a number.': '请填数字', 'The document data source is required.': '请写文件从哪来', 'Unparsable FEEL expression.': 'FEEL 表达式写错了',
};

const panel = {
  'Open documentation': '看说明', 'Toggle section': '展开或收起', 'Section contains an error': '这一组里有错', 'Section contains edits': '这一组里有填写', '<empty>': '还没有填',
  'Toggle list item': '展开或收起', 'Delete item': '删掉这一项', 'Create new list item': '再加一项', Create: '加一项', 'Open pop-up editor': '在大窗口里写', 'Opened in editor': '正在大窗口里写',
  'FEEL expression is mandatory': '这里要写 FEEL 表达式', 'Click to remove dynamic value with FEEL expression': '改成固定的值', 'Click to set a dynamic value with FEEL expression': '改成 FEEL 表达式',
  'FEEL expression': 'FEEL 表达式', 'Close popup': '关上', 'Edit FEEL expression': '写 FEEL 表达式', 'Edit expression': '写表达式', 'Opened in pop-up editor': '正在大窗口里写',
};

const words = { ...chrome, ...groups, ...entries, ...hints, ...faults, ...panel };
const patterns = [
  [/^[a-z]\w* \/ (.+)$/i, (name) => words[name] ?? name],
  [/^Create an? (.+) element$/, (name) => `加一个${words[name] ?? name}`],
  [/^Remove (.+)$/, (name) => `删掉这个${words[name] ?? name}`],
  [/^Expression for '(.+)'$/, (name) => `算出“${name}”`],
  [/^List contains (\d+) items?$/, (n) => `共 ${n} 项`],
  [/^Should be at least (.+)\.$/, (n) => `不能小于 ${n}`],
  [/^Should be at most (.+)\.$/, (n) => `不能大于 ${n}`],
  [/^Should not contain more than (\d+) decimal digits\.?$/, (n) => `最多 ${n} 位小数`],
  [/^Minimum (\d+) columns are allowed$/, (n) => `最少占 ${n} 栏`],
  [/^Maximum (\d+) columns are allowed$/, (n) => `最多占 ${n} 栏`],
  [/^New value exceeds the maximum of (\d+) columns per row$/, (n) => `一行最多 ${n} 栏`],
  [/^Maximum (\d+) fields per row are allowed$/, (n) => `一行最多 ${n} 个组件`],
  [/^(\d+) columns?$/, (n) => `${n} 栏`],
  [/^(\d+)\s?min$/, (n) => `${n} 分钟`],
  [/^(\d+)\s?h$/, (n) => `${n} 小时`],
];

/** Chinese for a whole string of the editor, or nothing; in labels and heads of tables only what stands there in their place. */
export function fixed(text, element) {
  if (element?.matches('.fjs-form-field-label') && text !== 'No files selected') return undefined;
  if (element?.matches('.fjs-table-th') && !/^Column \d$/.test(text)) return undefined;
  if (text === 'Increment' && element?.closest('.desk-side')) return '每次增减';
  if (words[text] !== undefined) return words[text];
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(text);
    if (found) return say(...found.slice(1));
  }
  return undefined;
}

/** What people wrote themselves, in the design and in the panel, and the bpmn.io mark. */
export const OWN = [
  '.fjs-powered-by', '.bjs-powered-by', '.fjs-form-field-label > *', '.fjs-form-field-description', '.fjs-form-field-text > :not(.fjs-form-field-placeholder)',
  '.fjs-form-field-grouplike > label', '.fjs-checklist label', '.fjs-radio label', '.cm-editor', '[contenteditable]', 'textarea', 'pre',
  '.bio-properties-panel-collapsible-entry-header-title', '.bio-properties-panel-header-label', '#bio-properties-panel-defaultValue option:not([value=""])',
].join(', ');
