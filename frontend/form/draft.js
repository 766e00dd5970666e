// Keeps what is being written: at once on this computer, two seconds after the last change on the server.
import { csrfHeaders } from '../base/csrf.js';
import { clockTime, now } from '../base/clock.js';
import { contact, lost } from '../base/connection.js';
import { say } from '../base/words.js';

const QUIET = 2000;
const RETRY = 10_000;
const FRESH = 3_600_000;

/** Begin keeping drafts of a form; gives `save()` for at once, `hold()` here only, `settle()` to begin no more,
 *  `forget()`, and `time()` of the last one. */
export function keepDraft(form, settings) {
  if (!settings.draftKey) return { save: async () => {}, hold: () => {}, settle: async () => {}, forget: () => {}, time: () => '' };
  const name = nameOf(settings);
  let { draftVersion: version } = settings;
  let timer;
  let last = '';
  let given = false;
  let saving = Promise.resolve();
  const keep = (values) => localStorage.setItem(name, JSON.stringify({ values, at: now() }));
  const once = async () => {
    clearTimeout(timer);
    if (given) return;
    const values = form._getSubmitData();
    keep(values);
    const { saved, refused } = settings.draftUrl ? await post(settings.draftUrl, { values, version }) : { refused: {} };
    if (given) return;
    last = clockTime(saved ? Date.parse(saved.saved_at) || now() : now());
    if (saved) {
      version = saved.version;
      localStorage.removeItem(name);
    }
    show(told(saved, refused, last), Boolean(saved));
    if (!saved && !refused) timer = setTimeout(save, RETRY);
  };
  const save = () => { saving = saving.then(once); return saving; };
  form.on('field.updated', () => {
    keep(form._getSubmitData());
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  });
  const forget = () => {
    given = true;
    clearTimeout(timer);
    localStorage.removeItem(name);
  };
  const hold = () => {
    clearTimeout(timer);
    keep(form._getSubmitData());
    last = clockTime(now());
    show(say('draftKept', { time: last }), false);
  };
  const settle = () => {
    clearTimeout(timer);
    return saving;
  };
  return { save, hold, settle, forget, time: () => last };
}

/** What this computer still holds because the server has nothing newer; of a form without drafts there, for an hour. */
export function localDraft(settings) {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(settings)));
    const since = settings.draftUrl ? Date.parse(settings.draftSaved) || 0 : now() - FRESH;
    return kept?.at > since ? kept : null;
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
  line.querySelector('[data-draft-discard]').hidden = true;
}

function nameOf({ draftKey }) {
  return `draft:${draftKey}`;
}

function told(saved, refused, time) {
  const kept = say(saved ? 'draftSaved' : refused ? 'draftKept' : 'draftHere', { time });
  return refused?.title ? `${refused.title}${kept}` : kept;
}

async function post(url, body) {
  try {
    const headers = { ...csrfHeaders(), 'Content-Type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    contact();
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return { saved: said };
    return answer.status < 500 ? { refused: said } : {};
  } catch {
    lost();
    return {};
  }
}
