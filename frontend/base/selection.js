// Claims the selected rows one after the other; each is a request of its own, so that one refusal holds no other up.
import { announce, toast } from './announce.js';
import { csrfHeaders } from './csrf.js';
import htmx from './htmx.js';
import { say } from './words.js';

const checked = () => [...document.querySelectorAll('[data-select]:checked')];

export function runSelection() {
  if (!document.querySelector('[data-task-list]')) return;
  document.addEventListener('change', (event) => event.target.matches('[data-select]') && showSelection());
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-clear-selected]')) clear();
    if (event.target.closest('[data-claim-selected]')) claimAll();
  });
}

/** Say how many are selected; called again when the list was fetched anew. */
export function showSelection() {
  const bar = document.querySelector('[data-selection]');
  if (!bar) return;
  const boxes = checked();
  if (bar.hidden !== (boxes.length === 0)) bar.hidden = !bar.hidden;
  if (boxes.length) bar.querySelector('[data-selection-count]').textContent = say('selected', { n: boxes.length });
}

function clear() {
  for (const box of checked()) box.checked = false;
  showSelection();
}

async function claimAll() {
  const forms = checked().map((box) => box.closest('.row').querySelector('[data-claim]')).filter(Boolean);
  let done = 0;
  for (const form of forms) {
    const answer = await fetch(form.action, { method: 'POST', headers: csrfHeaders() }).catch(() => null);
    if (answer?.ok) done += 1;
  }
  if (done) toast(say('claimed', { n: done }));
  if (done < forms.length) announce(say('claimFailed', { n: forms.length - done }), 'assertive');
  clear();
  htmx.trigger('#task-list', 'refresh');
}
