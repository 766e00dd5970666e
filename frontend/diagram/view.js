// Fits a diagram to its canvas: the whole where it stays readable, else the part around the token.
const READABLE = 0.62;
const MARK = 44; // free at the foot for the bpmn.io mark
const MARGIN = 12;
const TALLEST = 700; // px, where the page's style does not say --tallest

/** Size the canvas to the diagram and show it; `small` is the thumbnail around the token. */
export function fit(viewer, box, focus, small) {
  const canvas = viewer.get('canvas');
  canvas.resized();
  const root = viewer.get('elementRegistry').get(focus) && canvas.findRoot(focus);
  if (root) canvas.setRootElement(root);
  const bounds = canvas.viewbox().inner;
  const scaleOfAll = (box.clientWidth - 2 * MARGIN) / bounds.width;
  if (small || scaleOfAll < READABLE) return around(viewer, box, focus, small ? 0.45 : READABLE + 0.1, bounds);
  const scale = Math.min(scaleOfAll, 1);
  const tallest = Number.parseFloat(getComputedStyle(box).getPropertyValue('--tallest')) || TALLEST;
  box.style.height = `${Math.min(tallest, Math.ceil(bounds.height * scale) + MARK + 2 * MARGIN)}px`;
  canvas.resized();
  show(canvas, bounds.x - (box.clientWidth / scale - bounds.width) / 2, topOf(viewer, focus, bounds, scale, box), scale, box);
}

/** Move by a part of the canvas, as the arrow keys do. */
export function pan(viewer, dx, dy) {
  viewer.get('canvas').scroll({ dx, dy });
}

/** The whole diagram, however small. */
export function whole(viewer) {
  viewer.get('canvas').zoom('fit-viewport', 'auto');
}

/** Zoom by steps around the middle. */
export function zoom(viewer, step) {
  const canvas = viewer.get('canvas');
  canvas.zoom(Math.min(2, Math.max(0.2, canvas.zoom() * (step > 0 ? 1.25 : 0.8))));
}

/** Where to begin from above: at the top, or so that the token of a diagram that is too tall is seen. */
function topOf(viewer, focus, bounds, scale, box) {
  const shape = viewer.get('elementRegistry').get(focus);
  const height = box.clientHeight / scale;
  const top = bounds.y - MARGIN / scale;
  return shape?.width ? clamp(shape.y + shape.height / 2 - height / 2, top, bounds.y + bounds.height + MARK / scale - height) : top;
}

function around(viewer, box, focus, scale, bounds) {
  const canvas = viewer.get('canvas');
  canvas.resized();
  const shape = viewer.get('elementRegistry').get(focus);
  const width = box.clientWidth / scale;
  const height = box.clientHeight / scale;
  const x = shape?.width ? shape.x + shape.width / 2 - width / 2 : bounds.x - MARGIN;
  const y = shape?.width ? shape.y + shape.height / 2 - height / 2 : bounds.y - MARGIN;
  show(canvas, clamp(x, bounds.x - MARGIN, bounds.x + bounds.width - width), clamp(y, bounds.y - MARGIN, bounds.y + bounds.height + MARK / scale - height), scale, box);
}

function show(canvas, x, y, scale, box) {
  canvas.viewbox({ x, y, width: box.clientWidth / scale, height: box.clientHeight / scale });
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(value, Math.max(low, high)));
}
