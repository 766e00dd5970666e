// Every element that the engine runs, in the menu of the templates: one press puts the right kind in its place.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { getBBox } from 'diagram-js/lib/util/Elements';
import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries';
import { insert } from './templates/apply.js';
import { say } from './words.js';

const REFUSED = /^replace-with-(complex-gateway|(?:collapsed-|expanded-)?ad-hoc-subprocess|compensation-.*|task)$/; // drawings that are refused
const STEPS = ['user-task', 'service-task', 'rule-task', 'script-task', 'send-task', 'receive-task', 'call-activity', 'expanded-subprocess', 'collapsed-subprocess', 'exclusive-gateway', 'parallel-gateway', 'inclusive-gateway', 'event-based-gateway', 'timer-intermediate-catch', 'message-intermediate-catch', 'message-intermediate-throw', 'signal-intermediate-catch', 'signal-intermediate-throw', 'conditional-intermediate-catch', 'escalation-intermediate-throw', 'link-intermediate-throw', 'link-intermediate-catch', 'none-end-event', 'message-end', 'signal-end', 'error-end', 'escalation-end', 'terminate-end'];
const EDGES = ['timer-boundary', 'non-interrupting-timer-boundary', 'message-boundary', 'non-interrupting-message-boundary', 'signal-boundary', 'non-interrupting-signal-boundary', 'error-boundary', 'escalation-boundary', 'non-interrupting-escalation-boundary', 'conditional-boundary', 'non-interrupting-conditional-boundary'];
const FIRST = ['none-start-event', 'message-start', 'timer-start', 'signal-start', 'conditional-start'];
const AROUND = ['event-subprocess', 'data-object-reference'];

/** Adds to the menu of that id, and takes what the engine refuses out of the menu that changes elements. */
export class ElementMenu {
  constructor(popupMenu, elementFactory, autoPlace, modeling, translate, menu, desk) {
    Object.assign(this, { _desk: desk, _factory: elementFactory, _autoPlace: autoPlace, _modeling: modeling, _translate: translate, _menu: menu, _popup: popupMenu });
    popupMenu.registerProvider(menu.id, 500, this);
    popupMenu.registerProvider('bpmn-replace', 500, { getPopupMenuEntries: () => (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => !REFUSED.test(id))) });
  }

  getPopupMenuEntries(element) {
    return (entries) => ({ ...entries, ...this._entries(element) });
  }

  _entries(element) {
    const make = (group, ids, put) => ids.map((id) => [`dl-${group}-${id}`, this._entry(id, { id: group, name: say(group) }, put)]);
    if (this._menu.isGround(element)) {
      const pools = is(element, 'bpmn:SubProcess') ? [] : ['expanded-pool'];
      return Object.fromEntries(make('groupElements', [...FIRST, ...STEPS, ...AROUND, ...pools], (shape) => this._create(element, shape)));
    }
    const edges = is(element, 'bpmn:Activity') && !element.businessObject.triggeredByEvent ? EDGES : [];
    return Object.fromEntries([
      ...make('groupElements', STEPS, (shape) => this._append(element, shape)),
      ...make('groupEdges', edges, (shape) => this._modeling.createShape(shape, { x: element.x + element.width - 24 - 40 * element.attachers.length, y: element.y + element.height }, element, { attach: true })),
    ]);
  }

  /** Where there is room; the first pool of a process goes around all that it has. */
  _create(root, shape) {
    if (!is(shape, 'bpmn:Participant')) return this._modeling.createShape(shape, this._menu.free(shape), this._menu.ground());
    if (!is(root, 'bpmn:Process') || !root.children.length) return this._modeling.createShape(shape, this._menu.free(), root);
    const { x, y, width, height } = getBBox(root.children);
    Object.assign(shape, { width: Math.max(shape.width, width + 140), height: Math.max(shape.height, height + 80) });
    return this._modeling.createShape(shape, { x: x + shape.width / 2 - 80, y: y + height / 2 }, root);
  }

  /** After a step that goes on: into its flow; else a new way. */
  _append(element, shape) {
    const goesOn = element.outgoing.length === 1 && is(element.outgoing[0], 'bpmn:SequenceFlow') && !is(element, 'bpmn:Gateway') && !is(shape, 'bpmn:EndEvent');
    return goesOn ? insert(this._desk.get, this._desk, element, shape) : this._autoPlace.append(element, shape);
  }

  /** A sub-process begins with a start event, as that of the palette does; one that waits for an event, with a message. */
  _begun(shape) {
    const waits = shape.businessObject.triggeredByEvent ? { eventDefinitionType: 'bpmn:MessageEventDefinition' } : {};
    if (is(shape, 'bpmn:SubProcess') && !shape.collapsed) this._modeling.createShape({ type: 'bpmn:StartEvent', ...waits }, { x: shape.x + 60, y: shape.y + shape.height / 2 }, shape);
    return shape;
  }

  _entry(id, group, put) {
    const { label, className, target } = PopupEntries[id];
    const action = () => {
      this._popup.close();
      let made;
      this._desk.together(() => {
        made = this._begun(put(this._factory.createShape({ ...target })));
      });
      this._menu.select(made);
    };
    return { label: this._translate(label), className, group, search: label, action };
  }
}

ElementMenu.$inject = ['popupMenu', 'elementFactory', 'autoPlace', 'modeling', 'translate', 'templateMenu', 'desk'];
