// Marks components with what the server found, tells it at the entry of the panel, and leads there.
const BY_WORD = { // form-js names three of its entries after an id that it forgets to give
  'conditional-hide': ['隐藏条件', 'Hide condition'], readonly: ['只读', 'Read-only'], defaultValue: ['默认值', 'Default value'], min: ['最小值', 'Minimum is'], max: ['最大值', 'Maximum is'],
  minLength: ['最少字数', 'Minimum length'], maxLength: ['最多字数', 'Maximum length'], 'optionsExpression-expression': ['选项表达式', 'Options expression'], 'undefined-expression': ['算出的值', 'Computed value'],
  dataSource: ['数据来源', 'Data source'], description: ['填写说明', 'Description'], text: ['说明文字', 'Text'], source: ['图片来源', 'Source of the image'], alt: ['替代文字', 'Alternative text'],
  'prefix-adorner': ['前缀', 'Prefix'], 'suffix-adorner': ['后缀', 'Suffix'], 'undefined-decimalDigits': ['decimalDigits'], 'undefined-step': ['increment'],
  'own-key': ['key 所'], 'own-name': ['name 所'], 'own-columns': ['columns'], 'own-staleFrom': ['staleFrom'], key: ['key '], path: ['path '],
};
const BY_CODE = { hide: 'conditional-hide', default: 'defaultValue', 'html-in-text': 'text', label: 'label', pattern: 'pattern', readonly: 'readonly', outcome: 'own-outcome', 'unknown-clause': 'own-clause', 'unknown-group': 'own-owner', 'unknown-limit': 'own-staleAfter' };

/** `put(findings)` marks, `select(finding)` leads there; `wrong` is told by the id of the entry. */
export function markComponents(box, editor, desk) {
  let found = [];
  const marks = () => new Map(found.map((finding) => [finding.element, finding]));
  const paint = () => {
    for (const table of box.querySelectorAll('.fjs-table-inner-container')) table.tabIndex = 0; // wide ones scroll
    const known = marks();
    for (const element of box.querySelectorAll('.fjs-element[data-id]')) {
      const finding = known.get(element.dataset.id);
      const kind = finding ? (finding.severity === 'error' ? 'error' : 'warning') : '';
      if ((element.dataset.fault ?? '') === kind) continue;
      if (kind) element.dataset.fault = kind;
      else delete element.dataset.fault;
    }
  };
  const tell = () => {
    const registry = editor.get('formFieldRegistry');
    const chosen = editor.get('selection').get()?.id;
    const isHere = ({ element }) => (chosen ? element === chosen : !registry.get(element)); // what no component has is the form's own
    desk.wrong = Object.fromEntries(found.filter(isHere).map((finding) => [entryOf(finding), finding.message]).reverse());
    editor.get('eventBus').fire('propertiesPanel.setErrors', { errors: desk.wrong });
  };
  new MutationObserver(paint).observe(box, { childList: true, subtree: true });
  editor.on('selection.changed', tell);
  return {
    put(findings) {
      found = findings;
      paint();
      tell();
    },
    select(finding) {
      const field = finding.element && editor.get('formFieldRegistry').get(finding.element);
      if (!field) return;
      editor.get('selection').set(field);
      box.querySelector(`.fjs-element[data-id="${CSS.escape(finding.element)}"]`)?.scrollIntoView({ block: 'center' });
      requestAnimationFrame(() => editor.get('eventBus').fire('propertiesPanel.showEntry', { id: entryOf(finding) }));
    },
  };
}

/** The entry that a finding is about: by its code, else by the words that its message begins with. */
function entryOf({ code, message }) {
  return BY_CODE[code] ?? Object.keys(BY_WORD).find((entry) => BY_WORD[entry].some((word) => message.startsWith(word))) ?? code;
}
