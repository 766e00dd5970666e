// Diagrams that other products left without a picture: elements and flows, but no shapes. They are laid out once, here.
import { say } from './words.js';
import { arrange } from './arranged.js';
import { BPMN, BPMNDI, children, named } from './xml.js';

const DRAWN = /<(?:[\w.-]+:)?BPMNShape[\s>]/;
const NAMED = /(?:process|participant|lane|flow|task|event|gateway|transaction|activity|reference)$/i;

/** Whether a text draws anything. */
export function isDrawn(xml) {
  return DRAWN.test(xml);
}

/** The text with a picture of all its pools and processes. Throws in the reader's words when there is nothing to lay out. */
export async function laidOut(xml) {
  const file = new DOMParser().parseFromString(xml, 'application/xml');
  identify(file);
  join(file);
  const drawings = new Map();
  for (const process of children(file.documentElement, 'process')) drawings.set(process.id, await drawing(file, process).catch(() => null));
  if (![...drawings.values()].some(Boolean)) throw new Error(say('notLaidOut'));
  arrange(file, drawings);
  return new XMLSerializer().serializeToString(file);
}

/** What is drawn is found by its id, which some products leave out, or give to the file as well. */
function identify(file) {
  const root = file.documentElement;
  if ([...named(file, '*')].some((node) => node !== root && node.id === root.id)) root.removeAttribute('id');
  const known = new Set([...file.querySelectorAll('[id]')].map((node) => node.id));
  let count = 0;
  for (const node of named(file, '*')) {
    while (!node.id && NAMED.test(node.localName)) {
      const id = `${node.localName}_${++count}`;
      if (!known.has(id)) node.setAttribute('id', id);
    }
  }
}

/** The layout follows `incoming` and `outgoing`, which some products leave out. */
function join(file) {
  const byId = new Map([...file.querySelectorAll('[id]')].map((node) => [node.id, node]));
  for (const flow of named(file, 'sequenceFlow')) {
    tell(byId.get(flow.getAttribute('targetRef')), 'incoming', flow.id);
    tell(byId.get(flow.getAttribute('sourceRef')), 'outgoing', flow.id);
  }
}

function tell(node, name, id) {
  if (!node || children(node, name).some((known) => known.textContent.trim() === id)) return;
  const told = node.ownerDocument.createElementNS(BPMN, node.prefix ? `${node.prefix}:${name}` : name);
  told.textContent = id;
  const before = [...node.children].find((child) => !['documentation', 'extensionElements', 'incoming'].includes(child.localName));
  node.insertBefore(told, before ?? null);
}

/** The picture of one process by itself: what stands on its plane, and the diagrams of its folded sub-processes. */
async function drawing(file, process) {
  const { layoutProcess } = await import('bpmn-auto-layout');
  const alone = file.cloneNode(true);
  for (const other of [...alone.documentElement.children]) if (other.id !== process.id) other.remove();
  for (const hidden of [...named(alone, 'laneSet'), ...named(alone, 'dataObject')]) hidden.remove(); // the layout would make room for them
  const drawn = new DOMParser().parseFromString(await layoutProcess(new XMLSerializer().serializeToString(alone)), 'application/xml');
  const [first, ...folded] = drawn.getElementsByTagNameNS(BPMNDI, 'BPMNDiagram');
  return first && { shown: [...first.firstElementChild.children], folded };
}
