// Rows of a name and an expression: inputs and outputs of connectors, what goes into a called process and comes out.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { Add, Remove, TextField } from './fields.js';

/** `rows` are `{name, value}`; `onChange` gets all of them anew. `suggest` are names to offer. A row counts once it has a name. */
export function Pairs({ id, element, rows, onChange, nameLabel, valueLabel, moreText, suggest = [], locked, literal }) {
  const [fresh, setFresh] = useState(null);
  const shown = fresh ? [...rows, fresh] : rows;
  const put = (index, change) => {
    const row = { ...shown[index], ...change };
    if (index < rows.length) return onChange(rows.map((one, at) => (at === index ? row : one)));
    if (!row.name) return setFresh(row);
    setFresh(null);
    return onChange([...rows, row]);
  };
  const remove = (index) => (index < rows.length ? onChange(rows.filter((_, at) => at !== index)) : setFresh(null));
  const add = () => {
    const name = suggest.find((one) => !rows.some((row) => row.name === one));
    if (name) onChange([...rows, { name, value: '' }]);
    else setFresh({ name: '', value: '' });
  };
  return h(Fragment, null,
    shown.map((row, index) => h('div', { class: 'pp-pair', key: index },
      h('div', { class: 'pp-row' },
        h(TextField, { id: `${id}-${index}-name`, label: nameLabel, value: row.name, disabled: locked, list: suggest.length ? `pp-${id}-names` : undefined, onChange: (name) => put(index, { name: name.trim() }) }),
        !locked && h(Remove, { label: `${say('remove')} ${row.name}`, onClick: () => remove(index) })),
      h(FeelField, { id: `${id}-${index}-value`, label: valueLabel, element, value: row.value, literal, onChange: (value) => put(index, { value }) }))),
    suggest.length > 0 && h('datalist', { id: `pp-${id}-names` }, suggest.map((name) => h('option', { key: name, value: name }))),
    !locked && !fresh && h(Add, { text: moreText, onClick: add }));
}
