// Whoever may not edit still scrolls, reads and selects: only what would change something is stopped. `inert` would hide it all.
const STOPPED = ['pointerdown', 'mousedown', 'click', 'dblclick', 'contextmenu', 'keydown', 'beforeinput', 'dragstart', 'drop', 'paste', 'cut'];
const MOVES = ['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];

/** Guards what stands in `box`; `looks(target)` says what may be clicked all the same. The answer lets edits through, or stops them. */
export function guard(box, looks = () => false) {
  let open = false;
  const check = (event) => {
    if (open || (event.type === 'click' && looks(event.target)) || (event.type === 'keydown' && reads(event))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of STOPPED) box.addEventListener(type, check, true);
  return (may) => {
    open = may;
    if (!may && box.contains(document.activeElement)) document.activeElement.blur();
  };
}

function reads({ key, target, ctrlKey, metaKey }) {
  if (['Tab', 'Escape', 'F8'].includes(key) || ((ctrlKey || metaKey) && key.toLowerCase() === 'c')) return true;
  return MOVES.includes(key) && !target.closest('input, select, textarea');
}
