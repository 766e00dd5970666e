// Words at an element's upper right corner: errors, remarks, comments; what the draft has added.
import { say } from './words.js';

const TYPE = 'dl-badge';
const SMALLEST = 0.4;

/** Put up the badges of findings and comments anew; `choose(element, talks)` opens the element, of comments alone these. */
export function showBadges(modeler, findings, comments, choose) {
  const overlays = modeler.get('overlays');
  overlays.remove({ type: TYPE });
  for (const [id, { errors, warnings, talks }] of count(findings, comments)) {
    const element = modeler.get('elementRegistry').get(id);
    if (!element || element === modeler.get('canvas').getRootElement()) continue;
    const box = Object.assign(document.createElement('div'), { className: 'dl-badges' });
    if (errors) box.append(badge('error', say('badgeErrors', { n: errors })));
    else if (warnings) box.append(badge('warning', say('badgeWarnings', { n: warnings })));
    if (talks) box.append(badge('comment', say('badgeComments', { n: talks })));
    box.onclick = () => choose(element, talks > 0 && !errors && !warnings);
    const width = element.width ?? 0;
    const position = element.waypoints ? middle(element) : { top: -12, left: Math.max(width / 2, width - 38) };
    overlays.add(id, TYPE, { html: box, position, show: { minZoom: SMALLEST }, scale: { min: 1, max: 1 } });
  }
}

/** Mark what this draft has added. */
export function showAdded(modeler) {
  const desk = modeler.get('desk');
  modeler.get('elementRegistry').forEach((element, gfx) => {
    if (element.parent && !element.labelTarget) gfx.classList.toggle('dl-added', desk.isAdded(element));
  });
}

function count(findings, comments) {
  const found = new Map();
  const at = (id) => found.get(id) ?? found.set(id, { errors: 0, warnings: 0, talks: 0 }).get(id);
  for (const { element, severity } of findings) if (element) at(element)[severity === 'error' ? 'errors' : 'warnings'] += 1;
  for (const { element, resolved_at: done } of comments) if (element && !done) at(element).talks += 1;
  return found;
}

function badge(kind, text) {
  return Object.assign(document.createElement('span'), { className: `dl-badge dl-badge-${kind}`, textContent: text });
}

function middle({ waypoints }) {
  const at = waypoints[Math.floor((waypoints.length - 1) / 2)];
  return { top: at.y - Math.min(...waypoints.map((point) => point.y)) - 12, left: at.x - Math.min(...waypoints.map((point) => point.x)) + 12 };
}
