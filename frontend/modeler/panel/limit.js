// A time: none, a named limit of the settings, an amount with its unit, or an expression.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { readDuration, units, writeDuration } from '../durations.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { Field, SelectField, useEdited } from './fields.js';
import { usePanel } from './section.js';

const NAMED = /^=\s*limits\.(\w+)$/;

/** What sort of time a text is: none, named, fixed or formula. */
export function sortOf(text) {
  if (!text) return 'none';
  if (NAMED.test(text)) return 'named';
  return readDuration(text) ? 'fixed' : 'formula';
}

/** The field of a duration; `none` says whether it may be left out. */
export function LimitField({ id, label, element, value, onChange, error, none = true }) {
  const { lists, locked } = usePanel();
  const sort = sortOf(value);
  const chosen = { none: '', named: value.replace(NAMED, '= limits.$1'), fixed: 'fixed', formula: 'formula' }[sort];
  const starts = { fixed: 'PT10M', formula: '= duration("PT10M")' };
  const options = [
    ...(none || sort === 'none' ? [{ value: '', text: say('limitNone') }] : []),
    { value: 'fixed', text: say('limitFixed') },
    ...lists.limits.map((limit) => ({ value: `= limits.${limit.name}`, text: `${words(limit.value)}（${limit.name}）` })),
    { value: 'formula', text: say('limitFormula') },
  ];
  return h(Fragment, null,
    h(SelectField, { id, label, value: chosen, options, error: sort === 'formula' ? undefined : error, disabled: locked, missing: (one) => say('unknown', { name: one.slice('= limits.'.length) }), onChange: (picked) => onChange(starts[picked] ?? picked) }),
    sort === 'fixed' && h(Fixed, { id, value, onChange, locked }),
    sort === 'formula' && h(FeelField, { id: `${id}-text`, label: say('limitText'), element, value, onChange, error, literal: true }));
}

function Fixed({ id, value, onChange, locked }) {
  const { amount, unit } = readDuration(value);
  const edited = useEdited(String(amount), (text) => Number(text) > 0 && onChange(writeDuration(Math.round(Number(text)), unit)));
  return h(Field, { id: `${id}-fixed` }, h('div', { class: 'pp-row pp-row-limit' },
    h('input', { id: `pp-${id}-amount`, class: 'pp-input', type: 'number', min: 1, max: 9999, ...edited, disabled: locked, 'aria-label': say('limitAmount') }),
    h('select', { id: `pp-${id}-unit`, class: 'pp-input', value: unit, disabled: locked, 'aria-label': say('limitUnit'), onChange: (event) => onChange(writeDuration(amount, event.target.value)) },
      units.map((one) => h('option', { key: one, value: one, selected: one === unit }, say(one))))));
}

/** 10 分钟 */
export function words(iso) {
  const found = readDuration(iso);
  return found ? `${found.amount} ${say(found.unit)}` : iso;
}
