// The control of one value, by its kind. Each writes every change at once: what is typed and what is kept are the same.
import { h } from 'preact';
import { useState } from 'preact/hooks';
import { readDuration, units, writeDuration } from '../modeler/durations.js';
import { idOf } from './places.js';
import { add, countOf, isMap, isSeq, keysOf, nodeAt, put, remove, rename, textOf, written } from './source.js';
import { say } from './words.js';

const OTHERS = 'default';
const SHORT = 12;

/** The control for the value of a field at a path; `order` are the keys beside it, as the schema has them. */
export function Cell({ form, path, field, order, label }) {
  const { shape, required } = field;
  const cell = { form, path, shape, required, order, label, wrong: form.told(path).length > 0 };
  if (shape.kind === 'list') return h(Several, cell);
  if (shape.kind === 'limit') return h(Limit, cell);
  const text = textOf(nodeAt(form.source, path));
  if (text === null) return h('span', { class: 'fields-odd' }, say('odd'));
  if (shape.kind === 'duration') return h(Duration, { ...cell, text });
  const options = optionsOf(form, shape);
  return h(options ? Choice : Line, { ...cell, text, options });
}

/** The values to pick from: `{value, name}`; none where anything may be written. */
function optionsOf({ listed }, shape) {
  if (shape.kind === 'boolean') return [{ value: 'true', name: say('yes') }, { value: 'false', name: say('no') }];
  return shape.choices ?? (shape.from ? listed(shape.from) : null);
}

/** Gives the lists to pick from: the file's own as it is being written, else the package's. Each is made once. */
export function listsOf({ source, lists }) {
  const made = new Map();
  const make = (name) => {
    const rows = nodeAt(source, [name]);
    if (isSeq(rows)) return rows.items.map((_, at) => ({ value: textOf(nodeAt(source, [name, at, 'key'])) ?? '', name: textOf(nodeAt(source, [name, at, 'name'])) ?? '' }));
    return (lists[name] ?? []).map((one) => ({ value: one.key ?? one.id, name: one.name ?? `${one.id} ${one.text}` }));
  };
  return (name) => made.get(name) ?? made.set(name, make(name)).get(name);
}

function write({ form, path, shape, order }, value, kind = shape.kind) {
  form.edit((source) => put(source, path, written(value, kind, nodeAt(source, path)), order));
}

function control({ form, path, label, wrong, shape }) {
  return { class: 'fields-input', 'aria-label': label, 'aria-invalid': wrong ? 'true' : undefined, 'data-at': idOf(path), disabled: !form.editable || shape.fixed, autocomplete: 'off', spellcheck: false };
}

/** An optional value that was emptied is taken out when its field is left. */
function settle({ form, path, required }) {
  if (!required && textOf(nodeAt(form.source, path)) === '') form.edit((source) => nodeAt(source, path) && remove(source, path));
}

function Line(cell) {
  const { text, shape } = cell;
  const date = shape.kind === 'date' && /^(\d{4}-\d\d-\d\d)?$/.test(text);
  return h(shape.long ? 'textarea' : 'input', {
    ...control(cell), value: text, rows: shape.long ? 2 : undefined, type: shape.long ? undefined : date ? 'date' : 'text', inputMode: ['integer', 'number'].includes(shape.kind) ? 'decimal' : undefined,
    onInput: ({ target }) => write(cell, target.value), onBlur: () => settle(cell),
  });
}

function Choice(cell) {
  const { text, options, required } = cell;
  const known = options.some(({ value }) => value === text);
  const change = ({ target }) => {
    if (target.value) write(cell, target.value);
    else cell.form.edit((source) => nodeAt(source, cell.path) && remove(source, cell.path));
  };
  return h(Picker, { ...control(cell), value: text, onChange: change, options, first: (!required || !text) && say(required ? 'choose' : 'none'), last: text && !known && { value: text, name: say('unknown', { value: text }) } });
}

/** A select. A page has hundreds: a long list is put in when somebody goes to it, until then what is chosen. */
function Picker({ options, first, last, ...more }) {
  const [reached, setReached] = useState(options.length <= SHORT);
  const reach = () => setReached(true);
  const shown = reached ? options : options.filter(({ value }) => value === more.value);
  return h('select', { ...more, onFocus: reach, onPointerEnter: reach },
    first && h('option', { key: '', value: '' }, first),
    last && h('option', { key: last.value, value: last.value }, last.name),
    shown.map((option) => h('option', { key: option.value, value: option.value }, nameOf(option))));
}

function nameOf({ value, name }) {
  return name || value;
}

/** Several plain values: each can be taken away, one more be picked or written. One may stand without brackets. */
function Several({ form, path, shape, order, label, wrong }) {
  const [draft, setDraft] = useState('');
  const node = nodeAt(form.source, path);
  if (isMap(node)) return h('span', { class: 'fields-odd' }, say('odd'));
  const values = isSeq(node) ? node.items.map((one) => textOf(one) ?? '…') : textOf(node) ? [textOf(node)] : [];
  const options = optionsOf(form, shape.of);
  const name = (value) => (options ? nameOf(options.find((one) => one.value === value) ?? { name: say('unknown', { value }) }) : value);
  const again = `[data-at="${idOf(path)}"] .fields-several-add`;
  const grow = (value) => {
    if (!value) return;
    setDraft('');
    const one = written(value, shape.of.kind);
    form.edit((source) => {
      const now = nodeAt(source, path);
      const alone = textOf(now);
      if (alone) return put(source, path, `[${written(alone, shape.of.kind, now)}, ${one}]`, order);
      return countOf(now) ? add(source, path, countOf(now), one) : put(source, path, `[${one}]`, order);
    }, again);
  };
  const drop = (at) => form.edit((source) => (isSeq(nodeAt(source, path)) ? remove(source, [...path, at]) : put(source, path, '[]', order)), again);
  const own = { class: 'fields-input fields-several-add', 'aria-label': `${say('more')} ${label}`, 'aria-invalid': wrong ? 'true' : undefined, disabled: !form.editable };
  return h('div', { class: 'fields-several', 'data-at': idOf(path) },
    values.length > 0 && h('ul', null, values.map((value, at) => h('li', { key: at }, h('span', { title: value }, name(value)), form.editable && h('button', { type: 'button', 'aria-label': say('take', { name: name(value) }), onClick: () => drop(at) }, '×')))),
    options
      ? h(Picker, { ...own, value: '', onChange: ({ target }) => grow(target.value), first: say('more'), options: options.filter(({ value }) => !values.includes(value)) })
      : h('span', { class: 'fields-pair' }, h('input', { ...own, type: shape.of.kind === 'date' ? 'date' : 'text', value: draft, onInput: ({ target }) => setDraft(target.value), onKeyDown: (event) => event.key === 'Enter' && grow(draft.trim()) }), h('button', { type: 'button', class: 'btn btn-small', disabled: !form.editable, onClick: () => grow(draft.trim()) }, say('addOne'))));
}

/** An amount and its unit, or the text where that is not enough. */
function Duration(cell) {
  const { text, form, path, label } = cell;
  const [raw, setRaw] = useState(false);
  const [draft, setDraft] = useState(null);
  const fixed = raw ? null : readDuration(text);
  const unit = (value) => {
    setRaw(value === '');
    if (value) write(cell, writeDuration(fixed?.amount ?? 1, value), 'text');
  };
  const amount = ({ target }) => {
    setDraft(target.value);
    if (/^[1-9]\d{0,5}$/.test(target.value)) write(cell, writeDuration(Number(target.value), fixed.unit), 'text');
  };
  return h('span', { class: 'fields-pair' },
    fixed
      ? h('input', { ...control(cell), class: 'fields-input fields-amount', inputMode: 'numeric', value: draft ?? String(fixed.amount), onInput: amount, onBlur: () => setDraft(null) })
      : h('input', { ...control(cell), value: text, placeholder: say('iso'), onInput: ({ target }) => write(cell, target.value, 'text') }),
    h('select', { class: 'fields-input fields-unit', 'aria-label': `${say('unit')} ${label}`, disabled: !form.editable, 'data-unit': idOf(path), value: fixed?.unit ?? '', onChange: ({ target }) => unit(target.value) },
      units.map((one) => h('option', { key: one, value: one }, say(one))), h('option', { value: '' }, say('otherUnit'))));
}

/** A duration for all levels, and others for some. */
function Limit(cell) {
  const { form, path, label, order } = cell;
  const node = nodeAt(form.source, path);
  if (isSeq(node)) return h('span', { class: 'fields-odd' }, say('odd'));
  const levels = keysOf(node);
  const free = levelsIn(form.source, path.slice(0, -1)).find((level) => !levels.includes(level)) ?? '';
  const of = (level, name) => ({ ...cell, key: level, path: isMap(node) ? [...path, level] : path, text: textOf(isMap(node) ? node.items[level]?.value : node) ?? '', label: name, wrong: cell.wrong });
  const another = () => form.edit((source) => {
    const now = nodeAt(source, path);
    if (isMap(now)) return add(source, path, countOf(now), { key: free, value: 'PT10M' });
    const all = written(textOf(now), 'text', now);
    return put(source, path, `{${OTHERS}: ${all}, ${written(free)}: ${all}}`, order);
  });
  const drop = (at) => form.edit((source) => {
    const now = nodeAt(source, path);
    const rest = keysOf(now).filter((_, place) => place !== at);
    if (rest.length === 1 && rest[0] === OTHERS) {
      const value = nodeAt(source, [...path, OTHERS]);
      return put(source, path, written(textOf(value) ?? '', 'text', value), order);
    }
    return remove(source, [...path, at]);
  });
  const several = levels.length > 0;
  return h('div', { class: 'fields-limit' },
    !several && h(Duration, of(undefined, label)),
    levels.map((level, at) => h('div', { key: at, class: 'fields-level' },
      level === OTHERS
        ? h('span', null, say('others'))
        : h('input', { class: 'fields-input', 'aria-label': `${say('level')} ${label}`, list: 'fields-levels', value: level, disabled: !form.editable, onInput: ({ target }) => form.edit((source) => rename(source, [...path, at], target.value)) }),
      h(Duration, { ...of(at, `${label} ${level === OTHERS ? say('others') : level}`) }),
      level !== OTHERS && h('button', { type: 'button', class: 'link', disabled: !form.editable, 'aria-label': `${say('remove')} ${label} ${level}`, onClick: () => drop(at) }, say('remove')))),
    h('button', { type: 'button', class: 'link fields-by-level', disabled: !form.editable, 'aria-label': `${say('byLevel')} ${label}`, onClick: another }, say('byLevel')));
}

/** The levels that the limits at a path name. */
export function levelsIn(source, path) {
  const limits = nodeAt(source, path);
  const found = isMap(limits) ? limits.items.flatMap(({ value }) => keysOf(value)) : [];
  return [...new Set(found)].filter((level) => level !== OTHERS);
}
