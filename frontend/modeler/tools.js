// Buttons at the canvas: undo, redo, search, the map, zoom, the whole screen, a picture to keep.
import { savePicture } from './picture.js';

const OWN_KEYS = 'input, textarea, select, [contenteditable], dialog'; // undo means what is typed there

/** The whole diagram as far as it stays readable, free of the palette (`left`) and of the mark. */
export function fitAll(modeler, left = 122) {
  const canvas = modeler.get('canvas');
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, (outer.width - left - 20) / inner.width, (outer.height - 100) / inner.height);
  const readable = Math.max(0.55, scale);
  canvas.viewbox({ x: inner.x - left / readable, y: inner.y - Math.min(left, 28) / readable, width: outer.width / readable, height: outer.height / readable });
}

/** Bind the buttons of `root`. */
export function runTools(root, modeler) {
  /** The canvas alone, over the whole screen where the browser lets it. */
  const wide = (on) => {
    root.classList.toggle('is-wide', on);
    root.querySelector('[data-tool="full"]').setAttribute('aria-pressed', String(on));
    if (on) root.parentElement.requestFullscreen().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
  };
  const stack = modeler.get('commandStack');
  const canvas = modeler.get('canvas');
  const search = () => setTimeout(() => modeler.get('searchPad').toggle()); // the pad closes on the click that is under way
  const acts = {
    undo: () => stack.undo(), redo: () => stack.redo(), search, map: () => modeler.get('minimap').toggle(),
    'zoom-in': () => modeler.get('zoomScroll').stepZoom(1), 'zoom-out': () => modeler.get('zoomScroll').stepZoom(-1), fit: () => fitAll(modeler),
    full: () => wide(!root.classList.contains('is-wide')),
    svg: () => savePicture(modeler, 'svg', root.dataset.name), png: () => savePicture(modeler, 'png', root.dataset.name),
  };
  for (const button of root.querySelectorAll('[data-tool]')) button.onclick = acts[button.dataset.tool];
  const refresh = () => {
    for (const [name, can] of [['undo', stack.canUndo()], ['redo', stack.canRedo()]]) root.querySelector(`[data-tool="${name}"]`).setAttribute('aria-disabled', String(!can));
  };
  modeler.on(['commandStack.changed', 'import.done'], refresh);
  modeler.on('minimap.toggle', ({ open }) => root.querySelector('[data-tool="map"]').setAttribute('aria-pressed', String(open)));
  document.addEventListener('fullscreenchange', () => document.fullscreenElement || wide(false));
  const keys = { f: () => modeler.get('searchPad').isOpen() || modeler.get('searchPad').open(), z: (shift) => (shift ? stack.redo() : stack.undo()), y: () => stack.redo() };
  document.addEventListener('keydown', (event) => {
    const act = (event.ctrlKey || event.metaKey) && keys[event.key.toLowerCase()];
    if (!act || event.defaultPrevented || (act !== keys.f && event.target.closest(OWN_KEYS))) return;
    event.preventDefault();
    act(event.shiftKey);
  });
  new ResizeObserver(() => canvas.resized()).observe(canvas.getContainer());
  refresh();
}
