// Room for what is new: made to the right of a step, as the space tool does, or found where nothing stands.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { selfAndAllChildren } from 'diagram-js/lib/util/Elements';

const APART = 15;
const STEP = 20;

/** Move everything right of `source` so that `needed` fits between it and `target`. */
export function room(get, source, target, needed) {
  const right = source.x + source.width;
  const free = target.x - right;
  if (free < 0) return; // the flow leads back: what follows is put below whatever is there
  const delta = Math.max(0, needed - free);
  if (!delta) return;
  const start = right + 5;
  const root = get('canvas').getRootElement();
  const all = selfAndAllChildren(root, true).filter((element) => element !== root);
  const { movingShapes, resizingShapes } = get('spaceTool').calculateAdjustments(all, 'x', delta, start);
  get('modeling').createSpace(movingShapes, resizingShapes, { x: delta, y: 0 }, 'e', start);
}

/**
 * The point nearest to `wanted`, not farther than `reach`, around which a shape of that size stands on nothing in `ground`;
 * where there is none it may stand on flows, and else on what it must.
 */
export function vacant(ground, wanted, reach, size) {
  const distance = ({ x, y }) => Math.hypot(x - wanted.x, y - wanted.y);
  const around = steps(reach.width / 2).flatMap((dx) => steps(reach.height / 3).map((dy) => ({ x: wanted.x + dx, y: wanted.y + dy }))).sort((one, other) => distance(one) - distance(other));
  const shapes = ground.children.filter((one) => !one.waypoints && !is(one, 'bpmn:Lane'));
  const flows = ground.children.flatMap(({ waypoints = [] }) => waypoints.slice(1).map((end, index) => span(waypoints[index], end)));
  const clear = (taken) => around.find(({ x, y }) => {
    const box = { x: x - size.width / 2 - APART, y: y - size.height / 2 - APART, width: size.width + 2 * APART, height: size.height + 2 * APART };
    return (!ground.width || holds(ground, box)) && !taken.some((one) => touch(one, box));
  });
  return clear([...shapes, ...flows]) ?? clear(shapes) ?? wanted;
}

/** The box around a part of a flow. */
function span(from, to) {
  return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
}

function holds(outer, inner) {
  return inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width && inner.y + inner.height < outer.y + outer.height;
}

function steps(far) {
  const count = Math.floor(far / STEP);
  return Array.from({ length: 2 * count + 1 }, (_, index) => (index - count) * STEP);
}

function touch(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}
