// A pair of canvases on one diagram: they share zoom and place, mark what differs, and show an element in both.
import { control, openCanvas } from '../diagram/canvas.js';
import { say } from './words.js';

const MARGIN = 24;
const READABLE = 0.62;
const SIDES = ['old', 'new'];

/** Opens both canvases; `picked(id, side)` is told which element was clicked. Resolves to `{ show }`. */
export async function openPair(box, picked) {
  const marks = JSON.parse(box.querySelector('[data-marks]').textContent);
  const found = await Promise.all(SIDES.map((side) => openSide(box.querySelector(`[data-side=${side}]`), side, marks[side], picked)));
  const sides = found.filter(Boolean);
  tie(sides);
  for (const { viewer, box: canvas } of sides) control(viewer, canvas);
  start(sides, marks);
  box.dataset.ready = '';
  return { show: (ids) => show(sides, ids) };
}

async function openSide(box, side, marks, picked) {
  const wait = box.querySelector('[data-wait]');
  if (!box.dataset.diagramUrl) return null;
  try {
    const viewer = await openCanvas(box, box.dataset.diagramUrl);
    mark(viewer, marks);
    viewer.on('element.click', ({ element }) => picked(element.labelTarget?.id ?? element.id, side));
    return { box, side, viewer, canvas: viewer.get('canvas') };
  } catch {
    wait.textContent = say('noDiagram');
    return null;
  }
}

function mark(viewer, marks) {
  const registry = viewer.get('elementRegistry');
  for (const [id, { act, word, number }] of Object.entries(marks)) {
    const element = registry.get(id);
    if (!element) continue;
    for (const one of [element, ...(element.labels ?? [])]) viewer.get('canvas').addMarker(one.id, `diff-on-${act}`);
    const html = Object.assign(document.createElement('span'), { className: `badge badge-${act}`, textContent: `${number} ${word}` });
    viewer.get('overlays').add(id, 'badge', { html, position: place(element), show: { minZoom: 0.3 }, scale: { min: 0.75, max: 1 } });
  }
}

/** Badges stand on the upper edge of shapes and on the middle of flows. */
function place(element) {
  if (!element.waypoints) return { top: -14, left: element.width / 2 };
  const points = element.waypoints;
  const left = Math.min(...points.map((point) => point.x));
  const top = Math.min(...points.map((point) => point.y));
  const [one, other] = longest(points);
  return { left: (one.x + other.x) / 2 - left, top: (one.y + other.y) / 2 - top - (one.y === other.y ? 26 : 11) };
}

function longest(points) {
  let best = [points[0], points[1]];
  for (let at = 1; at < points.length; at += 1) {
    const [a, b] = [points[at - 1], points[at]];
    if (Math.hypot(a.x - b.x, a.y - b.y) > Math.hypot(best[0].x - best[1].x, best[0].y - best[1].y)) best = [a, b];
  }
  return best;
}

function tie(sides) {
  let following = false;
  for (const one of sides) {
    one.viewer.on('canvas.viewbox.changed', ({ viewbox }) => {
      if (following) return;
      following = true;
      for (const other of sides) if (other !== one) moveTo(other, viewbox);
      following = false;
    });
  }
}

function moveTo({ canvas }, { x, y, scale }) {
  const { width, height } = canvas.getSize();
  canvas.viewbox({ x, y, width: width / scale, height: height / scale });
}

/** The whole where it can be read, else the part around the first change. */
function start(sides, marks) {
  const [first] = sides;
  if (!first) return;
  const inner = first.canvas.viewbox().inner;
  const room = first.canvas.getSize();
  const scale = Math.min((room.width - 2 * MARGIN) / inner.width, (room.height - 2 * MARGIN) / inner.height, 1);
  if (scale >= READABLE) return moveTo(first, { x: inner.x - MARGIN / scale, y: inner.y - MARGIN / scale, scale });
  const ids = Object.fromEntries(SIDES.map((side) => [side, Object.keys(marks[side])[0]]));
  show(sides, ids, { select: false, scale: READABLE });
}

function show(sides, ids, { select = true, scale = Math.max(sides[0]?.canvas.zoom() ?? 1, READABLE) } = {}) {
  const wanted = sides.map((side) => ({ ...side, element: side.viewer.get('elementRegistry').get(ids[side.side]) }));
  for (const { canvas, viewer, element } of wanted) {
    for (const marked of viewer.get('elementRegistry').filter((one) => canvas.hasMarker(one, 'diff-here'))) canvas.removeMarker(marked, 'diff-here');
    if (element && select) canvas.addMarker(element, 'diff-here');
    const root = element && canvas.findRoot(element.id);
    if (root) canvas.setRootElement(root);
  }
  const lead = wanted.findLast(({ element }) => element);
  if (!lead) return;
  const { x, y } = middle(lead.element);
  const room = lead.canvas.getSize();
  moveTo(lead, { x: x - room.width / scale / 2, y: y - room.height / scale / 2, scale });
}

function middle({ x, y, width, height, waypoints }) {
  if (!waypoints) return { x: x + width / 2, y: y + height / 2 };
  const [one, other] = longest(waypoints);
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}
