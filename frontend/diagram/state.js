// Draws an execution over a diagram: markers for CSS, badges that carry words.
import { say } from '../base/words.js';

const KINDS = ['taken', 'running', 'late', 'ahead'];
const SKIPPED = /Participant|Lane|Label|Process|Collaboration|Group|TextAnnotation|Association|DataObject|DataStore|DataInput|DataOutput/;

/** Paint the state; what it does not name was not reached. */
export function paint(viewer, state) {
  const canvas = viewer.get('canvas');
  const kinds = kindsOf(state);
  viewer.get('elementRegistry').forEach((element) => {
    if (!element.type?.startsWith('bpmn:') || SKIPPED.test(element.type)) return;
    const id = element.labelTarget?.id ?? element.id;
    for (const kind of KINDS) canvas.removeMarker(element.id, `dl-${kind}`);
    canvas.addMarker(element.id, `dl-${kinds.get(id) ?? 'ahead'}`);
  });
}

/** Put the badges up anew. They are hidden while the diagram is too small to read. */
export function badge(viewer, badges, { minZoom = 0.4, above = 12 } = {}) {
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  overlays.remove({ type: 'badge' });
  for (const { element, text, mark } of badges) {
    const shape = registry.get(element);
    if (!shape) continue;
    const html = Object.assign(document.createElement('span'), { className: `badge badge-${mark}`, textContent: text });
    overlays.add(element, 'badge', { html, position: { top: -above, left: shape.width / 2 }, show: { minZoom }, scale: { min: 1, max: 1 } });
  }
}

/** What is painted at an element, in words. */
export function stateOf(viewer, element) {
  const kind = KINDS.find((one) => viewer.get('canvas').hasMarker(element, `dl-${one}`));
  const badges = viewer.get('overlays').get({ element, type: 'badge' }).map(({ html }) => html.textContent);
  return badges.length || !kind ? badges : [say(kind)];
}

function kindsOf({ taken, running, late }) {
  const kinds = new Map();
  for (const id of taken) kinds.set(id, 'taken');
  for (const id of running) kinds.set(id, 'running');
  for (const id of late) kinds.set(id, 'late');
  return kinds;
}
