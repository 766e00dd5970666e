// 信号, 错误, 升级, 链接: which one an event waits for or sets off, and where what came with it goes.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { eventOf } from '../moddle.js';
import { say } from '../words.js';
import { Interrupts } from './events.js';
import { NameField, TextField } from './fields.js';
import { usePanel } from './section.js';

const KINDS = {
  Signal: { ref: 'signalRef', type: 'bpmn:Signal', by: 'name', label: 'signalName', list: 'signals', variables: [] },
  Error: { ref: 'errorRef', type: 'bpmn:Error', by: 'errorCode', label: 'errorCode', list: 'errors', variables: ['errorCodeVariable', 'errorMessageVariable'] },
  Escalation: { ref: 'escalationRef', type: 'bpmn:Escalation', by: 'escalationCode', label: 'escalationCode', list: 'escalations', variables: ['escalationCodeVariable'] },
};

/** The fields of a signal, error, escalation or link event. */
export function Named({ element }) {
  const kind = Object.keys(KINDS).find((one) => eventOf(element, one));
  return kind ? h(Referred, { element, kind }) : h(Link, { element });
}

function Referred({ element, kind }) {
  const { desk, lists, write, locked } = usePanel();
  const { ref, type, by, label, list, variables } = KINDS[kind];
  const event = eventOf(element, kind);
  const catches = is(element, 'bpmn:CatchEvent');
  const choose = (name) => desk.together(() => write.set(element, event, { [ref]: name ? desk.rootOf(element, type, by, name) : undefined }));
  const set = (name) => (value) => write.set(element, event, { [name]: value.trim() || undefined });
  return h(Fragment, null,
    h(NameField, { id: 'named', label: say(label), value: event[ref]?.[by] ?? event[ref]?.name ?? '', names: lists[list], error: desk.wrongAt(element).named, hint: catches && kind !== 'Signal' ? say('catchesAll') : undefined, disabled: locked, onChange: choose }),
    catches && variables.map((name) => h(TextField, { key: name, id: name, label: say(name), value: event.get(`camunda:${name}`) ?? '', disabled: locked, onChange: set(`camunda:${name}`) })),
    kind !== 'Error' && h(Interrupts, { element }));
}

function Link({ element }) {
  const { desk, write, locked } = usePanel();
  const event = eventOf(element, 'Link');
  return h(TextField, { id: 'named', label: say('linkName'), value: event.name ?? '', error: desk.wrongAt(element).named, hint: say('linkHint'), disabled: locked, onChange: (name) => write.set(element, event, { name: name.trim() }) });
}
