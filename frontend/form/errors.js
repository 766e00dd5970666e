// Errors at the fields and a summary above them that takes focus; each line leads to its field.
import { say } from '../base/words.js';
import { fieldsOf } from './viewer.js';

/** Errors as form-js found them: `[{field, message}]`. */
export function ownErrors(form, found) {
  return fieldsOf(form).flatMap((field) => {
    const messages = field.indexes.reduce((node, index) => node?.[index], found[field.id]);
    return Array.isArray(messages) ? messages.map((message) => ({ field: field.path, message })) : [];
  });
}

/** Put the server's errors at their fields. */
export function placeErrors(form, errors) {
  const placed = {};
  for (const { field: path, message } of errors) {
    const field = fieldsOf(form).find((one) => one.path === path);
    if (field) place(placed, [field.id, ...field.indexes], message);
  }
  form._setState({ errors: placed });
}

/** Show the summary: a title, the lines, and that nothing written is lost. */
export function showSummary(island, form, { title, errors = [], text = say('textKept'), links = [] }) {
  const box = island.querySelector('[data-form-summary]');
  box.replaceChildren(paragraph(title, 'note-title'), list(form, errors), paragraph(text, 'quiet'), ways(links));
  box.className = 'form-summary note note-stop';
  box.hidden = false;
  box.focus();
}

/** Take the summary away. */
export function clearSummary(island) {
  const box = island.querySelector('[data-form-summary]');
  box.hidden = true;
  box.replaceChildren();
}

function list(form, errors) {
  const items = document.createElement('ul');
  items.className = 'note-links';
  for (const error of errors) {
    const item = document.createElement('li');
    item.append(linkTo(form, error));
    items.append(item);
  }
  return items;
}

function linkTo(form, { field: path, label: told, message }) {
  const field = form && fieldsOf(form).find((one) => one.path === path);
  const label = field ? named(field) : told;
  const text = label ? `${label}：${message}` : message;
  if (!field) return document.createTextNode(text);
  const link = Object.assign(document.createElement('a'), { href: `#${field.domId}`, textContent: text });
  link.addEventListener('click', (event) => {
    event.preventDefault();
    focusField(field.domId);
  });
  return link;
}

/** The field by its label; in a list also which item. */
function named({ label, indexes }) {
  return indexes.length ? `${label}${say('ofItem', { n: indexes.map((at) => at + 1).join('-') })}` : label;
}

/** Bring a field into view and focus it; of a date the first of its two inputs. */
export function focusField(domId) {
  const target = document.getElementById(domId) ?? document.querySelector(`[id^="${CSS.escape(domId)}"]`);
  target?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}

function ways(links) {
  const box = document.createElement('p');
  box.className = 'acts';
  for (const { href, text } of links) box.append(Object.assign(document.createElement('a'), { href, textContent: text, className: 'btn' }));
  box.hidden = !links.length;
  return box;
}

function paragraph(text, name) {
  return Object.assign(document.createElement('p'), { textContent: text, className: name, hidden: !text });
}

function place(tree, path, message) {
  const last = path.pop();
  const node = path.reduce((at, step) => (at[step] ??= []), tree);
  node[last] = [...(node[last] ?? []), message];
}
