// Diagrams that other products left without a picture: elements and flows, but no shapes. They are laid out once, here.
import { say } from './words.js';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const DRAWN = /<(?:[\w.-]+:)?BPMNShape[\s>]/;

/** Whether a text draws anything. */
export function isDrawn(xml) {
  return DRAWN.test(xml);
}

/** The text with a picture of its first process. Throws in the reader's words when there is none to lay out. */
export async function laidOut(xml) {
  const { layoutProcess } = await import('bpmn-auto-layout');
  const drawn = await layoutProcess(joined(xml)).catch(() => '');
  if (!isDrawn(drawn)) throw new Error(say('notLaidOut'));
  return drawn;
}

/** The layout follows `incoming` and `outgoing`, which some products leave out. */
function joined(xml) {
  const file = new DOMParser().parseFromString(xml, 'application/xml');
  const byId = new Map([...file.querySelectorAll('[id]')].map((node) => [node.id, node]));
  for (const flow of file.getElementsByTagNameNS(BPMN, 'sequenceFlow')) {
    tell(byId.get(flow.getAttribute('targetRef')), 'incoming', flow.id);
    tell(byId.get(flow.getAttribute('sourceRef')), 'outgoing', flow.id);
  }
  return new XMLSerializer().serializeToString(file);
}

function tell(node, name, id) {
  if (!node || [...node.getElementsByTagNameNS(BPMN, name)].some((known) => known.textContent.trim() === id)) return;
  const told = node.ownerDocument.createElementNS(BPMN, node.prefix ? `${node.prefix}:${name}` : name);
  told.textContent = id;
  const before = [...node.children].find((child) => !['documentation', 'extensionElements', 'incoming'].includes(child.localName));
  node.insertBefore(told, before ?? null);
}
