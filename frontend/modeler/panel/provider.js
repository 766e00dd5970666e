// Which sections an element has: only what this product runs. Everything else that a file carries is kept and not shown.
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { attribute, eventOf } from '../moddle.js';
import { say } from '../words.js';
import { Data, Documentation, General } from './about.js';
import { Call } from './call.js';
import { Clauses, clausesOf } from './clauses.js';
import { Comments } from './comments.js';
import { Connector } from './connector.js';
import { Decision, Script } from './decision.js';
import { Message, Start, Timer } from './events.js';
import { Condition, EventCondition, isChoice } from './flow.js';
import { Head } from './head.js';
import { LaneOf } from './lane.js';
import { Loop } from './loop.js';
import { Named } from './named.js';
import { Others, othersOf } from './others.js';
import { FormOf } from './papers.js';
import { Section, openSection } from './section.js';
import { Who } from './who.js';

const FIELDS = {
  work: ['groups', 'limit', 'notBy', 'assignee', 'pileUp'], papers: ['form'], clauses: ['clause'], connector: ['topic', 'printout', 'registry', 'in'], decision: ['decisionRef'], script: ['script'], call: ['process', 'in'],
  start: ['startableBy'],
  loop: ['collection', 'elementVariable', 'into', 'done', 'loop'], timer: ['timer'], message: ['message', 'key'], signal: ['named'], error: ['named'], escalation: ['named'], link: ['named'], lane: ['lane'], condition: ['condition'], data: ['writes'], others: ['others'], comments: ['comment'], general: ['name'],
};
const CLAUSED = ['bpmn:FlowNode', 'bpmn:Process', 'bpmn:Participant', 'bpmn:SequenceFlow'];
const NAMED = { signal: 'Signal', error: 'Error', escalation: 'Escalation', link: 'Link' };

// name, when, body
const SECTIONS = [
  ['work', (e) => is(e, 'bpmn:UserTask'), Who],
  ['papers', (e) => is(e, 'bpmn:UserTask'), FormOf],
  ['connector', (e) => is(e, 'bpmn:ServiceTask') || (is(e, 'bpmn:SendTask') && !getBusinessObject(e).messageRef), Connector],
  ['decision', (e) => is(e, 'bpmn:BusinessRuleTask'), Decision],
  ['script', (e) => is(e, 'bpmn:ScriptTask'), Script],
  ['call', (e) => is(e, 'bpmn:CallActivity'), Call],
  ['timer', (e) => is(e, 'bpmn:Event') && eventOf(e, 'Timer'), Timer],
  ['message', (e) => (is(e, 'bpmn:Event') && eventOf(e, 'Message')) || is(e, 'bpmn:ReceiveTask') || (is(e, 'bpmn:SendTask') && !attribute(e, 'camunda:topic')), Message],
  ...Object.keys(NAMED).map((name) => [name, (e) => is(e, 'bpmn:Event') && eventOf(e, NAMED[name]), Named]),
  ['lane', (e) => is(e, 'bpmn:Lane') && !getBusinessObject(e).childLaneSet, LaneOf],
  ['condition', (e) => is(e, 'bpmn:SequenceFlow') && isChoice(e), Condition],
  ['condition', (e) => is(e, 'bpmn:Event') && eventOf(e, 'Conditional'), EventCondition],
  ['start', startable, Start],
  ['clauses', (e) => isAny(e, CLAUSED), Clauses],
  ['loop', (e) => is(e, 'bpmn:Activity') && !getBusinessObject(e).triggeredByEvent, Loop],
  ['data', (e) => isAny(e, ['bpmn:UserTask', 'bpmn:ScriptTask']), Data],
  ['others', (e) => othersOf(e).length > 0, Others],
  ['comments', () => true, Comments],
  ['documentation', (e) => !is(e, 'bpmn:Label'), Documentation],
  ['general', () => true, General],
];

/** The provider of the properties panel. */
export class PanelProvider {
  constructor(propertiesPanel, desk) {
    this._desk = desk;
    propertiesPanel.registerProvider(500, this);
  }

  getGroups(element) {
    return () => [{ id: 'head', component: Head }, ...SECTIONS.filter(([, when]) => when(element)).map(([id, , body]) => this._section(id, body, element))];
  }

  /** Choose an element by `choose`, show a field of it in `panel`, and put the cursor into it. */
  async reveal(panel, field, choose) {
    const [id] = Object.entries(FIELDS).find(([, fields]) => fields.includes(field)) ?? [];
    if (id) openSection(id);
    this._desk.refresh();
    choose();
    await drawn();
    await drawn();
    const found = panel.querySelector(`[data-field="${field}"]`);
    found?.scrollIntoView({ block: 'center' });
    found?.querySelector('input, select, textarea, .cm-content')?.focus({ preventScroll: true });
  }

  _section(id, body, element) {
    const wrong = this._desk.wrongAt(element);
    return { id, label: say(id), component: Section, body, note: note(id, element, this._desk), wrong: (FIELDS[id] ?? []).filter((field) => wrong[field]).length };
  }
}

/** The panel draws between two frames. */
function drawn() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

PanelProvider.$inject = ['propertiesPanel', 'desk'];

function startable(element) {
  if (!isAny(element, ['bpmn:StartEvent', 'bpmn:CatchEvent'])) return false;
  return eventOf(element, 'Message') || (is(element, 'bpmn:StartEvent') && !getBusinessObject(element).get('eventDefinitions').length && is(getBusinessObject(element).$parent, 'bpmn:Process'));
}

function note(id, element, desk) {
  if (id === 'clauses') return String(clausesOf(element).length || '');
  if (id !== 'comments') return '';
  const found = desk.comments.at(element.id);
  return found.length ? say('commentsCount', { n: found.length, open: found.filter((one) => !one.resolved_at).length }) : say('commentsNone');
}

