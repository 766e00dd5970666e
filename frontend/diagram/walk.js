// Walking a diagram by keys: every element once, along the flow; where it forks, each way by itself.
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { announce } from '../base/announce.js';
import { say } from '../base/words.js';
import { typeName } from '../i18n/types.js';

const STEPS = { ']': next, BracketRight: next, '[': previous, BracketLeft: previous, '\\': otherWay, Backslash: otherWay };
const ROOM = { top: 80, right: 120, bottom: 80, left: 140 };
const FIRST = ['bpmn:Lane', 'bpmn:Participant', 'bpmn:StartEvent', 'bpmn:FlowNode'];

/** Go where a key leads: select it, bring it into view and say it with what `more(element)` adds. Whether the key was one of these. */
export function walk(viewer, event, more = () => []) {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const step = STEPS[event.key === 'Process' ? event.code : event.key]; // under an input method only the place of a key is known
  if (!step) return false;
  const [registry, canvas, selection] = ['elementRegistry', 'canvas', 'selection'].map((name) => viewer.get(name));
  const cameFrom = readingOrder(registry, canvas.getRootElements());
  const order = [...cameFrom.keys()].filter((one) => one.parent);
  if (!order.length) return true;
  const chosen = selection.get()[0];
  const there = step(order, order.indexOf(chosen?.labelTarget ?? chosen), cameFrom, registry);
  choose(viewer, there);
  announce([nameOf(there), say('walkAt', { n: order.indexOf(there) + 1, all: order.length }), laneOf(there), onwards(there, registry), ...more(there)].filter(Boolean).join(say('walkThen')));
  return true;
}

/** Select an element and bring it into view, on the plane that shows it. */
export function choose(viewer, element) {
  viewer.get('canvas').scrollToElement(element, ROOM);
  viewer.get('selection').select(element);
}

/** The name of an element on one line, as it is said. */
function spoken(element) {
  const { name, text } = getBusinessObject(element);
  return (name ?? text ?? '').replace(/\s+/g, ' ').trim();
}

function next(order, at) {
  return order[(at + 1) % order.length];
}

function previous(order, at) {
  return order.at(at < 0 ? -1 : at - 1);
}

/** The way after this one of the last fork; where there was none, the next element. */
function otherWay(order, at, cameFrom, registry) {
  for (let one = order[at], fork = cameFrom.get(one); fork; one = fork, fork = cameFrom.get(one)) {
    const all = ways(fork, registry);
    if (all.length > 1) return all[(all.indexOf(one) + 1) % all.length];
  }
  return next(order, at);
}

/** All elements in the order of the walk, each with the one that it is come to from: into the depth first, what nothing leads to by its place. */
function readingOrder(registry, roots) {
  const cameFrom = new Map();
  const left = registry.filter((one) => one.parent && !one.labelTarget && (!one.waypoints || is(one, 'bpmn:MessageFlow'))).sort(byPlace);
  const ahead = [...roots, ...left].reverse().map((one) => [one, undefined]);
  while (ahead.length) {
    const [one, from] = ahead.pop();
    if (cameFrom.has(one)) continue;
    cameFrom.set(one, from);
    ahead.push(...ways(one, registry).map((way) => [way, one]).reverse());
  }
  return cameFrom;
}

/** What one comes to from an element: inside it, along its flows, at its edge. A flow that is one of several is a stop of its own. */
function ways(one, registry) {
  if (one.waypoints) return [one.target];
  const flows = flowsOf(one.outgoing);
  return [...within(registry.get(`${one.id}_plane`) ?? one), ...(flows.length > 1 ? flows : flows.map(({ target }) => target)), ...(one.attachers ?? [])];
}

/** Lanes, pools and where something begins. */
function within({ children = [] }) {
  return children.filter((one) => isAny(one, ['bpmn:Lane', 'bpmn:Participant']) || (is(one, 'bpmn:FlowNode') && !one.labelTarget && !one.host && !flowsOf(one.incoming).length)).sort(byPlace);
}

function flowsOf(connections = []) {
  return connections.filter((one) => is(one, 'bpmn:SequenceFlow'));
}

function byPlace(one, other) {
  return rank(one) - rank(other) || (one.y ?? 0) - (other.y ?? 0) || (one.x ?? 0) - (other.x ?? 0);
}

function rank(one) {
  const at = FIRST.findIndex((type) => is(one, type));
  return at < 0 ? FIRST.length : at;
}

function nameOf(element) {
  return `${typeName(getBusinessObject(element))} ${spoken(element)}`.trim();
}

function laneOf(element) {
  const [lane] = getBusinessObject(element).lanes ?? [];
  return lane ? `${typeName(lane)} ${lane.name ?? ''}`.trim() : '';
}

function onwards(element, registry) {
  const names = ways(element, registry).map((way) => (way.waypoints && spoken(way)) || spoken(way.waypoints ? way.target : way) || typeName(getBusinessObject(way)));
  return names.length ? say('walkOn', { names: names.join(say('walkAnd')) }) : '';
}
