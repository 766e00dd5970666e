// Undo and redo as buttons, for those who do not know the keys; they follow the command stack that is open.
/** `stack()` gives the command stack of the moment; call `refresh()` after each command. */
export function undoButtons(root, stack) {
  const acts = { undo: (one) => one.undo(), redo: (one) => one.redo() };
  const can = { undo: (one) => one.canUndo(), redo: (one) => one.canRedo() };
  const buttons = Object.keys(acts).map((name) => [name, root.querySelector(`[data-act="${name}"]`)]);
  for (const [name, button] of buttons) {
    button.onclick = () => {
      const one = stack();
      if (one && can[name](one)) acts[name](one);
    };
  }
  const refresh = () => {
    const one = stack();
    for (const [name, button] of buttons) button.setAttribute('aria-disabled', String(!(one && can[name](one))));
  };
  refresh();
  return { refresh };
}
