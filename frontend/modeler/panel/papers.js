// 表单与文书: the form of a step, and the paper that a connector issues.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { attribute } from '../moddle.js';
import { say } from '../words.js';
import { SelectField } from './fields.js';
import { usePanel } from './section.js';

/** The form of a user task or of a start event. */
export function FormOf({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const value = attribute(element, 'camunda:formKey');
  const options = [{ value: '', text: say('formNone') }, ...lists.forms.map((form) => ({ value: form.key, text: form.name === form.key ? form.key : `${form.name} · ${form.key}` }))];
  const known = lists.forms.some((form) => form.key === value);
  return h(Fragment, null,
    h(SelectField, { id: 'form', label: say('form'), value, options, error: desk.wrongAt(element).form, disabled: locked, missing: (name) => say('unknown', { name }), onChange: (key) => write.attributes(element, { 'camunda:formKey': key }) }),
    known && h('a', { class: 'pp-more', href: desk.addressOf('forms', `${value}.form`) }, say('openForm')));
}
