// What this product adds to form-js: groups of the properties panel that read and write the `properties` of a component or of the form.
import { readDuration } from '../modeler/durations.js';
import { Line, One, Several, Tick } from './entries.js';
import { say } from './words.js';

const CHOICES = ['radio', 'select'];
const SHOWN = ['text', 'table', 'image', 'separator', 'spacer', 'button', 'expression', 'group', 'dynamiclist']; // nothing is filled in there

/** The group of a component, or of the form itself. `desk` has the package's lists and what is wrong; `edit(field, values)` writes. */
export function ownGroup(field, edit, desk) {
  const entry = entriesOf(field, edit, desk);
  const [label, entries] = field.type === 'default' ? [desk.register ? 'register' : 'form', ofForm(entry, desk)] : ['own', ofComponent(field, entry, edit, desk)];
  return { id: 'own', label: say(label), shouldOpen: true, entries };
}

function ofComponent(field, entry, edit, desk) {
  const filled = !SHOWN.includes(field.type) && !desk.register;
  const tick = (key, more = {}) => entry(key, Tick, { on: () => field.properties?.[key] === 'true', ...more });
  const required = (on) => edit(field, { properties: withKey(field, 'outcome', on ? 'true' : ''), ...(on ? { validate: { ...field.validate, required: true } } : {}) });
  return [
    ...(filled && CHOICES.includes(field.type) ? [tick('outcome', { set: required })] : []),
    ...(filled ? [tick('fresh'), tick('personal')] : []),
    entry('clause', Several, { options: () => desk.lists.clauses.map(({ id, text }) => ({ value: id, text })) }),
  ];
}

function ofForm(entry, desk) {
  if (!desk.register) return [entry('title', Line)];
  const fields = () => desk.fields();
  return [
    entry('title', Line, { label: say('registerTitle'), hint: say('registerTitleHint') }),
    entry('key', Several, { options: fields }),
    entry('name', One, { options: fields }),
    entry('columns', Several, { options: fields }),
    entry('owner', Several, { options: () => desk.lists.groups.map(({ key, name }) => ({ value: key, text: name })) }),
    entry('staleAfter', One, { hint: '', options: () => desk.lists.limits.map(({ name, value }) => ({ value: name, text: spoken(value) })) }),
    entry('staleFrom', One, { hint: '', options: () => fields().filter(({ type }) => type === 'datetime') }),
  ];
}

function spoken(duration) {
  const { amount, unit } = readDuration(duration) ?? {};
  return unit ? `${amount} ${say(unit)}` : duration;
}

/** Makes entries for keys of `properties`; an empty value goes. */
function entriesOf(field, edit, desk) {
  const on = (key) => field.properties?.[key] ?? '';
  return (key, component, more = {}) => ({
    id: `own-${key}`, component, label: more.label ?? say(key), hint: more.hint ?? say(`${key}Hint`),
    on: () => on(key),
    set: (value) => edit(field, { properties: withKey(field, key, value === true ? 'true' : value || '') }),
    wrong: () => desk.wrong[`own-${key}`],
    isEdited: () => on(key) !== '',
    ...more,
  });
}

function withKey(field, key, value) {
  const { [key]: _, ...rest } = field.properties ?? {};
  const all = value ? { ...field.properties, [key]: value } : rest;
  return Object.keys(all).length ? all : undefined;
}
