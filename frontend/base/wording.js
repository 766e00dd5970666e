// Durations as app/web/wording.py says them.
import { say } from './words.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FINE = 10 * MINUTE;
export const COUNTED = 2 * HOUR;

/** Whole units that are full; seconds only when fine and under ten minutes. */
export function duration(seconds, fine = false) {
  const whole = Math.floor(seconds);
  if (whole < MINUTE) return say('second', { n: whole });
  const minutes = Math.floor(whole / MINUTE);
  if (whole < HOUR) return join('minute', minutes, 'second', fine && whole < FINE ? whole % MINUTE : 0);
  const hours = Math.floor(minutes / 60);
  if (whole < DAY) return join('hour', hours, 'minute', hours < 3 ? minutes % 60 : 0);
  return say('day', { n: Math.floor(whole / DAY) });
}

function join(unit, first, smaller, second) {
  const start = say(unit, { n: first });
  return second ? `${start} ${say(smaller, { n: second })}` : start;
}
