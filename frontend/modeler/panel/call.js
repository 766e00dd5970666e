// 调用活动: which process, what goes in and what comes out; and what events take along or fetch.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { attribute, extensions } from '../moddle.js';
import { say } from '../words.js';
import { SelectField } from './fields.js';
import { Pairs } from './pairs.js';
import { usePanel } from './section.js';

/** The fields of a call activity. */
export function Call({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const wrong = desk.wrongAt(element);
  const value = attribute(element, 'calledElement');
  const process = lists.processes.find((one) => one.id === value);
  const options = [{ value: '', text: say('processNone') }, ...lists.processes.filter((one) => one.id !== desk.process).map((one) => ({ value: one.id, text: `${one.name} · ${one.id}` }))];
  const choose = (id) => desk.together(() => {
    write.attributes(element, { calledElement: id });
    const asked = lists.processes.find((one) => one.id === id)?.inputs ?? [];
    const given = extensions(getBusinessObject(element), 'camunda:In');
    if (!given.length) write.extend(element, 'camunda:In', asked.map((name) => write.make('camunda:In', mapping({ name, value: '' }))));
  });
  return h(Fragment, null,
    h(SelectField, { id: 'process', label: say('process'), value, options, error: wrong.process, disabled: locked, missing: (name) => say('unknown', { name }), onChange: choose }),
    process && h('a', { class: 'pp-more', href: desk.addressOf('processes', `${process.file}.bpmn`) }, say('openProcess')),
    h('h4', { class: 'pp-sub' }, say('in')),
    wrong.in && h('p', { class: 'pp-error' }, wrong.in),
    h(Mappings, { element, tag: 'in', more: say('inMore'), suggest: process?.inputs ?? [] }),
    h('h4', { class: 'pp-sub' }, say('out')),
    h(Mappings, { element, tag: 'out', more: say('outMore'), suggest: process?.outputs ?? [] }));
}

/** Rows of `camunda:in` or `out`: a target and the variable or expression that it gets. */
export function Mappings({ element, tag, more, suggest = [], holder = getBusinessObject(element) }) {
  const { write, locked } = usePanel();
  const type = tag === 'in' ? 'camunda:In' : 'camunda:Out';
  const all = extensions(holder, type);
  const rows = all.filter((one) => one.target).map((one) => ({ name: one.target, value: one.sourceExpression ?? one.source ?? '' }));
  const others = all.filter((one) => !one.target); // business key, all variables: kept as they are
  const set = (wanted) => write.extend(element, type, [...others, ...wanted.map((row) => write.make(type, mapping(row)))], holder);
  return h(Pairs, { id: tag, element, rows, locked, suggest, literal: false, nameLabel: say('target'), valueLabel: say('from'), moreText: more, onChange: set });
}

/** A plain name is a variable; anything else is an expression. */
function mapping({ name, value }) {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value.trim()) || !value.trim() ? { source: value.trim() || name, target: name } : { sourceExpression: value.trim().startsWith('=') ? value : `= ${value}`, target: name };
}
