// The fields of the panel: label, message, control, hint. What is written goes into the diagram a moment after the last key.
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h } from '@bpmn-io/properties-panel/preact';
import { markOf } from '../../drafts/findings.js';

const QUIET = 350;

/** What is above and below every control. */
export function Field({ id, label, error, hint, children, plain }) {
  return h('div', { class: `pp-field${error ? ' is-wrong' : ''}`, 'data-field': id },
    label && h(plain ? 'span' : 'label', { class: 'pp-label', for: plain ? undefined : `pp-${id}`, id: plain ? `pp-${id}-label` : undefined }, label),
    error && h('p', { class: 'pp-error', id: `pp-${id}-error`, role: 'alert' }, h('span', { dangerouslySetInnerHTML: { __html: markOf('error') } }), ` ${error}`),
    children,
    hint && h('p', { class: 'pp-hint' }, hint));
}

/** A line of text, or an area with `rows`. */
export function TextField({ id, label, value, onChange, error, hint, disabled, rows, type = 'text', ...more }) {
  const edited = useEdited(value, onChange);
  const control = h(rows ? 'textarea' : 'input', {
    id: `pp-${id}`, class: 'pp-input', ...edited, rows, type: rows ? undefined : type, disabled, spellcheck: false, autocomplete: 'off', 'aria-invalid': error ? 'true' : undefined,
    'aria-describedby': error ? `pp-${id}-error` : undefined, ...more,
  });
  return h(Field, { id, label, error, hint }, control);
}

/** A name to write or to pick from `names`; it counts when it is whole, for something is made by it. */
export function NameField({ id, label, value, names, onChange, error, hint, disabled }) {
  return h(Field, { id, label, error, hint },
    h('input', { id: `pp-${id}`, class: 'pp-input', list: `pp-${id}-names`, value, disabled, autocomplete: 'off', 'aria-invalid': error ? 'true' : undefined, onChange: (event) => onChange(event.target.value.trim()) }),
    h('datalist', { id: `pp-${id}-names` }, names.map((name) => h('option', { key: name, value: name }))));
}

/** One of a list; `options` are `{value, text}`, a value that is none of them is shown with `missing(value)`. */
export function SelectField({ id, label, spoken, value, options, onChange, error, hint, disabled, missing, more }) {
  const known = options.some((option) => option.value === value);
  const all = known || !missing ? options : [{ value, text: missing(value) }, ...options];
  const control = h('select', { id: `pp-${id}`, class: 'pp-input', 'aria-label': spoken, value, disabled, 'aria-invalid': error ? 'true' : undefined, 'aria-describedby': error ? `pp-${id}-error` : undefined, onChange: (event) => onChange(event.target.value) },
    all.map((option) => h('option', { key: option.value, value: option.value, selected: option.value === value }, option.text)));
  return h(Field, { id, label, error, hint }, more ? h('div', { class: 'pp-row' }, control, more) : control);
}

/** A tick. */
export function CheckField({ id, label, value, onChange, disabled, hint, error }) {
  return h(Field, { id, error, hint }, h('label', { class: 'pp-check' }, h('input', { type: 'checkbox', checked: value, disabled, onChange: (event) => onChange(event.target.checked) }), ` ${label}`));
}

/** Fields that are seldom needed: open when one of them says something. */
export function More({ text, open, children }) {
  return h('details', { class: 'pp-seldom', open }, h('summary', null, text), children);
}

/** A button that reads as a link. */
export function Add({ text, onClick, disabled }) {
  return h('button', { type: 'button', class: 'pp-add', onClick, disabled }, h('svg', { class: 'g', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, h('path', { d: 'M8 2.8v10.4M2.8 8h10.4' })), ` ${text}`);
}

/** Takes a row away. */
export function Remove({ label, onClick, disabled }) {
  return h('button', { type: 'button', class: 'pp-remove', 'aria-label': label, title: label, onClick, disabled }, h('svg', { class: 'g', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, h('path', { d: 'M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8' })));
}

/** What is being typed, as properties of a control: the text shown, and when it counts. */
export function useEdited(value, onChange) {
  const [shown, setShown] = useState(value);
  const pending = useRef(null);
  const timer = useRef();
  const latest = useRef(onChange);
  latest.current = onChange;
  const settle = () => {
    clearTimeout(timer.current);
    if (pending.current === null) return;
    const text = pending.current;
    pending.current = null;
    latest.current(text);
  };
  useEffect(() => {
    if (pending.current === null) setShown(value);
  }, [value]);
  useEffect(() => settle, []); // another element was chosen: what was typed still counts
  const edit = ({ target, isComposing }) => {
    pending.current = target.value;
    setShown(target.value);
    clearTimeout(timer.current);
    if (!isComposing) timer.current = setTimeout(settle, QUIET); // the letters of an input method are not yet what is meant
  };
  return { value: shown, onInput: edit, onCompositionEnd: edit, onBlur: settle };
}
