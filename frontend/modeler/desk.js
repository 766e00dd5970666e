// What panel, menu and templates work with: the package's lists, who writes, what was found, what is known where.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { known } from '../drafts/known.js';
import { act, get as fetchJson } from '../drafts/server.js';
import { typeName } from '../i18n/types.js';
import { fieldOf } from './faults.js';
import { escalation } from './escalation.js';
import { lineOf, writer } from './moddle.js';

const SETTLED = 100; // milliseconds until the panel hears of a selection that it shows
const NOTHING = { forms: [], groups: [], lanes: [], papers: [], decisions: [], processes: [], registries: [], topics: [], limits: [], clauses: [], messages: [], signals: [], errors: [], escalations: [], functions: [] };

/** The desk of a modeler: a service of that name. `page` has the addresses, `base` the ids of the base version. */
export class Desk {
  #known = new Map();
  #chosen = 0;
  #refreshing = 0;

  constructor(injector, page) {
    const get = (name) => injector.get(name);
    this.get = get;
    this.page = page;
    this.lists = NOTHING;
    this.functions = [];
    this.editable = false;
    this.findings = [];
    this.comments = page.comments;
    this.write = writer(get);
    this.escalation = escalation(this);
    get('commandStack').registerHandler('desk.together', Together);
    get('eventBus').on('commandStack.changed', () => this.#known.clear());
    get('eventBus').on('selection.changed', () => {
      this.#chosen = performance.now();
    });
  }

  /** Take the package's lists. */
  async load() {
    const found = await fetchJson(this.page.at.vocabulary);
    if (found.status === 200) this.lists = found;
    this.functions = this.lists.functions.map((one) => ({ ...one, type: 'function' }));
    this.refresh();
  }

  /** Draw the panel anew; just after another element was chosen it would bring the one before back, so it waits. */
  refresh() {
    clearTimeout(this.#refreshing);
    const wait = this.#chosen + SETTLED - performance.now();
    if (wait > 0) this.#refreshing = setTimeout(() => this.refresh(), wait);
    else this.get('eventBus').fire('propertiesPanel.providersChanged');
  }

  /** Do several things as one step of undo. */
  together(run) {
    this.get('commandStack').execute('desk.together', { run });
  }

  /** The process that the diagram holds. */
  get process() {
    return this.#processes()[0]?.id;
  }

  /** What that process is called. */
  get title() {
    return lineOf(this.#processes()[0]?.name);
  }

  /** What is wrong with an element, by field. */
  wrongAt(element) {
    const bo = getBusinessObject(element);
    const ids = [element.id, ...(is(element, 'bpmn:Participant') && bo.processRef ? [bo.processRef.id] : [])];
    const found = this.findings.filter((finding) => ids.includes(finding.element));
    return Object.fromEntries(found.map((finding) => [fieldOf(finding), finding.message]).reverse());
  }

  /** Type, id and name for the head of the panel. */
  described(element) {
    const bo = getBusinessObject(element);
    const holder = is(element, 'bpmn:Participant') ? (bo.processRef ?? bo) : bo;
    const type = typeName(bo);
    const ends = is(element, 'bpmn:SequenceFlow') ? `${lineOf(bo.sourceRef?.name) || bo.sourceRef?.id} → ${lineOf(bo.targetRef?.name) || bo.targetRef?.id}` : '';
    return { type, id: holder.id, name: lineOf(bo.name) || lineOf(holder.name) || ends || type };
  }

  /** Whether the draft has added an element. */
  isAdded(element) {
    const { base } = this.page;
    return Boolean(base) && !base.has(element.id) && !element.id.endsWith('_plane');
  }

  /** Whether an id belongs to another element already. */
  taken(id, holder) {
    const known = getBusinessObject(this.get('canvas').getRootElement()).$model.ids.assigned(id);
    return Boolean(known) && known !== holder;
  }

  /** The names of the groups of the lane that an element stands in. */
  lane(element) {
    const lane = this.#laneOf(element);
    const groups = this.lists.lanes.find((one) => one.name === lane)?.groups ?? [];
    return groups.map((key) => this.lists.groups.find((group) => group.key === key)?.name ?? key).join('、');
  }

  /** The one group that works where an element stands, or undefined. */
  groupOf(element) {
    if (!element) return undefined;
    const own = getBusinessObject(element).get('camunda:candidateGroups')?.split(/[\s,]+/)[0];
    if (own && this.lists.groups.some((group) => group.key === own)) return own;
    return this.lists.lanes.find((one) => one.name === this.#laneOf(element))?.groups[0];
  }

  /** Who does a step, as it is written, or by its lane. */
  candidates(element) {
    return (element && getBusinessObject(element).get('camunda:candidateGroups')) || this.groupOf(element) || '';
  }

  /** The time limit of a step as it is written. */
  limitOf(element) {
    return (element && getBusinessObject(element).get('camunda:dueDate')) || '';
  }

  /** The data objects that a step can write. */
  dataObjects(element) {
    const found = [];
    for (let scope = getBusinessObject(element).$parent; scope; scope = scope.$parent) {
      for (const one of scope.flowElements ?? []) if (one.$type === 'bpmn:DataObjectReference' && one.dataObjectRef) found.push({ id: one.dataObjectRef.id, name: one.name ?? one.dataObjectRef.id });
    }
    return found;
  }

  /** The message, signal, error or escalation that has a name or code; it is made when the diagram has none. */
  rootOf(element, type, by, value) {
    const definitions = this.#definitions();
    const known = definitions.rootElements.find((one) => one.$type === type && one[by] === value);
    if (known) return known;
    const made = this.write.make(type, { name: value, [by]: value }, definitions);
    this.write.set(element, definitions, { rootElements: [...definitions.rootElements, made] });
    return made;
  }

  /** What is known at an element, for completion. */
  async variables(element) {
    if (!this.editable) return [];
    if (!this.#known.has(element.id)) this.#known.set(element.id, this.#ask(element));
    return this.#known.get(element.id);
  }

  /** What is wrong with an expression, or null. */
  async feel(expression) {
    if (!this.editable) return null;
    const answer = await act(this.page.at.feel, { expression, kind: 'expression' });
    return answer.status === 200 ? answer.error : null;
  }

  /** Where a file of the package is edited: `processes`, `decisions` or `forms`. */
  addressOf(folder, key) {
    const [, owner] = this.page.path.split('/');
    return `/drafts/${this.page.draft}/files/${folder}/${owner}/${key}`;
  }

  async #ask(element) {
    return known(`${this.page.at.variables}?element=${encodeURIComponent(element.id)}`, await this.page.text());
  }

  #laneOf(element) {
    for (let one = getBusinessObject(element); one; one = one.$parent) {
      for (const process of this.#processes()) {
        const lane = laneWith(process.laneSets?.[0], one);
        if (lane) return lane.name;
      }
    }
    return undefined;
  }

  #processes() {
    return this.#definitions()?.rootElements?.filter((one) => one.$type === 'bpmn:Process') ?? [];
  }

  #definitions() {
    let one = getBusinessObject(this.get('canvas').getRootElement());
    while (one?.$parent) one = one.$parent;
    return one;
  }
}

function laneWith(set, bo) {
  for (const lane of set?.lanes ?? []) {
    const inner = laneWith(lane.childLaneSet, bo);
    if (inner) return inner;
    if (lane.flowNodeRef?.includes(bo)) return lane;
  }
  return null;
}

/** Runs several commands inside one, so that one undo takes all of them back. */
class Together {
  preExecute({ run }) {
    run();
  }

  execute() {
    return [];
  }
}
