// Rows of a name and an expression: inputs and outputs of connectors, what goes into a called process and comes out.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { Add, Remove, TextField } from './fields.js';

/** `rows` are `{name, value}`; `onChange` gets all of them anew. `suggest` are names to offer. */
export function Pairs({ id, element, rows, onChange, nameLabel, valueLabel, moreText, suggest = [], locked, literal }) {
  const put = (index, change) => onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  const fresh = suggest.find((name) => !rows.some((row) => row.name === name)) ?? '';
  return h(Fragment, null,
    rows.map((row, index) => h('div', { class: 'pp-pair', key: index },
      h('div', { class: 'pp-row' },
        h(TextField, { id: `${id}-${index}-name`, label: nameLabel, value: row.name, disabled: locked, list: suggest.length ? `pp-${id}-names` : undefined, onChange: (name) => put(index, { name }) }),
        !locked && h(Remove, { label: `${say('remove')} ${row.name}`, onClick: () => onChange(rows.filter((_, at) => at !== index)) })),
      h(FeelField, { id: `${id}-${index}-value`, label: valueLabel, element, value: row.value, literal, onChange: (value) => put(index, { value }) }))),
    suggest.length > 0 && h('datalist', { id: `pp-${id}-names` }, suggest.map((name) => h('option', { key: name, value: name }))),
    !locked && h(Add, { text: moreText, onClick: () => onChange([...rows, { name: fresh, value: '' }]) }));
}
