// The task list under the fingers: J K move real focus, the preview follows, X selects, C and U press the row's own button.
import htmx from './htmx.js';
import { onKey } from './keys.js';

const LINKS = '.row-link';
const PREVIEW_DELAY = 120;
let timer;

export function runList() {
  if (!document.querySelector('[data-task-list]')) return;
  onKey('j', () => move(1));
  onKey('k', () => move(-1));
  onKey('x', (event) => select(event.shiftKey));
  onKey('c', () => press('[data-claim]'));
  onKey('u', () => press('[data-unclaim]'));
  document.addEventListener('focusin', follow);
}

/** The row that is worked on: the focused one, else the one in the preview. */
export function currentRow() {
  return document.activeElement.closest('.row') ?? document.querySelector('.row[aria-current]');
}

function move(step) {
  const links = [...document.querySelectorAll(LINKS)];
  const at = links.indexOf(currentRow()?.querySelector(LINKS));
  const inRow = document.activeElement.closest('.row');
  const next = links[inRow ? at + step : Math.max(at, 0)];
  next?.focus();
  next?.closest('.row').scrollIntoView({ block: 'nearest' });
}

function follow(event) {
  const row = event.target.closest('.row');
  const link = row?.querySelector(LINKS);
  const panel = document.getElementById('preview');
  if (!link?.dataset.preview || !panel?.offsetParent || row.hasAttribute('aria-current')) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(row, link.dataset.preview), PREVIEW_DELAY);
}

function show(row, url) {
  document.querySelector('.row[aria-current]')?.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
  htmx.ajax('GET', url, { source: '#preview', target: '#preview', swap: 'innerHTML' });
}

function select(range) {
  const box = currentRow()?.querySelector('[data-select]');
  if (!box) return;
  const boxes = [...document.querySelectorAll('[data-select]')];
  const last = boxes.findLastIndex((other, index) => other.checked && index < boxes.indexOf(box));
  const from = range && last >= 0 ? last : boxes.indexOf(box);
  const value = range || !box.checked;
  for (const each of boxes.slice(from, boxes.indexOf(box) + 1)) each.checked = value;
  box.dispatchEvent(new Event('change', { bubbles: true }));
}

function press(form) {
  currentRow()?.querySelector(`${form} button`)?.click();
}
