// The form island: draws the document, keeps drafts, sends with the chosen outcome, shows what the server says.
import 'form-js-viewer-2/dist/assets/form-js.css';
import '../styles/form.css';
import { clockTime } from '../base/clock.js';
import { say } from '../base/words.js';
import { askFirst, confirmFirst } from './asking.js';
import { setBusy, watchDecisions } from './decision.js';
import { keepDraft, localDraft, show } from './draft.js';
import { clearSummary, ownErrors, placeErrors, showSummary } from './errors.js';
import { refusal, send } from './send.js';
import { drawForm, drawn, setValues } from './viewer.js';

const REFUSED = [401, 403, 404, 409];

const island = document.querySelector('[data-form]');
if (island) mount(island, JSON.parse(island.querySelector('[data-form-json]').textContent)).catch((error) => broken(island, error));

async function mount(box, settings) {
  const kept = settings.draftKey ? localDraft(settings) : null;
  const form = await drawForm(box.querySelector('[data-form-body]'), { ...settings, data: startData(settings, kept) });
  box.querySelector('[data-wait]').remove();
  box.dataset.ready = '';
  const draft = keepDraft(form, settings);
  if (kept) offer(kept, draft);
  if (settings.errors.length) tell(box, form, { title: say('mendSome', { n: settings.errors.length }), errors: settings.errors });
  box.addEventListener('click', (event) => quick(event, form, draft));
  const decide = deciding(box, form, settings, draft);
  watchDecisions({
    decide: (button) => decide(button, askFirst),
    confirm: (button) => decide(button, button.dataset.dialog ? askFirst : confirmFirst),
    save: draft.save,
  });
}

/** The first outcome is taken for granted while the form is filled: what only others need is asked at their press. */
function startData({ data, outcomeKey }, kept) {
  const first = document.querySelector('[data-outcome][data-kind="primary"]')?.dataset.outcome;
  const granted = outcomeKey && first ? { [outcomeKey]: first } : {};
  return { ...data, ...kept?.values, ...granted };
}

function deciding(box, form, settings, draft) {
  let key = crypto.randomUUID();
  return async (button, ask) => {
    clearSummary(box);
    const more = await ask(form, button, settings.outcomeKey);
    const values = more && (await check(box, form, settings.outcomeKey, button.dataset.outcome));
    if (!values) return;
    setBusy(true);
    await draft.settle();
    const body = { values: { ...values, ...more }, revision: settings.revision, ...extras() };
    const answer = await send(settings.submitUrl, body, key);
    setBusy(false);
    if (answer.status >= 200 && answer.status < 300) return leave(answer, draft);
    if (answer.status) key = crypto.randomUUID();
    if (REFUSED.includes(answer.status)) draft.hold(); // the server takes no draft either, and would write that down
    else await draft.save();
    tell(box, form, refusal(answer, draft.time()));
  };
}

/** The values to send, or nothing when form-js found errors: they are then shown. */
async function check(box, form, outcomeKey, outcome) {
  if (outcomeKey) setValues(form, { [outcomeKey]: outcome });
  await drawn();
  const { data, errors } = form.submit();
  const found = ownErrors(form, errors);
  if (!found.length || extras().keep_refusal) return outcomeKey ? { ...data, [outcomeKey]: outcome } : data;
  await drawn();
  showSummary(box, form, { title: say('mendSome', { n: found.length }), errors: found });
  return null;
}

function tell(box, form, said) {
  if (said.errors?.length) placeErrors(form, said.errors);
  showSummary(box, form, said);
}

function leave(answer, draft) {
  draft.forget();
  window.location.assign(answer.location ?? '/');
}

/** Say that this computer had more than the server, and let the reader do without it. */
function offer(kept, draft) {
  show(say('draftRestored', { time: clockTime(kept.at) }), false);
  const discard = document.querySelector('[data-draft-discard]');
  if (!discard) return;
  discard.hidden = false;
  discard.addEventListener('click', () => {
    draft.forget();
    window.location.reload();
  });
}

function quick(event, form, draft) {
  const button = event.target.closest('[data-quick]');
  if (!button) return;
  setValues(form, { [button.dataset.quick]: button.textContent });
  draft.save();
}

function extras() {
  const boxes = [...document.querySelectorAll('[data-extra]')];
  return Object.fromEntries(boxes.map((box) => [box.dataset.extra, box.type === 'checkbox' ? box.checked : 'text' in box.dataset ? box.value : Number(box.value)]));
}

function broken(box, error) {
  box.querySelector('[data-form-body]').textContent = say('formBroken');
  throw error;
}
