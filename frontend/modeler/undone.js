// Undo gives back the very file. bpmn-js alone puts what it takes back at the end of its list, and keeps the places it found for labels.
const FIRST = 10_000; // before anybody asks for the text

/** The service `undone`: what bpmn-js forgets is kept at the beginning of each step of undo. */
export class Undone {
  constructor(eventBus, bpmnjs) {
    const kept = new WeakMap();
    let begun = false;
    let before;
    eventBus.on('commandStack.preExecute', FIRST, ({ context }) => {
      if (!begun) kept.set(context, keep(bpmnjs.getDefinitions()));
      begun = true;
    });
    eventBus.on('commandStack.reverted', ({ context }) => {
      before = kept.get(context) ?? before;
    });
    eventBus.on('commandStack.changed', FIRST, ({ trigger }) => {
      if (trigger === 'undo') bringBack(before);
      begun = false;
    });
  }
}

Undone.$inject = ['eventBus', 'bpmnjs'];

/** The order of all lists and the places of all labels. */
function keep(definitions) {
  const all = new Set([definitions]);
  for (const one of all) for (const value of Object.values(one).flat()) if (value?.$type) all.add(value); // those added meanwhile too
  const every = (one) => Object.getOwnPropertyNames(one).map((name) => one[name]); // lists of references are not enumerable
  const lists = [...all].flatMap(every).filter((value) => Array.isArray(value) && value.length > 1);
  const labels = [...all].filter((one) => /^bpmndi:BPMN(Shape|Edge)$/.test(one.$type)).map((di) => [di, di.label, di.label?.bounds]);
  return { lists: lists.map((list) => [list, [...list]]), labels: labels.map(([di, label, bounds]) => [di, label, bounds, bounds && placeOf(bounds)]) };
}

function bringBack({ lists, labels }) {
  for (const [list, ordered] of lists) {
    const places = new Map(ordered.map((one, place) => [one, place]));
    list.sort((one, other) => places.get(one) - places.get(other));
  }
  for (const [di, label, bounds, place] of labels) {
    di.set('label', label);
    label?.set('bounds', bounds && Object.assign(bounds, place));
  }
}

function placeOf({ x, y, width, height }) {
  return { x, y, width, height };
}
