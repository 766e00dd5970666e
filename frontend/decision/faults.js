// Marks what the server found in the table: the cell, its row's hint, and where the reader is led to.
const MARKED = ['fault', 'fault-error', 'fault-warning', 'fault-here'];

/** Keep marks on the cells of findings, however often the table is drawn anew. `source()` is the text that was checked. */
export function markFaults(box, source) {
  let marks = new Map();
  let here = null;
  const idOf = (finding) => finding.element ?? idAt(source(), finding.line);
  const paint = () => {
    observer.disconnect();
    for (const cell of box.querySelectorAll('.fault')) cell.classList.remove(...MARKED);
    for (const [id, { severity, message }] of marks) {
      for (const cell of cells(box, id)) {
        cell.classList.add('fault', severity === 'error' ? 'fault-error' : 'fault-warning');
        cell.classList.toggle('fault-here', id === here);
        cell.title = message;
      }
    }
    watch();
  };
  const observer = new MutationObserver(() => paint());
  const watch = () => observer.observe(box, { childList: true, subtree: true });
  watch();
  return {
    idOf,
    put(findings) {
      marks = new Map(findings.map((finding) => [idOf(finding), finding]).filter(([id]) => id));
      paint();
    },
    show(finding) {
      here = idOf(finding);
      paint();
      const cell = here && cells(box, here)[0];
      cell?.scrollIntoView({ block: 'center', inline: 'center' });
      (cell?.querySelector('[contenteditable]') ?? cell)?.focus?.();
    },
  };
}

function cells(box, id) {
  const name = CSS.escape(id);
  return [...box.querySelectorAll(`[data-element-id="${name}"], [data-row-id="${name}"], [data-col-id="${name}"]`)];
}

/** The id nearest above a line of the text: that of the element which begins there or holds it. */
function idAt(text, line) {
  if (!line) return null;
  const above = text.split('\n').slice(0, line).reverse();
  return above.map((one) => /\sid="([^"]+)"/.exec(one)?.[1]).find(Boolean) ?? null;
}
