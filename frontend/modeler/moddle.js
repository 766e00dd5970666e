// Reads and writes what the engine runs: attributes, camunda extension elements, properties. Every write is one undo step.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';

/** The business object; of a pool its process, of the diagram's own plane the process it shows. */
export function holderOf(element) {
  const bo = getBusinessObject(element);
  if (is(element, 'bpmn:Participant')) return bo.processRef ?? bo;
  return bo;
}

/** A name on one line: lines of Chinese are joined, words of other scripts keep their blank. */
export function lineOf(name) {
  return (name ?? '').replace(/(\w?)\s*\n\s*/g, (_, before) => (before ? `${before} ` : '')).trim();
}

/** An attribute; '' when it is not there. */
export function attribute(element, name) {
  return getBusinessObject(element).get(name) ?? '';
}

/** The extension elements of a type. */
export function extensions(holder, type) {
  return (holder?.extensionElements?.values ?? []).filter((value) => value.$instanceOf?.(type) ?? value.$type === type);
}

/** The value of a camunda:property of an element, or of `holder`. */
export function property(element, name, holder = holderOf(element)) {
  const found = extensions(holder, 'camunda:Properties').flatMap((group) => group.values ?? []);
  return found.find((one) => one.name === name)?.value ?? '';
}

/** The event definition of a kind, such as 'Timer'. */
export function eventOf(element, kind) {
  return (getBusinessObject(element).get('eventDefinitions') ?? []).find((one) => one.$type === `bpmn:${kind}EventDefinition`);
}

/** Whoever writes into the diagram: `get` gives its services. */
export function writer(get) {
  const modeling = get('modeling');
  const factory = get('bpmnFactory');
  const make = (type, values, parent) => Object.assign(factory.create(type, values), { $parent: parent });
  const set = (element, holder, values) => modeling.updateModdleProperties(element, holder, values);
  return {
    make,
    set,
    /** Set attributes of an element; empty ones go. */
    attributes(element, values) {
      modeling.updateProperties(element, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? undefined : value])));
    },
    /** Put extension elements of a type in place of those that are there. */
    extend(element, type, wanted, holder = holderOf(element)) {
      set(element, holder, { extensionElements: withExtensions(make, holder, type, wanted) });
    },
    /** Set a camunda:property; an empty one goes. */
    property(element, name, value, holder = holderOf(element)) {
      set(element, holder, { extensionElements: withProperty(make, holder, name, value) });
    },
    /** Set an expression-valued child such as conditionExpression; an empty one goes. */
    expression(element, holder, name, text) {
      set(element, holder, { [name]: text ? make('bpmn:FormalExpression', { body: text }, holder) : undefined });
    },
  };
}

function withExtensions(make, holder, type, wanted) {
  const kept = (holder.extensionElements?.values ?? []).filter((value) => value.$type !== type);
  const values = [...kept, ...wanted];
  if (!values.length) return undefined;
  const made = make('bpmn:ExtensionElements', { values }, holder);
  for (const value of wanted) value.$parent = made;
  return made;
}

function withProperty(make, holder, name, value) {
  const groups = extensions(holder, 'camunda:Properties');
  const before = groups.flatMap((group) => group.values ?? []);
  const known = before.some((one) => one.name === name);
  const written = value ? [make('camunda:Property', { name, value })] : [];
  const values = known ? before.flatMap((one) => (one.name === name ? written.splice(0) : [one])) : [...before, ...written];
  if (!values.length) return withExtensions(make, holder, 'camunda:Properties', []);
  const group = make('camunda:Properties', { values });
  for (const one of written) one.$parent = group;
  return withExtensions(make, holder, 'camunda:Properties', [group]);
}
