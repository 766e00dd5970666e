// Buttons at the canvas: undo, redo, search, the map, zoom.
/** The whole diagram as far as it stays readable, free of the palette (`left`) and of the mark. */
export function fitAll(modeler, left = 122) {
  const canvas = modeler.get('canvas');
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(1, (outer.width - left - 20) / inner.width, (outer.height - 100) / inner.height);
  const readable = Math.max(0.55, scale);
  canvas.viewbox({ x: inner.x - left / readable, y: inner.y - (left > 100 ? 68 : left) / readable, width: outer.width / readable, height: outer.height / readable });
}

/** Bind the buttons of `root`. */
export function runTools(root, modeler) {
  const stack = modeler.get('commandStack');
  const canvas = modeler.get('canvas');
  const search = () => setTimeout(() => modeler.get('searchPad').toggle()); // the pad closes on the click that is under way
  const acts = {
    undo: () => stack.undo(), redo: () => stack.redo(), search, map: () => modeler.get('minimap').toggle(),
    'zoom-in': () => modeler.get('zoomScroll').stepZoom(1), 'zoom-out': () => modeler.get('zoomScroll').stepZoom(-1), fit: () => fitAll(modeler),
  };
  for (const button of root.querySelectorAll('[data-tool]')) button.onclick = acts[button.dataset.tool];
  const refresh = () => {
    for (const [name, can] of [['undo', stack.canUndo()], ['redo', stack.canRedo()]]) root.querySelector(`[data-tool="${name}"]`).setAttribute('aria-disabled', String(!can));
  };
  modeler.on(['commandStack.changed', 'import.done'], refresh);
  modeler.on('minimap.toggle', ({ open }) => root.querySelector('[data-tool="map"]').setAttribute('aria-pressed', String(open)));
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f' || modeler.get('searchPad').isOpen()) return;
    event.preventDefault();
    modeler.get('searchPad').open();
  });
  new ResizeObserver(() => canvas.resized()).observe(canvas.getContainer());
  refresh();
}
