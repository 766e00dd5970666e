// The decision bar: each button is an outcome; some ask first.
import { say } from '../base/words.js';
import { openDialog } from '../base/dialog.js';

const SHORTEST = 5;

/** Call `decide(outcome, values)` when an outcome is pressed and, where it asks, confirmed. */
export function watchDecisions(decide, save) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-outcome]');
    if (button && button.getAttribute('aria-disabled') !== 'true') press(button, decide);
  });
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing || document.querySelector('dialog[open]')) return;
    if (event.key === 'Enter') shortcut(event, () => confirm(decide));
    if (event.key.toLowerCase() === 'b') shortcut(event, () => document.querySelector('[data-kind="plain"]')?.click());
    if (event.key.toLowerCase() === 's') shortcut(event, save);
  });
}

/** While a request runs, the buttons wait; they keep focus and say so. */
export function setBusy(busy) {
  for (const button of document.querySelectorAll('[data-outcome]')) {
    button.toggleAttribute('aria-busy', busy);
    if (busy) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

function shortcut(event, act) {
  event.preventDefault();
  act();
}

function press(button, decide) {
  if (button.dataset.dialog) ask(openDialog(button.dataset.dialog), button, decide);
  else decide(button, {});
}

function confirm(decide) {
  const button = document.querySelector('[data-outcome][data-kind="primary"]');
  if (!button || button.getAttribute('aria-disabled') === 'true') return;
  if (button.dataset.dialog) return void press(button, decide);
  const dialog = openDialog('confirm-outcome');
  dialog.querySelector('[data-confirm-title]').textContent = say('confirmTitle', { act: button.textContent.trim() });
  dialog.querySelector('[data-send]').textContent = button.textContent.trim();
  ask(dialog, button, decide);
}

function ask(dialog, button, decide) {
  dialog.querySelector('[data-send]').onclick = () => {
    const values = valuesOf(dialog);
    if (!values) return;
    dialog.close();
    decide(button, values);
  };
}

function valuesOf(dialog) {
  const values = {};
  const target = dialog.querySelector('[data-target-key]');
  const reason = dialog.querySelector('[data-reason-key]');
  if (target) values[target.dataset.targetKey] = target.value;
  if (!reason) return values;
  const text = reason.value.trim();
  tell(dialog, reason, text.length < SHORTEST);
  return text.length < SHORTEST ? null : { ...values, [reason.dataset.reasonKey]: text };
}

function tell(dialog, reason, short) {
  const line = dialog.querySelector('[data-reason-error]');
  line.hidden = !short;
  line.textContent = say('reasonShort', { n: SHORTEST });
  reason.toggleAttribute('aria-invalid', short);
  if (short) reason.focus();
}
