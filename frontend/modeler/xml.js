// BPMN as XML, before the modeler has it.
export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const BPMNDI = 'http://www.omg.org/spec/BPMN/20100524/DI';
export const DC = 'http://www.omg.org/spec/DD/20100524/DC';
export const DI = 'http://www.omg.org/spec/DD/20100524/DI';

/** The prefixes that bpmn-js keeps for itself. */
export const KEPT = {
  bpmn: BPMN, bpmndi: BPMNDI, dc: DC, di: DI, xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  camunda: 'http://camunda.org/schema/1.0/bpmn', bioc: 'http://bpmn.io/schema/bpmn/biocolor/1.0', color: 'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
};

/** All BPMN elements of a name below a node. */
export function named(node, name) {
  return node.getElementsByTagNameNS(BPMN, name);
}

/** The BPMN elements of a name directly below a node. */
export function children(node, name) {
  return [...node.children].filter((child) => child.localName === name && child.namespaceURI === BPMN);
}
