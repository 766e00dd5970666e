// 计时, 消息, 发起: when an event happens, what it waits for or sends, who may set it off.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { eventOf, property } from '../moddle.js';
import { say } from '../words.js';
import { Mappings } from './call.js';
import { FeelField } from './feel.js';
import { CheckField, NameField, SelectField } from './fields.js';
import { LimitField } from './limit.js';
import { usePanel } from './section.js';
import { GroupsField } from './who.js';
import { FormOf } from './papers.js';

const KINDS = { duration: 'timeDuration', date: 'timeDate', cycle: 'timeCycle' };

/** The fields of a timer event. */
export function Timer({ element }) {
  const { desk, write, locked } = usePanel();
  const timer = eventOf(element, 'Timer');
  const kind = Object.keys(KINDS).find((one) => timer[KINDS[one]]) ?? 'duration';
  const value = timer[KINDS[kind]]?.body ?? '';
  const wrong = desk.wrongAt(element).timer;
  const put = (chosen, text) => write.set(element, timer, Object.fromEntries(Object.values(KINDS).map((name) => [name, name === KINDS[chosen] && text ? write.make('bpmn:FormalExpression', { body: text }, timer) : undefined])));
  const starts = { duration: 'PT10M', date: '= now()', cycle: 'PT30M' };
  return h(Fragment, null,
    h(SelectField, { id: 'timerKind', label: say('timerKind'), value: kind, options: Object.keys(KINDS).map((one) => ({ value: one, text: say(one) })), disabled: locked, error: value ? undefined : wrong, onChange: (chosen) => put(chosen, starts[chosen]) }),
    kind === 'date' || /^R/.test(value)
      ? h(FeelField, { id: 'timer', label: say('timerText'), element, value, literal: true, error: wrong, onChange: (text) => put(kind, text) })
      : h(LimitField, { id: 'timer', label: say(kind), element, value, none: false, error: wrong, onChange: (text) => put(kind, text) }),
    h(Interrupts, { element }));
}

/** Whether a boundary event, or the start of an event sub-process, ends what it belongs to. */
export function Interrupts({ element }) {
  const { write, locked } = usePanel();
  const name = is(element, 'bpmn:BoundaryEvent') ? 'cancelActivity' : getBusinessObject(element).$parent?.triggeredByEvent ? 'isInterrupting' : null;
  if (!name) return null;
  return h(CheckField, { id: 'interrupts', label: say('interrupts'), value: getBusinessObject(element).get(name) !== false, disabled: locked, onChange: (on) => write.attributes(element, { [name]: on }) });
}

/** The fields of a message event, a receive task or a send task without connector. */
export function Message({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const bo = getBusinessObject(element);
  const holder = eventOf(element, 'Message') ?? bo;
  const value = holder.messageRef?.name ?? '';
  const throws = is(element, 'bpmn:ThrowEvent') || is(element, 'bpmn:SendTask');
  const where = property(element, 'key', holder) || holder === bo ? holder : bo;
  const choose = (name) => desk.together(() => write.set(element, holder, { messageRef: name ? desk.rootOf(element, 'bpmn:Message', 'name', name) : undefined }));
  return h(Fragment, null,
    h(NameField, { id: 'message', label: say('messageName'), value, names: lists.messages, error: desk.wrongAt(element).message, disabled: locked, onChange: choose }),
    h(FeelField, { id: 'key', label: say('key'), element, value: property(element, 'key', where), literal: true, error: desk.wrongAt(element).key, hint: say('keyHint'), onChange: (text) => write.property(element, 'key', text, where) }),
    h(Interrupts, { element }),
    h('h4', { class: 'pp-sub' }, say('flowVariables')),
    h(Mappings, { element, tag: throws ? 'in' : 'out', more: say(throws ? 'inMore' : 'outMore'), holder: carrier(bo, holder, throws) }));
}

function carrier(bo, holder, throws) {
  const type = throws ? 'camunda:In' : 'camunda:Out';
  return (holder.extensionElements?.values ?? []).some((one) => one.$type === type) ? holder : bo;
}

/** The fields of a start event, or of one that offers a button. */
export function Start({ element }) {
  const { desk, write } = usePanel();
  const form = is(element, 'bpmn:StartEvent') && !getBusinessObject(element).get('eventDefinitions').length;
  return h(Fragment, null,
    h(GroupsField, { id: 'startableBy', label: say('startableBy'), element, error: desk.wrongAt(element).startableBy, value: property(element, 'startableBy').replaceAll(' ', ','), onChange: (value) => write.property(element, 'startableBy', value.replaceAll(',', ' ')) }),
    form && h(FormOf, { element }));
}
