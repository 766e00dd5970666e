// 条件: when a flow is taken, when a conditional event happens.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { eventOf } from '../moddle.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { Interrupts } from './events.js';
import { CheckField } from './fields.js';
import { usePanel } from './section.js';

/** Whether a flow leaves something that chooses. */
export function isChoice(flow) {
  const source = flow.source;
  return source && !is(source, 'bpmn:ParallelGateway') && !is(source, 'bpmn:EventBasedGateway') && (is(source, 'bpmn:Gateway') || is(source, 'bpmn:Activity'));
}

/** The fields of a sequence flow. */
export function Condition({ element }) {
  const { desk, write, locked } = usePanel();
  const flow = getBusinessObject(element);
  const isDefault = flow.sourceRef?.default === flow;
  const turn = (on) => desk.together(() => {
    if (on && flow.conditionExpression) write.expression(element, flow, 'conditionExpression', '');
    write.set(element.source, flow.sourceRef, { default: on ? flow : undefined });
  });
  return h(Fragment, null,
    h(CheckField, { id: 'default', label: say('isDefault'), value: isDefault, disabled: locked, onChange: turn }),
    !isDefault && h(FeelField, { id: 'condition', label: say('conditionText'), element, value: flow.conditionExpression?.body ?? '', error: desk.wrongAt(element).condition, hint: say('conditionHint'), onChange: (text) => write.expression(element, flow, 'conditionExpression', text) }));
}

/** The field of a conditional event. */
export function EventCondition({ element }) {
  const { desk, write } = usePanel();
  const event = eventOf(element, 'Conditional');
  return h(Fragment, null,
    h(FeelField, { id: 'condition', label: say('condition'), element, value: event.condition?.body ?? '', error: desk.wrongAt(element).condition, onChange: (text) => write.expression(element, event, 'condition', text) }),
    h(Interrupts, { element }));
}
