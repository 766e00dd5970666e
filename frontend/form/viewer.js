// form-js in the page: its document without the outcome field, its texts translated.
import flatpickr from 'flatpickr';
import { Mandarin } from 'flatpickr/dist/l10n/zh.js';
import { Form } from 'form-js-viewer-2';
import { language } from '../base/words.js';
import { inHouseZone } from './datetime.js';
import { localTimes } from './times.js';
import { fixedTexts, translate } from './translate.js';

if (language === 'zh') flatpickr.localize(Mandarin);

/** Draw the form into the box and give the form-js instance. Without its 300 ms, no last stroke is missed by a press. */
export async function drawForm(box, { document: drawn, data, outcomeKey, readOnly }) {
  const form = new Form({ container: box, debounce: false, additionalModules: [{ translate: ['value', translate] }] });
  const fields = form.get('formFields');
  fields.register('datetime', inHouseZone(fields.get('datetime')));
  await form.importSchema(without(drawn, outcomeKey), data);
  if (readOnly) form.setProperty('readOnly', true);
  const tidy = () => {
    if (language === 'zh') translateFixed(box);
    localTimes(box);
  };
  tidy();
  new MutationObserver(tidy).observe(box, { childList: true, characterData: true, subtree: true });
  return form;
}

/** Two frames: form-js has drawn what a change of data shows or hides. */
export function drawn() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(resolve))));
}

/** Change values from outside, as if the reader had; keys are dotted paths. */
export function setValues(form, values) {
  const data = structuredClone(form._getState().data);
  for (const [path, value] of Object.entries(values)) {
    const steps = path.split('.');
    const last = steps.pop();
    steps.reduce((node, step) => (node[step] ??= {}), data)[last] = value;
  }
  form._setState({ data });
}

/** The fields on show, each with its schema, dotted path and id in the page. */
export function fieldsOf(form) {
  const registry = form.get('formFieldRegistry');
  return form.get('formFieldInstanceRegistry').getAllKeyed().map((instance) => describe(form, registry.get(instance.id), instance));
}

function describe(form, field, { id, valuePath, indexes }) {
  const places = Object.values(indexes ?? {});
  return {
    id,
    indexes: places,
    type: field.type,
    label: field.label ?? field.dateLabel ?? '',
    description: field.description ?? '',
    required: Boolean(field.validate?.required),
    path: valuePath.join('.'),
    domId: ['fjs-form', form._id, id].join('-') + places.map((place) => `_${place}`).join(''),
  };
}

function without(schema, key) {
  const kept = (components) => components.filter((one) => !key || one.key !== key).map(
    (one) => (one.components ? { ...one, components: kept(one.components) } : one),
  );
  return { ...schema, components: kept(schema.components ?? []).filter((one) => !isSubmit(one)) };
}

function isSubmit(component) {
  return component.type === 'button' && (component.action ?? 'submit') === 'submit';
}

function translateFixed(box) {
  for (const input of box.querySelectorAll('input[placeholder]')) {
    const text = fixedTexts[input.placeholder];
    if (text) input.placeholder = text;
  }
  for (const drawing of box.querySelectorAll('svg[alt]')) {
    const text = fixedTexts[drawing.getAttribute('alt')];
    if (text) drawing.setAttribute('alt', text);
  }
  for (const button of box.querySelectorAll('button.fjs-button, .fjs-select-placeholder')) {
    const text = fixedTexts[button.textContent];
    if (text) button.textContent = text;
  }
}
