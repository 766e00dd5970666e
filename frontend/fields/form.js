// A file as fields: plain values with their labels, lists and mappings as tables with a row each.
import { Fragment, h } from 'preact';
import { useState } from 'preact/hooks';
import { Cell, levelsIn, listsOf } from './cells.js';
import { idOf, placeOf } from './places.js';
import { add, countOf, isMap, isSeq, keysOf, nodeAt, remove, rename, swap, textOf, written } from './source.js';
import { say } from './words.js';

const TABLES = ['rows', 'map'];
const STARTS = { limit: 'PT15M', duration: 'PT15M' };

/** The whole file. `form` is what the cells need of it: see main.js. */
export function Form(form) {
  const [query, setQuery] = useState('');
  const { shape, source, findings } = form;
  if (source.error) return h('p', { class: 'fields-broken' }, say('broken', { n: source.error }), ' ', h(ToText, { form, line: source.error }));
  const told = new Map();
  for (const finding of findings) {
    const id = idOf(placeOf(source, shape, finding).path);
    told.set(id, [...(told.get(id) ?? []), finding]);
  }
  const inner = { ...form, listed: listsOf(form), told: (path) => told.get(idOf(path)) ?? [], query: query.trim().toLowerCase(), clear: () => setQuery('') };
  const sections = sectionsOf(shape);
  return h(Fragment, null,
    h('div', { class: 'fields-side' },
      h('label', { class: 'fields-filter' }, h('span', null, say('filter')), h('input', { type: 'search', class: 'fields-input', value: query, onInput: ({ target }) => setQuery(target.value) })),
      sections.length > 1 && h('nav', { 'aria-label': say('sections') }, h('ul', null, sections.map((section) => h('li', { key: section.id }, h('a', { href: `#fields-${section.id}` }, section.label, h(Count, { source, section })))))),
    ),
    h('div', { class: 'fields-main' }, h(Messages, { found: inner.told([]) }), sections.map((section) => h(Section, { key: section.id, form: inner, section }))));
}

/** What stands together under a heading: the plain values of the file, then each list, mapping and record. */
function sectionsOf(shape) {
  if (shape.kind !== 'record') return [{ id: 'all', label: document.querySelector('h1').textContent, hint: '', path: [], shape }];
  const plain = shape.fields.filter((field) => !TABLES.includes(field.shape.kind) && field.shape.kind !== 'record');
  const others = shape.fields.filter((field) => !plain.includes(field));
  const first = plain.length ? [{ id: 'plain', label: say('plain'), hint: '', path: [], shape: { kind: 'record', fields: plain, order: shape.fields } }] : [];
  return [...first, ...others.map((field) => ({ id: field.name, label: field.label, hint: field.hint, path: [field.name], shape: field.shape, order: namesOf(shape) }))];
}

function Section({ form, section }) {
  const { shape, path, label, hint, id } = section;
  const Body = TABLES.includes(shape.kind) ? Table : Record;
  return h('section', { class: 'fields-section', id: `fields-${id}`, 'aria-labelledby': `fields-${id}-title` },
    h('div', { class: 'fields-head' }, h('h2', { id: `fields-${id}-title` }, label, h(Count, { source: form.source, section })), hint && h('p', { class: 'quiet' }, hint)),
    path.length > 0 && h(Messages, { found: form.told(path) }),
    h(Body, { form, ...section }));
}

function Count({ source, section }) {
  return TABLES.includes(section.shape.kind) && h('span', { class: 'fields-count' }, ` ${countOf(nodeAt(source, section.path))}`);
}

/** Plain values one below the other. */
function Record({ form, shape, path }) {
  const node = nodeAt(form.source, path);
  if (node && !isMap(node) && textOf(node) !== '') return h(Odd, { form, path });
  const known = namesOf(shape.order ? { fields: shape.order } : shape);
  return h(Fragment, null,
    h('div', { class: 'fields-record' }, shape.fields.map((field) => {
      const at = [...path, field.name];
      return h('div', { key: field.name, class: 'fields-field', 'data-at': idOf(at) },
        h('span', { class: 'fields-label', id: `label-${idOf(at)}` }, field.label, field.required && h('span', { class: 'quiet' }, ` ${say('required')}`)),
        h('div', null, h(Cell, { form, path: at, field, order: known, label: field.label }), h(Messages, { found: form.told(at) }), field.hint && h('p', { class: 'fields-hint' }, field.hint)));
    })),
    h(Strange, { form, path, known }));
}

/** A list of records, or the entries of a mapping: a row each, to add to, to order and to take away. */
function Table({ form, shape, path, label, id, order }) {
  const node = nodeAt(form.source, path);
  if (node && !isSeq(node) && !isMap(node) && textOf(node) !== '') return h(Odd, { form, path });
  const mapped = shape.kind === 'map';
  if (node && countOf(node) && isMap(node) !== mapped) return h(Odd, { form, path });
  const fields = shape.of.fields;
  const levels = fields[0].shape.kind === 'limit' ? levelsIn(form.source, path) : [];
  const count = countOf(node);
  const rows = [...Array(count).keys()].filter((at) => !form.query || textsIn(form, node.items[at]).includes(form.query));
  const grow = () => {
    form.clear();
    form.edit((source) => add(source, path, countOf(nodeAt(source, path)), mapped ? { key: '', value: valueOf(fields) } : { entries: entriesOf(fields) }, order), `[data-at="${idOf([...path, count])}"] :is(input, select, textarea)`);
  };
  return h(Fragment, null,
    form.query && h('p', { class: 'quiet', role: 'status' }, say('shown', { n: rows.length })),
    rows.length > 0 && h('table', { class: `fields-table fields-of-${id}` },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, say('order')), mapped && h(Heading, shape.key), fields.map((field) => h(Heading, { key: field.name ?? 'value', ...field })), h('th', { scope: 'col' }, h('span', { class: 'sr' }, say('acts'))))),
      h('tbody', null, rows.map((at) => h(Row, { key: at, form, shape, path: [...path, at], count, label })))),
    h('datalist', { id: 'fields-levels' }, levels.map((level) => h('option', { key: level, value: level }))),
    h('p', { class: 'fields-more' }, !count && h('span', { class: 'quiet' }, `${say('addFirst')} `), h('button', { type: 'button', class: 'btn btn-small', disabled: !form.editable, onClick: grow, 'data-add': id }, say('add', { what: label }))));
}

function Heading({ label, hint }) {
  return h('th', { scope: 'col' }, label, hint && h('span', { class: 'fields-hint' }, hint));
}

function Row({ form, shape, path, count, label }) {
  const above = path.slice(0, -1);
  const at = path.at(-1);
  const mapped = shape.kind === 'map';
  const row = say('row', { what: label, n: at + 1 });
  const odd = shape.of.fields[0].name !== null && !isMap(nodeAt(form.source, path));
  const known = namesOf(shape.of);
  const move = (to, act) => form.edit((source) => swap(source, above, at, to), `[data-at="${idOf([...above, to])}"] [data-act=${act}]`);
  const drop = () => form.edit((source) => remove(source, path), count > 1 ? `[data-at="${idOf([...above, Math.min(at, count - 2)])}"] [data-act=remove]` : `[data-add="${above[0] ?? 'all'}"]`);
  const keys = (event) => {
    const to = { ArrowUp: at - 1, ArrowDown: at + 1 }[event.key];
    if (!event.altKey || event.target.matches('select') || to === undefined || form.query || to < 0 || to >= count) return;
    event.preventDefault();
    move(to, event.key === 'ArrowUp' ? 'up' : 'down');
  };
  const own = form.told(path).length > 0 && shape.of.fields[0].name !== null;
  return h('tr', { 'data-at': idOf(path), class: own ? 'is-wrong' : '', onKeyDown: keys },
    h('th', { scope: 'row', class: 'fields-place' }, at + 1),
    mapped && h('td', { 'data-label': shape.key.label }, h(Key, { form, path, label: say('of', { label: shape.key.label, row }) }), shape.uses && h(Uses, { form, list: shape.uses, name: keysOf(nodeAt(form.source, above))[at] })),
    odd ? h('td', { colSpan: shape.of.fields.length }, h(Odd, { form, path })) : shape.of.fields.map((field, index) => {
      const place = field.name === null ? path : [...path, field.name];
      return h('td', { key: field.name ?? 'value', 'data-label': field.label, 'data-at': field.name === null ? undefined : idOf(place) },
        h(Cell, { form, path: place, field, order: known, label: say('of', { label: field.label, row }) }), h(Messages, { found: form.told(place) }),
        index === 0 && field.name !== null && h(Fragment, null, h(Messages, { found: form.told(path) }), h(Strange, { form, path, known })));
    }),
    h('td', { class: 'fields-acts' }, h('span', { class: 'fields-acts-row' },
      h(Act, { form, name: 'up', row, off: at === 0 || form.query, act: () => move(at - 1, 'up') }),
      h(Act, { form, name: 'down', row, off: at === count - 1 || form.query, act: () => move(at + 1, 'down') }),
      h(Act, { form, name: 'remove', row, act: drop }))));
}

function Act({ form, name, row, off, act }) {
  const may = form.editable && !off; // aria-disabled: a button that moved its row to the end keeps the focus
  return h('button', { type: 'button', class: 'link', 'data-act': name, 'aria-disabled': may ? undefined : 'true', 'aria-label': `${say(name)} ${row}`, onClick: () => may && act() }, say(name));
}

/** The key of a mapping's entry. */
function Key({ form, path, label }) {
  const value = keysOf(nodeAt(form.source, path.slice(0, -1)))[path.at(-1)];
  return h('input', { class: 'fields-input', value, disabled: !form.editable, 'aria-label': label, autocomplete: 'off', spellcheck: false, onInput: ({ target }) => form.edit((source) => rename(source, path, target.value)) });
}

/** Where the diagrams use what a key names. */
function Uses({ form, list, name }) {
  const found = form.lists[list]?.find((one) => one.name === name)?.steps;
  if (!found) return null;
  const steps = found.slice(0, 3).join('、');
  return h('p', { class: 'fields-hint' }, !found.length ? say('unused') : say(found.length > 3 ? 'usedMore' : 'usedIn', { steps, n: found.length }));
}

function Messages({ found }) {
  return found.length > 0 && h('ul', { class: 'fields-messages' }, found.map(({ severity, message, mend }, at) => h('li', { key: at, class: `fields-${severity}` }, message, h('span', { class: 'quiet' }, `。${mend}`))));
}

/** Keys that the schema does not know. */
function Strange({ form, path, known }) {
  const keys = keysOf(nodeAt(form.source, path));
  const strange = keys.map((key, at) => [key, at]).filter(([key]) => !known.includes(key));
  return strange.length > 0 && h('ul', { class: 'fields-messages' }, strange.map(([key, at]) => h('li', { key: at, class: 'fields-error' }, say('strange', { name: key }), ' ', h('button', { type: 'button', class: 'link', disabled: !form.editable, onClick: () => form.edit((source) => remove(source, [...path, at])) }, say('remove')))));
}

/** What is not written as its shape says. */
function Odd({ form, path }) {
  return h('p', { class: 'fields-odd' }, say('odd'), ' ', h(ToText, { form, line: lineOf(form.source, path) }));
}

function ToText({ form, line }) {
  return h('button', { type: 'button', class: 'link', onClick: () => form.toText(line) }, say('toText'));
}

function lineOf(source, path) {
  const node = nodeAt(source, path);
  return node?.range ? source.text.slice(0, node.range[0]).split('\n').length : 1;
}

function namesOf({ fields }) {
  return fields.map(({ name }) => name);
}

/** A new row: what is required, empty. */
function entriesOf(fields) {
  return fields.filter(({ required }) => required).map(({ name, shape }) => [name, shape.kind === 'list' ? '[]' : startOf(shape)]);
}

function valueOf(fields) {
  if (fields[0].name === null) return fields[0].shape.kind === 'list' ? '[]' : startOf(fields[0].shape);
  return `{${entriesOf(fields).map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
}

function startOf({ kind }) {
  return STARTS[kind] ?? written('');
}

/** All that a row shows, to be searched. */
function textsIn(form, item) {
  const nodes = item.srcToken && 'key' in item ? [item.key, item.value] : [item];
  const texts = [];
  while (nodes.length) {
    const node = nodes.pop();
    if (isMap(node)) nodes.push(...node.items.map(({ value }) => value));
    else if (isSeq(node)) nodes.push(...node.items);
    else if (node) texts.push(textOf(node));
  }
  return texts.join('\n').toLowerCase();
}
