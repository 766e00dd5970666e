// Makes room to the right of a step, as the space tool does.
import { selfAndAllChildren } from 'diagram-js/lib/util/Elements';

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
