// Entries of the properties panel in form-js's look: a tick, a line of text, one of a list, several of a list.
// `on` gives the value, `set` writes it, `wrong` tells what the server found.
import { h } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { usePropertiesPanelService as useService } from '@bpmn-io/form-js-editor';
import { say } from './words.js';

const PREFIX = 'bio-properties-panel-';

/** A tick. */
export function Tick(entry) {
  const control = h('input', { id: PREFIX + entry.id, class: `${PREFIX}input`, type: 'checkbox', checked: entry.on(), ...described(entry), onChange: (event) => entry.set(event.target.checked) });
  return h(Frame, { entry, kind: `${PREFIX}checkbox` }, control, h(Label, { entry }));
}

/** A line of text, written a moment after the last key. */
export function Line(entry) {
  const debounce = useService('debounce');
  const latest = useRef();
  latest.current = entry.set;
  const write = useMemo(() => debounce((text) => latest.current(text)), [debounce]);
  const control = h('input', { id: PREFIX + entry.id, class: `${PREFIX}input`, type: 'text', value: entry.on(), autocomplete: 'off', ...described(entry), onInput: (event) => write(event.target.value), onBlur: () => write.flush?.() });
  return h(Frame, { entry, kind: `${PREFIX}textfield` }, h(Label, { entry }), control);
}

/** One of a list; a value that is none of them is shown as such. */
export function One(entry) {
  const value = entry.on();
  const control = h('select', { id: PREFIX + entry.id, class: `${PREFIX}input`, value, ...described(entry), onChange: (event) => entry.set(event.target.value) },
    option('', say('none'), value), ...entry.options().map((one) => option(one.value, textOf(one), value)), value && !known(entry, value) && option(value, textOf({ value, text: say('unknown') }), value));
  return h(Frame, { entry, kind: `${PREFIX}select` }, h(Label, { entry }), control);
}

/** Several of a list, in the order in which they were picked, kept as words with blanks between. */
export function Several(entry) {
  const chosen = entry.on().split(/\s+/).filter(Boolean);
  const set = (values) => entry.set(values.join(' '));
  const text = (value) => known(entry, value)?.text ?? say('unknown');
  const more = entry.options().filter(({ value }) => !chosen.includes(value));
  return h(Frame, { entry, kind: 'own-several' }, h(Label, { entry }),
    chosen.length > 0 && h('ul', { class: 'own-chosen' }, chosen.map((value) => h('li', { key: value }, h('code', null, value), h('span', null, text(value)), h('button', { type: 'button', 'aria-label': say('remove', { name: value }), title: say('remove', { name: value }), onClick: () => set(chosen.filter((one) => one !== value)) }, '×')))),
    h('select', { id: PREFIX + entry.id, class: `${PREFIX}input`, value: '', ...described(entry), onChange: (event) => event.target.value && set([...chosen, event.target.value]) }, option('', say('add'), ''), ...more.map((one) => option(one.value, textOf(one), ''))));
}

function Frame({ entry, kind, children }) {
  const wrong = entry.wrong();
  return h('div', { class: `${PREFIX}entry${wrong ? ' has-error' : ''}`, 'data-entry-id': entry.id },
    h('div', { class: kind }, children), wrong && h('div', { class: `${PREFIX}error` }, wrong), h('div', { class: `${PREFIX}description`, id: `${PREFIX}${entry.id}-hint` }, entry.hint));
}

function Label({ entry }) {
  return h('label', { class: `${PREFIX}label`, for: PREFIX + entry.id }, entry.label);
}

function described(entry) {
  return entry.hint ? { 'aria-describedby': `${PREFIX}${entry.id}-hint` } : {};
}

function known(entry, value) {
  return entry.options().find((one) => one.value === value);
}

function textOf({ value, text }) {
  return text === value ? value : `${value} · ${text}`;
}

function option(value, text, chosen) {
  return h('option', { key: value, value, selected: value === chosen }, text);
}
