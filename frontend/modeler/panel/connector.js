// 连接器: which one does a service task, what it is given and what is taken of its result.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { attribute, extensions, holderOf } from '../moddle.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { More, SelectField, TextField } from './fields.js';
import { Pairs } from './pairs.js';
import { usePanel } from './section.js';

const IO = 'camunda:InputOutput';

/** The fields of a service task, or of a send task that has a connector. */
export function Connector({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const wrong = desk.wrongAt(element);
  const value = attribute(element, 'camunda:topic');
  const topic = lists.topics.find((one) => one.topic === value);
  const options = [{ value: '', text: say('topicNone') }, ...lists.topics.map((one) => ({ value: one.topic, text: one.name }))];
  const choose = (chosen) => desk.together(() => {
    write.attributes(element, { 'camunda:type': chosen ? 'external' : '', 'camunda:topic': chosen });
    const wanted = lists.topics.find((one) => one.topic === chosen)?.inputs.filter((one) => one.required) ?? [];
    const { inputs, outputs } = parameters(element);
    const added = wanted.filter((one) => !inputs.some((row) => row.name === one.name)).map((one) => ({ name: one.name, value: '' }));
    put(write, element, [...inputs, ...added], outputs);
  });
  return h(Fragment, null,
    h(SelectField, { id: 'topic', label: say('topic'), value, options, error: wrong.topic, disabled: locked, missing: (name) => say('unknown', { name }), onChange: choose }),
    value && h(Inputs, { element, topic }),
    value && h(TextField, { id: 'resultVariable', label: say('resultVariable'), value: attribute(element, 'camunda:resultVariable'), disabled: locked, onChange: (name) => write.attributes(element, { 'camunda:resultVariable': name }) }),
    value && h('h4', { class: 'pp-sub' }, say('output')),
    value && h(Outputs, { element, topic }));
}

function Inputs({ element, topic }) {
  const { desk, lists, write, locked } = usePanel();
  const wrong = desk.wrongAt(element);
  const { inputs, outputs } = parameters(element);
  const set = (rows) => put(write, element, rows, outputs);
  const known = topic?.inputs ?? [];
  const rest = inputs.filter((row) => !known.some((one) => one.name === row.name));
  const value = (one) => inputs.find((row) => row.name === one.name)?.value ?? '';
  const change = ({ name, required }, text) => set(inputs.some((row) => row.name === name) ? inputs.map((row) => (row.name === name ? { name, value: text } : row)).filter((row) => row.name !== name || text !== '' || required) : [...inputs, { name, value: text }]);
  const field = (one) => h(Input, { key: one.name, element, asked: one, lists, value: value(one), error: wrong[one.name], locked, onChange: (text) => change(one, text) });
  const seldom = known.filter((one) => !one.required && !one.list);
  return h(Fragment, null,
    known.filter((one) => !seldom.includes(one)).map(field),
    seldom.length > 0 && h(More, { text: say('seldom'), open: seldom.some(value) }, seldom.map(field)),
    (rest.length > 0 || topic?.more !== false) && h(Pairs, { id: 'input', element, rows: rest, locked, literal: true, nameLabel: say('inputName'), valueLabel: say('inputValue'), moreText: say('inputMore'), onChange: (rows) => set([...inputs.filter((row) => !rest.includes(row)), ...rows]) }));
}

const LISTS = { papers: (lists) => lists.papers.map((one) => [one.name, one.title]), groups: (lists) => lists.groups.map((one) => [one.key, one.name]), registries: (lists) => lists.registries.map((one) => [one.key, one.name]), decisions: (lists) => lists.decisions.map((one) => [one.id, one.name]) };

function Input({ element, asked, lists, value, error, locked, onChange }) {
  const id = `input-${asked.name}`;
  if (!asked.list || value.trim().startsWith('=')) {
    return h(Fragment, null,
      h(FeelField, { id, label: asked.label, element, value, error, literal: true, onChange }),
      asked.list && !locked && h('button', { type: 'button', class: 'link pp-switch', onClick: () => onChange('') }, say('topicNone')));
  }
  const options = [{ value: '', text: say('topicNone') }, ...LISTS[asked.list](lists).map(([key, name]) => ({ value: key, text: name === key ? key : `${name} · ${key}` })), { value: '=', text: say('groupFormula') }];
  return h(SelectField, { id, label: asked.label, value, options, error, disabled: locked, missing: (name) => (/[\s,]/.test(name) ? name : say('unknown', { name })), onChange: (picked) => onChange(picked === '=' ? `= "${value}"` : picked) });
}

function Outputs({ element, topic }) {
  const { write, locked } = usePanel();
  const { inputs, outputs } = parameters(element);
  return h(Pairs, { id: 'output', element, rows: outputs, locked, suggest: topic?.results ?? [], nameLabel: say('outputName'), valueLabel: say('outputValue'), moreText: say('outputMore'), onChange: (rows) => put(write, element, inputs, rows) });
}

/** The parameters of a task as rows. */
export function parameters(element) {
  const groups = extensions(holderOf(element), IO);
  const rows = (name) => groups.flatMap((group) => group.get(name) ?? []).map((one) => ({ name: one.name ?? '', value: one.value ?? '', definition: one.definition }));
  return { inputs: rows('inputParameters'), outputs: rows('outputParameters') };
}

function put(write, element, inputs, outputs) {
  const made = (type) => ({ name, value, definition }) => write.make(type, definition ? { name, definition } : { name, value });
  const group = write.make(IO, { inputParameters: inputs.map(made('camunda:InputParameter')), outputParameters: outputs.map(made('camunda:OutputParameter')) });
  for (const one of [...group.inputParameters, ...group.outputParameters]) one.$parent = group;
  write.extend(element, IO, inputs.length || outputs.length ? [group] : []);
}

export { put as putParameters };
