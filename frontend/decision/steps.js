// One undo over all views: dmn-js forgets its steps when another view opens, so the text after each step is kept as well.
const MOST = 200;

/**
 * The steps of a model as a command stack. `stack()` is that of the open view, which goes first; beyond it `restore(text, view)`
 * puts up the text before or after a step and opens the view in which it was taken. `moved()` hears when all is done.
 */
export function runSteps(modeler, { stack, restore, moved }) {
  let steps = [];
  let at = 0;
  let last = Promise.resolve();
  const queue = (act) => (last = last.then(act).then(moved));
  const here = async () => ({ view: modeler.getActiveView()?.element.id, text: (await modeler.saveXML({ format: true })).xml });
  const noted = {
    async execute() {
      steps = [...steps.slice(0, at + 1), await here()].slice(-MOST);
      at = steps.length - 1;
    },
    async undo() {
      at = Math.max(at - 1, 0);
      steps[at].text = (await here()).text;
    },
    async redo() {
      at = Math.min(at + 1, steps.length - 1);
    },
  };
  const can = { undo: () => at > 0, redo: () => at < steps.length - 1 };
  const go = (way) => queue(async () => {
    const own = stack();
    if (own?.[way === 'undo' ? 'canUndo' : 'canRedo']()) return own[way]();
    if (!can[way]()) return undefined;
    const { view } = steps[way === 'undo' ? at : at + 1];
    at += way === 'undo' ? -1 : 1;
    return restore(steps[at].text, view);
  });
  document.addEventListener('keydown', (event) => {
    const way = wayOf(event);
    if (!way || event.defaultPrevented || event.target.closest('input, textarea, [contenteditable="true"]')) return;
    event.preventDefault();
    go(way);
  });
  return {
    /** Another text was opened: nothing before it can be come back to. */
    begin(text) {
      steps = [{ text }];
      at = 0;
    },
    /** A command was executed, undone or redone in the open view. */
    note: (trigger) => queue(noted[trigger]),
    canUndo: () => Boolean(stack()?.canUndo()) || can.undo(),
    canRedo: () => Boolean(stack()?.canRedo()) || can.redo(),
    undo: () => go('undo'),
    redo: () => go('redo'),
  };
}

function wayOf({ key, ctrlKey, metaKey, shiftKey }) {
  if (!ctrlKey && !metaKey) return null;
  return { z: shiftKey ? 'redo' : 'undo', y: 'redo' }[key.toLowerCase()] ?? null;
}
