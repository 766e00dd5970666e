// Single letters, off inside inputs and for readers who switched them off; G and a letter goes to a place.
import { openDialog } from './dialog.js';

const PLACES = { t: 'tasks', e: 'emergencies', f: 'forces', p: 'papers' };
const SEQUENCE = 1500;
const acts = new Map();
let goUntil = 0;

/** Bind a single key, such as 'j' or '/', to an act that gets the event. */
export function onKey(key, act) {
  acts.set(key, act);
}

export function runKeys() {
  onKey('?', () => openDialog('keys'));
  onKey('/', () => document.querySelector('[data-key-search]')?.focus());
  onKey('p', () => window.print());
  onKey('a', () => document.querySelector('[data-key-hand-over]')?.click());
  onKey('d', () => reveal('#diagram h2, #canvas [data-diagram]'));
  onKey('h', () => reveal('#history h2'));
  onKey('[', () => section(-1));
  onKey(']', () => section(1));
  document.addEventListener('keydown', pressed);
}

function pressed(event) {
  if (document.body.dataset.keys === 'off' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (goUntil > event.timeStamp && PLACES[key]) {
    goUntil = 0;
    document.querySelector(`[data-place="${PLACES[key]}"]`)?.click();
  } else if (key === 'g') {
    goUntil = event.timeStamp + SEQUENCE;
  } else if (acts.has(key)) {
    event.preventDefault();
    acts.get(key)(event);
  }
}

function reveal(selector) {
  const target = document.querySelector(selector);
  if (!target) return;
  target.tabIndex = target.tabIndex < 0 ? -1 : target.tabIndex;
  target.scrollIntoView({ block: 'start' });
  target.focus({ preventScroll: true });
}

function section(step) {
  const heads = [...document.querySelectorAll('[data-section] h2')];
  const at = heads.indexOf(document.activeElement);
  heads[Math.min(heads.length - 1, Math.max(0, at + step))]?.focus();
}
