// Instants of the server in words: today's with seconds, others with their day.
import { clockTime, now } from '../base/clock.js';

const DAY = 86_400_000;

/** 16:05:28 */
export function clockSeconds(at) {
  return at ? clockTime(instant(at)) : '';
}

/** 16:05:28 today, 11-20 16:05 on another day. */
export function momentOf(at) {
  const then = instant(at);
  const date = new Date(then).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  const today = new Date(now()).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  if (date === today) return clockTime(then);
  return `${now() - then < 300 * DAY ? date.slice(5) : date} ${clockTime(then, false)}`;
}

function instant(at) {
  return typeof at === 'number' ? at : Date.parse(at);
}
