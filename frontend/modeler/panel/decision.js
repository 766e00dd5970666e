// 决策: which decision a business rule task takes and where its result goes; and the one expression of a script task.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { attribute } from '../moddle.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { SelectField, TextField } from './fields.js';
import { usePanel } from './section.js';

const RESULTS = ['', 'singleResult', 'singleEntry', 'collectEntries', 'resultList'];

/** The fields of a business rule task. */
export function Decision({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const wrong = desk.wrongAt(element);
  const set = (name) => (value) => write.attributes(element, { [name]: value });
  const chosen = lists.decisions.find((one) => one.id === attribute(element, 'camunda:decisionRef'));
  const options = [{ value: '', text: say('decisionNone') }, ...lists.decisions.map((one) => ({ value: one.id, text: one.name === one.id ? one.id : `${one.name} · ${one.id}` }))];
  return h(Fragment, null,
    h(SelectField, { id: 'decisionRef', label: say('decisionRef'), value: attribute(element, 'camunda:decisionRef'), options, error: wrong.decisionRef, disabled: locked, missing: (name) => say('unknown', { name }), onChange: set('camunda:decisionRef') }),
    chosen && h('a', { class: 'pp-more', href: desk.addressOf('processes', `${chosen.file}.dmn`) }, say('openDecision')),
    h(TextField, { id: 'resultVariable', label: say('resultVariable'), value: attribute(element, 'camunda:resultVariable'), disabled: locked, onChange: set('camunda:resultVariable') }),
    h(SelectField, { id: 'mapResult', label: say('mapResult'), value: attribute(element, 'camunda:mapDecisionResult'), options: RESULTS.map((one) => ({ value: one, text: say(one || 'wholeResult') })), disabled: locked, missing: (name) => name, onChange: set('camunda:mapDecisionResult') }));
}

/** The fields of a script task: one FEEL expression. */
export function Script({ element }) {
  const { desk, write, locked } = usePanel();
  const script = attribute(element, 'script');
  return h(Fragment, null,
    h(FeelField, { id: 'script', label: say('scriptText'), element, value: script, error: desk.wrongAt(element).script, onChange: (text) => write.attributes(element, { scriptFormat: 'feel', script: text }) }),
    h(TextField, { id: 'resultVariable', label: say('resultVariable'), value: attribute(element, 'camunda:resultVariable'), disabled: locked, onChange: (name) => write.attributes(element, { 'camunda:resultVariable': name }) }));
}
