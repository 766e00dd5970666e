// 到时上报: a boundary timer with a step's own limit that tells the leader; drawn and taken away by one tick.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { eventOf } from './moddle.js';
import { append } from './templates/apply.js';
import { templateOf } from './templates/catalogue.js';

/** Whether a step has one, drawing and taking it away, and keeping its time that of the step. */
export function escalation(desk) {
  const found = (element) => element.attachers.filter((event) => getBusinessObject(event).cancelActivity === false && timeOf(event) && timeOf(event) === desk.limitOf(element));
  return {
    on: (element) => found(element).length > 0,
    turn: (element, on) => (on ? draw(desk, element) : desk.together(() => desk.get('modeling').removeElements(found(element).flatMap(withWhatFollows)))),
    /** Change the limit of a step and of what escalates it. */
    limit(element, value) {
      const timers = found(element);
      desk.together(() => {
        desk.write.attributes(element, { 'camunda:dueDate': value });
        for (const event of value ? timers : []) desk.write.expression(event, eventOf(event, 'Timer'), 'timeDuration', value);
      });
    },
  };
}

function draw(desk, element) {
  append(desk.get, desk, templateOf('escalate'), element);
  desk.get('selection').select(element);
}

function timeOf(event) {
  return eventOf(event, 'Timer')?.timeDuration?.body ?? '';
}

function withWhatFollows(event) {
  const found = [event];
  for (const shape of found) for (const { target } of shape.outgoing) if (!found.includes(target) && target.incoming.length === 1) found.push(target);
  return found;
}
