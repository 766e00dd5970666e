// Two versions side by side: the canvases move together, rows and elements find each other, N and P go from change to change.
import '../styles/compare-diagrams.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import '../styles/diagram.css';
import { onKey } from '../base/keys.js';
import { openPair } from './pair.js';

const WIDE = '(min-width: 721px)';
const NEAR = '600px';
const pairs = new Map();

if (matchMedia(WIDE).matches) watch();
bindRows();
onKey('n', () => go(1));
onKey('p', () => go(-1));

/** Draw a pair of diagrams when its place comes near the window. */
function watch() {
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      drawn(target);
    }
  }, { rootMargin: NEAR });
  for (const box of document.querySelectorAll('[data-differences]')) seen.observe(box);
}

function drawn(box) {
  if (!pairs.has(box)) pairs.set(box, openPair(box, (id, side) => picked(box, id, side)));
  return pairs.get(box);
}

function bindRows() {
  for (const list of document.querySelectorAll('.diff-list')) {
    list.addEventListener('click', (event) => {
      const row = event.target.closest('.diff-row');
      if (row && !event.target.closest('a')) select(row);
    });
  }
}

/** Select a row and bring its element into both canvases; focus stays with the reader's own act. */
async function select(row) {
  for (const other of document.querySelectorAll('.diff-row[aria-current]')) other.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
  const box = row.closest('.compare-file').querySelector('[data-differences]');
  if (!box || !row.dataset.difference || !matchMedia(WIDE).matches) return;
  const pair = await drawn(box);
  pair.show({ old: row.dataset.old, new: row.dataset.new });
}

/** An element was clicked: its row is shown. */
function picked(box, id, side) {
  const rows = [...box.closest('.compare-file').querySelectorAll('.diff-row')];
  const row = rows.find((one) => one.dataset[side] === id);
  if (!row) return;
  reveal(row);
  select(row);
}

function go(step) {
  const rows = [...document.querySelectorAll('.diff-row')];
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.hasAttribute('aria-current'));
  const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  reveal(row);
  row.querySelector('[data-show]')?.focus({ preventScroll: true });
  select(row);
}

function reveal(row) {
  const folded = row.closest('details');
  if (folded) folded.open = true;
  row.scrollIntoView({ block: 'nearest' });
}
