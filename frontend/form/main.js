// The form island: draws the document, keeps drafts, sends with the chosen outcome, shows what the server says.
import 'form-js-viewer-2/dist/assets/form-js.css';
import '../styles/form.css';
import { clockTime } from '../base/clock.js';
import { say } from '../base/words.js';
import { setBusy, watchDecisions } from './decision.js';
import { keepDraft, localDraft, show } from './draft.js';
import { clearSummary, ownErrors, placeErrors, showSummary } from './errors.js';
import { refusal, send } from './send.js';
import { drawForm, drawn, setValues } from './viewer.js';

const island = document.querySelector('[data-form]');
if (island) mount(island, JSON.parse(island.querySelector('[data-form-json]').textContent)).catch((error) => broken(island, error));

async function mount(box, settings) {
  const kept = settings.draftUrl ? localDraft(settings.draftKey) : null;
  const data = { ...settings.data, ...kept?.values };
  const form = await drawForm(box.querySelector('[data-form-body]'), { ...settings, data });
  box.querySelector('[data-wait]').remove();
  box.dataset.ready = '';
  const draft = keepDraft(form, settings);
  if (kept) show(say('draftRestored', { time: clockTime(kept.at) }));
  if (settings.errors.length) tell(box, form, { title: say('mendSome', { n: settings.errors.length }), errors: settings.errors });
  box.addEventListener('click', (event) => quick(event, form));
  let key = crypto.randomUUID();
  const decide = async (button, values) => {
    const outcome = button.dataset.outcome;
    const own = await check(box, form, settings, outcome, values);
    if (!own) return;
    setBusy(true);
    const answer = await send(settings.submitUrl, { values: own, revision: settings.revision, ...extras() }, key);
    setBusy(false);
    if (answer.status >= 200 && answer.status < 300) return leave(answer, draft);
    if (answer.status) key = crypto.randomUUID();
    await draft.save();
    tell(box, form, refusal(answer, draft.time()));
  };
  watchDecisions(decide, draft.save);
}

/** The values to send, or nothing when form-js found errors: they are then shown. */
async function check(box, form, { outcomeKey }, outcome, values) {
  document.activeElement?.blur();
  clearSummary(box);
  setValues(form, outcomeKey ? { ...values, [outcomeKey]: outcome } : values);
  await drawn();
  const { data, errors } = form.submit();
  const found = ownErrors(form, errors);
  if (!found.length) return outcomeKey ? { ...data, ...values, [outcomeKey]: outcome } : { ...data, ...values };
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

function quick(event, form) {
  const button = event.target.closest('[data-quick]');
  if (!button) return;
  setValues(form, { [button.dataset.quick]: button.textContent });
  form.get('eventBus').fire('field.updated', {});
}

function extras() {
  const boxes = [...document.querySelectorAll('[data-extra]')];
  return Object.fromEntries(boxes.map((box) => [box.dataset.extra, box.checked]));
}

function broken(box, error) {
  box.querySelector('[data-form-body]').textContent = say('formBroken');
  throw error;
}
