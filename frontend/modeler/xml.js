// BPMN as XML, before the modeler has it.
export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const BPMNDI = 'http://www.omg.org/spec/BPMN/20100524/DI';
export const DC = 'http://www.omg.org/spec/DD/20100524/DC';
export const DI = 'http://www.omg.org/spec/DD/20100524/DI';

const KEPT = {
  bpmn: BPMN, bpmndi: BPMNDI, dc: DC, di: DI,
  camunda: 'http://camunda.org/schema/1.0/bpmn', bioc: 'http://bpmn.io/schema/bpmn/biocolor/1.0', color: 'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
};
const MARKUP = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/** All BPMN elements of a name below a node. */
export function named(node, name) {
  return node.getElementsByTagNameNS(BPMN, name);
}

/** The BPMN elements of a name directly below a node. */
export function children(node, name) {
  return [...node.children].filter((child) => child.localName === name && child.namespaceURI === BPMN);
}

/** The text with other prefixes where it means something else by one that the modeler keeps for itself: it could not be saved. */
export function freed(text) {
  const taken = [...text.matchAll(/\bxmlns:([\w.-]+)\s*=\s*(["'])(.*?)\2/g)].filter(([, prefix, , uri]) => prefix in KEPT && KEPT[prefix] !== uri);
  return [...new Set(taken.map(([, prefix]) => prefix))].reduce((freer, prefix) => renamed(freer, prefix), text);
}

function renamed(text, prefix) {
  let other = `${prefix}1`;
  while (text.includes(`${other}:`) || text.includes(`:${other}`)) other += '1';
  const uses = new RegExp(`"[^"]*"|'[^']*'|(?<![\\w.:-])(?:xmlns:${prefix}(?=\\s*=)|${prefix}(?=:))`, 'g');
  const rename = (use) => (/^["']/.test(use) ? use : use.slice(0, -prefix.length) + other);
  return text.replace(MARKUP, (tag) => (/^<[!?]/.test(tag) ? tag : tag.replace(uses, rename)));
}
