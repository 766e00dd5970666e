// Keeps what is being written: on the server two seconds after the last change, on this computer when that fails.
import { csrfHeaders } from '../base/csrf.js';
import { clockTime, now } from '../base/clock.js';
import { contact, lost } from '../base/connection.js';
import { say } from '../base/words.js';

const QUIET = 2000;
const RETRY = 10_000;

/** Begin keeping drafts of a form; gives `save()` for at once, `forget()`, and `time()` of the last one. */
export function keepDraft(form, { draftUrl, draftKey }) {
  if (!draftUrl) return { save: async () => {}, forget: () => {}, time: () => '' };
  const name = `draft:${draftKey}`;
  let timer;
  let last = '';
  const save = async () => {
    clearTimeout(timer);
    const values = form._getSubmitData();
    const { saved, refused } = await post(draftUrl, values);
    last = clockTime(saved ? Date.parse(saved.saved_at) || now() : now());
    if (saved) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify({ values, at: now() }));
    show(say(saved ? 'draftSaved' : refused ? 'draftKept' : 'draftHere', { time: last }), Boolean(saved));
    if (!saved && !refused) timer = setTimeout(save, RETRY);
  };
  form.on('field.updated', () => {
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  });
  const forget = () => {
    clearTimeout(timer);
    localStorage.removeItem(name);
  };
  return { save, forget, time: () => last };
}

/** What this computer still holds because the server was not reached. */
export function localDraft(draftKey) {
  try {
    return JSON.parse(localStorage.getItem(`draft:${draftKey}`));
  } catch {
    return null;
  }
}

/** Write beside the form's title how the draft stands. */
export function show(text, saved = true) {
  const line = document.querySelector('[data-draft]');
  if (!line) return;
  line.hidden = false;
  line.classList.toggle('st-done', saved);
  line.classList.toggle('st-due', !saved);
  line.querySelector('[data-draft-text]').textContent = text;
  line.querySelector('.draft-more').hidden = !saved;
}

async function post(url, values) {
  try {
    const headers = { ...csrfHeaders(), 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ values }) });
    contact();
    if (answer.ok) return { saved: await answer.json() };
    return { refused: answer.status >= 400 && answer.status < 500 };
  } catch {
    lost();
    return {};
  }
}
