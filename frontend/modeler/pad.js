// The buttons at an element, kept in view where its own corner is not: a pool is wider than the screen.
import ContextPad from 'diagram-js/lib/features/context-pad/ContextPad';
import { getBBox } from 'diagram-js/lib/util/Elements';

/** In the place of diagram-js's own. */
export class NearPad extends ContextPad {
  _getPosition(target) {
    const { left, top } = super._getPosition(target);
    const { offsetWidth: width, offsetHeight: height } = this._current.html;
    const { clientWidth, clientHeight } = this._canvas.getContainer();
    const seen = this._canvas.viewbox();
    const all = getBBox(target);
    const away = all.x > seen.x + seen.width || all.x + all.width < seen.x || all.y > seen.y + seen.height || all.y + all.height < seen.y;
    return away ? { left, top } : { left: Math.min(left, clientWidth - width), top: Math.max(0, Math.min(top, clientHeight - height)) };
  }
}
