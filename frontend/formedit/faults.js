// Marks components with what the server found, and selects one.
/** `put(findings)` marks, `select(finding)` leads there. */
export function markComponents(box, editor) {
  let marks = new Map();
  const paint = () => {
    for (const element of box.querySelectorAll('.fjs-element[data-id]')) {
      const finding = marks.get(element.dataset.id);
      const kind = finding ? (finding.severity === 'error' ? 'error' : 'warning') : '';
      if ((element.dataset.fault ?? '') === kind) continue;
      if (kind) element.dataset.fault = kind;
      else delete element.dataset.fault;
    }
  };
  new MutationObserver(paint).observe(box, { childList: true, subtree: true });
  return {
    put(findings) {
      marks = new Map(findings.filter(({ element }) => element).map((finding) => [finding.element, finding]));
      paint();
    },
    select({ element }) {
      const field = element && editor.get('formFieldRegistry').get(element);
      if (!field) return;
      editor.get('selection').set(field);
      box.querySelector(`.fjs-element[data-id="${CSS.escape(element)}"]`)?.scrollIntoView({ block: 'center' });
    },
  };
}
