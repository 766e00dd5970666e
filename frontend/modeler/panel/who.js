// 办理: who does a step, by when, and what happens when nobody has.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { attribute, property } from '../moddle.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { Add, CheckField, Field, More, Remove, SelectField, TextField } from './fields.js';
import { LimitField } from './limit.js';
import { usePanel } from './section.js';

const SELDOM = ['camunda:assignee', 'camunda:priority', 'camunda:followUpDate'];

/** The fields of a user task. */
export function Who({ element }) {
  const { desk, write, locked } = usePanel();
  const wrong = desk.wrongAt(element);
  const set = (name) => (value) => write.attributes(element, { [name]: value });
  return h(Fragment, null,
    h(GroupsField, { id: 'groups', label: say('groups'), element, value: attribute(element, 'camunda:candidateGroups'), onChange: set('camunda:candidateGroups'), error: wrong.groups, byLane: desk.lane(element) }),
    h(LimitField, { id: 'limit', label: say('limit'), element, value: attribute(element, 'camunda:dueDate'), onChange: (value) => desk.escalation.limit(element, value), error: wrong.limit }),
    h(CheckField, { id: 'escalate', label: say('escalate'), value: desk.escalation.on(element), disabled: locked || !attribute(element, 'camunda:dueDate'), onChange: (on) => desk.escalation.turn(element, on) }),
    h(NotBy, { element, error: wrong.notBy }),
    h(More, { text: say('seldom'), open: Boolean(wrong.pileUp || wrong.assignee || SELDOM.some((name) => attribute(element, name)) || property(element, 'pileUp')) },
      h(TextField, { id: 'assignee', label: say('assignee'), value: attribute(element, 'camunda:assignee'), onChange: set('camunda:assignee'), hint: say('assigneeHint'), error: wrong.assignee, disabled: locked }),
      h(TextField, { id: 'priority', label: say('priority'), value: attribute(element, 'camunda:priority'), onChange: set('camunda:priority'), disabled: locked }),
      h(LimitField, { id: 'followUp', label: say('followUp'), element, value: attribute(element, 'camunda:followUpDate'), onChange: set('camunda:followUpDate') }),
      h(CheckField, { id: 'pileUp', label: say('pileUp'), error: wrong.pileUp, value: property(element, 'pileUp') === 'one', disabled: locked, onChange: (on) => write.property(element, 'pileUp', on ? 'one' : '') })));
}

/** Groups picked from the list of the package, or an expression that gives them. */
export function GroupsField({ id, label, element, value, onChange, error, byLane }) {
  const { lists, locked } = usePanel();
  if (value.trim().startsWith('=')) {
    return h(Fragment, null,
      h(FeelField, { id, label: say('groupText'), element, value, onChange, error, literal: true }),
      !locked && h('button', { type: 'button', class: 'link pp-switch', onClick: () => onChange('') }, say('groupUnset')));
  }
  const chosen = value.split(/[\s,]+/).filter(Boolean);
  const put = (index, key) => onChange(key === '=' ? `= "${chosen[index] ?? lists.groups[0]?.key ?? ''}"` : chosen.map((one, at) => (at === index ? key : one)).filter(Boolean).join(','));
  const rows = chosen.length ? chosen : [''];
  const first = byLane ? say('groupByLane', { names: byLane }) : say('groupUnset');
  const options = (empty) => [...(empty ? [{ value: '', text: first }] : []), ...lists.groups.map((group) => ({ value: group.key, text: group.name })), { value: '=', text: say('groupFormula') }];
  return h(Fragment, null,
    rows.map((key, index) => h(SelectField, {
      key: index, id: index ? `${id}-${index}` : id, label: index ? undefined : label, spoken: index ? `${label} ${index + 1}` : undefined, value: key, options: options(index === 0), error: index ? undefined : error, disabled: locked,
      missing: (one) => say('unknown', { name: one }), onChange: (picked) => (chosen.length ? put(index, picked) : onChange(picked === '=' ? `= "${lists.groups[0]?.key ?? ''}"` : picked)),
      more: chosen.length > 1 && !locked ? h(Remove, { label: `${say('remove')} ${key}`, onClick: () => put(index, '') }) : null,
    })),
    chosen.length > 0 && !locked && h(Add, { text: say('moreGroups'), onClick: () => onChange([...chosen, lists.groups.find((group) => !chosen.includes(group.key))?.key].filter(Boolean).join(',')) }));
}

function NotBy({ element, error }) {
  const { write, locked } = usePanel();
  const chosen = property(element, 'notBy').split(/[\s,]+/).filter(Boolean);
  const others = (getBusinessObject(element).$parent?.flowElements ?? []).filter((one) => one.$type === 'bpmn:UserTask' && one.id !== element.id);
  if (!others.length && !chosen.length) return null;
  const set = (ids) => write.property(element, 'notBy', ids.join(' '));
  const name = (id) => others.find((one) => one.id === id)?.name ?? say('unknown', { name: id });
  return h(Field, { id: 'notBy', label: say('notBy'), error, plain: true },
    h('ul', { class: 'pp-picked' }, chosen.map((id) => h('li', { key: id }, h('span', null, name(id)), !locked && h(Remove, { label: `${say('remove')} ${name(id)}`, onClick: () => set(chosen.filter((one) => one !== id)) })))),
    !locked && h('select', { class: 'pp-input', 'aria-label': say('notBy'), value: '', onChange: (event) => set([...chosen, event.target.value]) },
      h('option', { value: '', selected: true }, say('notByHint')), others.filter((one) => !chosen.includes(one.id)).map((one) => h('option', { key: one.id, value: one.id }, one.name ?? one.id))));
}
