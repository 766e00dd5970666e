// Asks before an outcome: the dialog that the server gave, or one for the reason that only this outcome needs.
import { announce } from '../base/announce.js';
import { openDialog } from '../base/dialog.js';
import { say } from '../base/words.js';
import { focusField, ownErrors } from './errors.js';
import { drawn, fieldsOf, setValues } from './viewer.js';

const TEXTS = ['textarea', 'textfield'];

/** Ask what the outcome needs; gives further values to send, or nothing when the reader has still to write. */
export async function askFirst(form, button, outcomeKey) {
  const own = button.dataset.dialog && document.getElementById(button.dataset.dialog);
  const before = form._getState().data[outcomeKey];
  const asked = outcomeKey ? await revealed(form, button, outcomeKey) : [];
  const reason = reasonField(form, own, asked);
  if (own || (reason && asked.length === 1)) {
    const more = await talk(form, own || labelled(button, reason), button, reason);
    if (!more && outcomeKey) setValues(form, { [outcomeKey]: before });
    return more;
  }
  if (!asked.length) return {};
  announce(say('fillFirst', { field: asked[0].label, act: button.textContent.trim() }), 'assertive');
  focusField(asked[0].domId);
  return null;
}

/** Ask again before the first outcome, as Ctrl+Enter does. */
export function confirmFirst(form, button) {
  const dialog = document.getElementById('confirm-outcome');
  dialog.querySelector('h2').textContent = say('confirmTitle', { act: button.textContent.trim() });
  return talk(form, dialog, button, null);
}

/** The empty required fields that appear with this outcome. */
async function revealed(form, button, outcomeKey) {
  const before = new Set(fieldsOf(form).map((field) => field.path));
  setValues(form, { [outcomeKey]: button.dataset.outcome });
  await drawn();
  const { data } = form._getState();
  return fieldsOf(form).filter((field) => !before.has(field.path) && field.required && !at(data, field.path));
}

function reasonField(form, dialog, asked) {
  const key = dialog?.querySelector('[data-reason]')?.dataset.reason;
  return key ? fieldsOf(form).find((field) => field.path === key) : asked.find((field) => TEXTS.includes(field.type));
}

function labelled(button, field) {
  const dialog = document.getElementById('ask-reason');
  dialog.querySelector('h2').textContent = button.textContent.trim();
  dialog.querySelector('[data-label]').textContent = `${field.label}${say('required')}`;
  dialog.querySelector('[data-hint]').textContent = field.description;
  return dialog;
}

function talk(form, dialog, button, reason) {
  const send = dialog.querySelector('[data-send]');
  send.textContent = button.textContent.trim();
  tell(dialog, '');
  openDialog(dialog.id);
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(null);
    send.onclick = async () => {
      const message = reason ? await written(form, dialog, reason) : '';
      tell(dialog, message);
      if (message) return;
      resolve(targetOf(dialog));
      dialog.close();
    };
  });
}

/** Write the reason into its field; gives what is wrong with it. */
async function written(form, dialog, reason) {
  setValues(form, { [reason.path]: dialog.querySelector('[data-reason]').value.trim() });
  await drawn();
  return ownErrors(form, form.validate()).find((error) => error.field === reason.path)?.message ?? '';
}

function targetOf(dialog) {
  const target = dialog.querySelector('[data-target-key]');
  return target ? { [target.dataset.targetKey]: target.value } : {};
}

function tell(dialog, message) {
  const line = dialog.querySelector('[data-reason-error]');
  if (!line) return;
  line.textContent = message;
  const box = dialog.querySelector('[data-reason]');
  box.toggleAttribute('aria-invalid', Boolean(message));
  if (message) box.focus();
}

function at(data, path) {
  return path.split('.').reduce((node, step) => node?.[step], data);
}
