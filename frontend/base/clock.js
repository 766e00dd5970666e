// The server's time rules: the offset is taken from the page and from each answer's Date header.
const meta = document.querySelector('meta[name="server-time"]');
const HOUSE = /[+-]\d\d:\d\d$/.exec(meta?.content ?? '')?.[0] ?? '+00:00';
const zone = zoneOf(HOUSE);
let offset = meta ? Date.parse(meta.content) - Date.now() : 0;

/** Milliseconds since the epoch by the server's clock. */
export function now() {
  return Date.now() + offset;
}

/** Take the time of an answer; its header has whole seconds, so small differences mean nothing. */
export function adjust(header) {
  const said = Date.parse(header ?? '');
  if (Number.isFinite(said) && Math.abs(said - now()) > 1500) offset = said - Date.now();
}

/** 03:18:00 or 03:18 in the zone of the server. */
export function clockTime(milliseconds, seconds = true) {
  return new Date(milliseconds + zone).toISOString().slice(11, seconds ? 19 : 16);
}

/** 2026-11-22T03:18, as the clock of the server hangs. */
export function wallAtHouse(milliseconds) {
  return new Date(milliseconds + zone).toISOString().slice(0, 16);
}

/** The instant of that wall clock time: 2026-11-22T03:18+08:00. */
export function atHouse(wall) {
  return `${wall}${HOUSE}`;
}

/** Run each second, on the second of the server's clock. */
export function everySecond(act) {
  act();
  setTimeout(() => everySecond(act), 1000 - (now() % 1000));
}

/** Keep the clock in the bar. */
export function runClock() {
  const face = document.querySelector('[data-server-clock]');
  if (face) everySecond(() => { face.textContent = clockTime(now()); });
}

function zoneOf(offset) {
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  return (offset[0] === '-' ? -minutes : minutes) * 60_000;
}
