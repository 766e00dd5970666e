// Puts a template into the diagram after a step, or onto it: several elements, one step of undo.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { putParameters } from '../panel/connector.js';
import { room } from './room.js';
import { resolver } from './values.js';

const GAP = 60;
const BELOW = 70;

/** Append `template` to `source`; gives the first new element. */
export function append(get, desk, template, source) {
  let first;
  desk.together(() => {
    first = template.on ? hang(get, desk, template, source) : follow(get, desk, template, source);
  });
  get('selection').select(first);
  return first;
}

/** Put one new element between a step and the only one that follows it. */
export function insert(get, desk, source, made) {
  desk.together(() => {
    const [flow] = source.outgoing;
    const modeling = get('modeling');
    room(get, source, flow.target, made.width + 2 * GAP);
    const shape = modeling.createShape(made, { x: source.x + source.width + GAP + made.width / 2, y: source.y + source.height / 2 }, source.parent);
    modeling.reconnectStart(flow, shape, middle(shape));
    modeling.connect(source, shape, { type: 'bpmn:SequenceFlow' });
  });
  return made;
}

/** Put `template` where there is nothing yet, around a point of `parent`. */
export function place(get, desk, template, parent, point) {
  let first;
  desk.together(() => {
    const made = build(get, desk, template, { parent, x: point.x, y: point.y, source: null });
    first = made.shapes[0];
  });
  get('selection').select(first);
  return first;
}

/** Whether a template fits an element. */
export function fits(template, element) {
  if (template.on) return is(element, 'bpmn:Activity');
  return is(element, 'bpmn:FlowNode') && !is(element, 'bpmn:EndEvent') && !element.businessObject.triggeredByEvent;
}

function follow(get, desk, template, source) {
  const modeling = get('modeling');
  const next = source.outgoing.filter((flow) => is(flow, 'bpmn:SequenceFlow'));
  const goesOn = next.length === 1 ? next[0] : null;
  const width = template.steps.reduce((sum, step) => sum + sizeOf(get, step).width + GAP, 0);
  if (goesOn) room(get, source, goesOn.target, width + GAP);
  const right = source.x + source.width;
  const made = build(get, desk, template, { parent: source.parent, x: right + GAP, y: source.y + source.height / 2, source });
  const last = made.shapes.at(-1);
  if (goesOn) modeling.reconnectStart(goesOn, last, middle(last));
  modeling.connect(source, made.shapes[0], { type: 'bpmn:SequenceFlow' });
  const onwards = goesOn ?? end(get, last);
  if (template.last) settle(get, desk, onwards, template.last, last, made.outcome);
  return made.shapes[0];
}

function hang(get, desk, template, source) {
  const { boundary } = template;
  const modeling = get('modeling');
  const value = resolver(desk, source).limit(boundary.limit, boundary.otherwise);
  const x = source.x + source.width - 24 - 40 * source.attachers.length;
  const event = modeling.createShape({ type: 'bpmn:BoundaryEvent', cancelActivity: boundary.interrupting, eventDefinitionType: 'bpmn:TimerEventDefinition' }, { x, y: source.y + source.height }, source, { attach: true });
  modeling.updateProperties(event, { name: boundary.name });
  const timer = event.businessObject.eventDefinitions[0];
  desk.write.expression(event, timer, boundary.kind, value);
  const made = build(get, desk, template, { parent: source.parent, x: x + GAP, y: source.y + source.height + BELOW, source });
  modeling.connect(event, made.shapes[0], { type: 'bpmn:SequenceFlow' });
  return event;
}

function build(get, desk, template, { parent, x, y, source }) {
  const modeling = get('modeling');
  const values = resolver(desk, source);
  const byRef = { source };
  const shapes = template.steps.map((step) => {
    const { width } = sizeOf(get, step);
    const shape = modeling.createShape({ type: step.type }, { x: x + width / 2, y }, parent);
    x += width + GAP;
    byRef[step.ref] = shape;
    fill(desk, shape, step, values, source);
    return shape;
  });
  shapes.slice(1).forEach((shape, index) => modeling.connect(shapes[index], shape, { type: 'bpmn:SequenceFlow' }));
  const outcome = values.outcome(template.steps.find((step) => step.form)?.form);
  for (const flow of template.flows ?? []) {
    const from = byRef[flow.from];
    const to = flow.to === 'source' ? back(modeling, source, from) : byRef[flow.to];
    const drawn = from.outgoing.find((one) => one.target === to) ?? modeling.connect(from, to, { type: 'bpmn:SequenceFlow', ...(to === source ? { waypoints: over(from, to) } : {}) });
    settle(get, desk, drawn, flow, from, outcome);
  }
  return { shapes, outcome };
}

/** Where what was not agreed to goes: the step before, or an end where there is no step to do again. */
function back(modeling, source, from) {
  if (source && is(source, 'bpmn:Activity')) return source;
  return modeling.createShape({ type: 'bpmn:EndEvent' }, { x: from.x + from.width / 2, y: from.y + 150 }, from.parent);
}

function fill(desk, shape, step, values, source) {
  const { write } = desk;
  const human = shape.type === 'bpmn:UserTask';
  write.attributes(shape, {
    name: step.name,
    ...(step.form ? { 'camunda:formKey': values.form(step.form) } : {}),
    ...(step.limit ? { 'camunda:dueDate': values.limit(step.limit, step.otherwise) } : {}),
    ...(step.groups ? { 'camunda:candidateGroups': step.groups } : human && !desk.lane(shape) && source ? { 'camunda:candidateGroups': desk.candidates(source) } : {}),
    ...(step.topic ? { 'camunda:type': 'external', 'camunda:topic': step.topic } : {}),
    ...(step.result ? { 'camunda:resultVariable': step.result } : {}),
    ...(step.calls ? { calledElement: step.calls } : {}),
  });
  if (step.notBy === 'source' && source?.type === 'bpmn:UserTask') write.property(shape, 'notBy', source.id);
  if (step.inputs) putParameters(write, shape, step.inputs.map(([name, text]) => ({ name, value: values.input(text) })), []);
  if (step.in) write.extend(shape, 'camunda:In', step.in.map(([target, text]) => mapping(write, 'camunda:In', target, values.passed(text))));
  if (step.out) write.extend(shape, 'camunda:Out', step.out.map(([target, text]) => mapping(write, 'camunda:Out', target, text)));
  if (step.many) repeat(write, shape, step.many, values);
}

function mapping(write, type, target, text) {
  return write.make(type, text.startsWith('=') ? { sourceExpression: text, target } : { source: text, target });
}

function repeat(write, shape, { collection, item, collect, into }, values) {
  const loop = write.make('bpmn:MultiInstanceLoopCharacteristics', { 'camunda:collection': values.collection(collection), 'camunda:elementVariable': item }, shape.businessObject);
  write.attributes(shape, { loopCharacteristics: loop });
  if (!into) return;
  write.property(shape, 'collect', collect);
  write.property(shape, 'into', into);
}

/** One way is taken when the form's first choice was pressed, the other whenever it was not: what is returned never goes on. */
function settle(get, desk, flow, { agreed }, from, { key, options: [yes, no] }) {
  const modeling = get('modeling');
  modeling.updateProperties(flow, { name: agreed ? yes : no });
  if (agreed) desk.write.expression(flow, flow.businessObject, 'conditionExpression', `${key} = "${yes}"`);
  else modeling.updateProperties(from, { default: flow.businessObject });
}

function end(get, last) {
  const modeling = get('modeling');
  const shape = modeling.createShape({ type: 'bpmn:EndEvent' }, { x: last.x + last.width + GAP + 18, y: last.y + last.height / 2 }, last.parent);
  return modeling.connect(last, shape, { type: 'bpmn:SequenceFlow' });
}

/** The way back, above both. */
function over(from, to) {
  const top = Math.min(from.y, to.y) - 30;
  return [{ x: from.x + from.width / 2, y: from.y }, { x: from.x + from.width / 2, y: top }, { x: to.x + to.width / 2, y: top }, { x: to.x + to.width / 2, y: to.y }];
}

function sizeOf(get, step) {
  return get('elementFactory').createShape({ type: step.type });
}

function middle(shape) {
  return { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
}
