// The modeler at work on one file: what is drawn is saved and checked; findings, comments, saves and scenarios around it.
import { freed } from '../base/prefixes.js';
import { choose } from '../diagram/walk.js';
import { paint } from '../drafts/coverage.js';
import { openFile } from '../drafts/file.js';
import { findingsPanel } from '../drafts/findings.js';
import { drawSaves } from '../drafts/saves.js';
import { get as fetchJson } from '../drafts/server.js';
import { showAdded, showBadges } from './badges.js';
import { createModeler } from './create.js';
import { fieldOf } from './faults.js';
import { glance } from './glance.js';
import { runKeys } from './keys.js';
import { flowOf } from './redraw.js';
import { remarks } from './remarks.js';
import { drawScenarios } from './scenarios.js';
import { drawComments, runTabs } from './tabs.js';
import { fitAll, runTools } from './tools.js';
import { isDrawn, laidOut } from './undrawn.js';
import { judge } from './verdict.js';
import { say } from './words.js';
import { KEPT } from './xml.js';

const CHECK = 600;
const RUNNING = 3000;
const FIRST = 5000; // before anybody asks for the text

export class Workbench {
  #root;
  #tab = 'checks';
  #flows = null;
  #failing = 0;
  #turn = 0;
  #unchecked = false;
  #timer = 0;
  #text = null;

  constructor(root) {
    this.#root = root;
    this.present = null; // what is drawn, while an older save is shown in its place
    this.file = openFile(root);
    this.comments = remarks(this.file, () => this.#remarked());
    const base = 'base' in root.dataset ? new Set(JSON.parse(this.part('base-elements').textContent)) : null;
    const page = { at: root.dataset, path: root.dataset.path, draft: root.dataset.draft, base, comments: this.comments, text: () => this.text() };
    this.modeler = createModeler(this.part('canvas'), this.part('properties'), page);
    this.desk = this.modeler.get('desk');
    this.panel = findingsPanel(this.part('findings'), { locate: (finding) => this.#show(finding), tab: this.part('findings-count') });
  }

  /** Load the file and run. */
  async open() {
    this.#listen();
    this.#editable(false);
    await this.#opened(freed(await this.file.load(), KEPT));
    fitAll(this.modeler);
    this.#root.dataset.ready = '';
    await Promise.all([this.desk.load(), this.comments.load(), this.check(), this.#scenarios()]);
    this.locate(decodeURIComponent(location.hash.slice(1))); // from a list of findings or a trial
    this.#root.dataset.checked = '';
  }

  /** An element of the page by its data attribute. */
  part(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  /** The diagram as it would be saved; written once for all who ask until it changes again. */
  text() {
    this.#text ??= this.modeler.saveXML({ format: true }).then(({ xml }) => xml);
    return this.#text;
  }

  /** Put a text in the place of what is drawn. */
  async show(text) {
    await this.#bring(freed(text, KEPT));
    this.part('glance').hidden = this.present === null;
    this.#editable(this.file.editable);
    this.check();
  }

  /** Ask the server what is wrong; an answer that comes late is not used. */
  async check() {
    const turn = ++this.#turn;
    const found = await this.file.check(await this.text());
    if (turn !== this.#turn) return;
    this.#unchecked = !found;
    const before = this.desk.findings;
    this.desk.findings = found?.findings ?? [];
    if (this.file.writer) this.panel.show(found && { ...found, findings: found.findings.map((one) => ({ ...one, name: one.name || (one.element && this.#nameOf(one.element)) })) });
    this.#judge();
    this.#badges();
    if (JSON.stringify(before) !== JSON.stringify(this.desk.findings)) this.desk.refresh();
  }

  /** Bring an element into view and select it. */
  locate(id) {
    const found = this.#element(id);
    if (!found) return;
    choose(this.modeler, found);
  }

  #show(finding) {
    this.modeler.get('panelProvider').reveal(this.part('properties'), fieldOf(finding), () => this.locate(finding.element));
  }

  /** Import the file; where that fails, what the server finds wrong with it stands beside. */
  async #opened(text) {
    try {
      await this.#bring(text);
    } catch (error) {
      const found = await this.file.check(text);
      if (found) this.panel.show(found);
      throw error;
    }
  }

  /** Import a text; one without a picture is laid out first, and its reader told so. */
  async #bring(text) {
    const drawn = isDrawn(text) ? text : await laidOut(text);
    const { warnings } = await this.modeler.importXML(drawn).catch(() => {
      throw new Error(say('notReadable'));
    });
    this.part('laid-out').hidden = drawn === text;
    const lost = warnings.filter(({ message }) => message.startsWith('unparsable content')).length;
    this.part('failed').hidden = !lost;
    if (lost) this.part('failed').querySelector('p').textContent = say('wouldBeLost', { n: lost });
  }

  #listen() {
    const { file, modeler } = this;
    modeler.on(['commandStack.changed', 'import.done'], FIRST, () => {
      this.#text = null;
    });
    modeler.on('commandStack.changed', () => {
      if (!this.desk.editable) return;
      file.changed(() => this.text());
      this.#entitle();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.check(), CHECK);
    });
    file.on('editable', (may) => this.#editable(may));
    file.on('saved', () => {
      if (this.#unchecked) this.check(); // the server is there again
      if (this.#tab !== 'checks') this.#draw();
    });
    file.on('text', (text) => {
      this.present = null;
      this.show(text);
    });
    runTabs(this.#root, (name) => {
      this.#tab = name;
      paint(modeler, name === 'coverage' ? this.#flows : null);
      this.#draw();
    });
    runTools(this.#root, modeler);
    runKeys(modeler, this.part('properties'));
  }

  /** The page is called what the process is called. */
  #entitle() {
    const { title } = this.desk;
    if (!title || title === this.#root.dataset.name) return;
    this.#root.dataset.name = title;
    document.querySelector('.draft-head h1').textContent = title;
  }

  #editable(writes) {
    const may = writes && this.present === null;
    const lost = this.desk.editable && !may;
    this.desk.editable = may;
    if (lost) this.modeler.get('commandStack').clear(); // somebody else edits now: there is nothing to take back
    this.modeler.get('lockable').lock(!may);
    this.desk.refresh();
  }

  #draw() {
    const locate = (id) => this.locate(id);
    const drawn = {
      comments: () => drawComments(this.part('comments'), this.comments, (id) => this.#nameOf(id), locate),
      saves: () => drawSaves(this.part('saves'), this.file, { look: (version) => glance(this, version) }),
      coverage: () => this.#scenarios(),
      scenarios: () => this.#scenarios(),
    };
    drawn[this.#tab]?.();
  }

  #remarked() {
    this.part('comments-count').textContent = this.comments.all().filter((one) => !one.resolved_at).length || '';
    if (this.#tab === 'comments') this.#draw();
    this.#badges();
    this.desk.refresh();
  }

  async #scenarios() {
    const { scenarios: page } = this.#root.dataset;
    const found = await fetchJson(`${page}/state`);
    const counts = { scenarios: this.part('scenarios-count'), coverage: this.part('coverage-count') };
    const around = { process: this.desk.process, page, nameOf: (id) => this.#nameOf(id), locate: (id) => this.locate(id) };
    this.#flows = drawScenarios({ list: this.part('scenarios'), coverage: this.part('coverage'), counts }, found, around);
    if (this.#tab === 'coverage') paint(this.modeler, this.#flows);
    this.#failing = found.failed?.length ?? 0;
    this.#judge();
    if (found.run === 'running') setTimeout(() => this.#scenarios(), RUNNING);
  }

  #judge() {
    const errors = this.desk.findings.filter((finding) => finding.severity === 'error').length;
    judge(this.part('verdict'), errors, this.desk.findings.length - errors, this.#failing);
  }

  #badges() {
    showAdded(this.modeler);
    const select = (element) => this.modeler.get('selection').select(element);
    const talk = (element) => this.modeler.get('panelProvider').reveal(this.part('properties'), 'comment', () => select(element));
    const findings = this.desk.findings.map((one) => ({ ...one, element: this.#element(one.element)?.id }));
    showBadges(this.modeler, findings, this.comments.all(), (element, talks) => (talks ? talk(element) : select(element)));
  }

  #nameOf(id) {
    const element = this.#element(id);
    return element ? this.desk.described(element).name : id || say('element');
  }

  /** An element of the diagram; of a process its pool, or the plane that shows it; of a flow that is not drawn where it begins. */
  #element(id) {
    const registry = this.modeler.get('elementRegistry');
    return registry.get(id) ?? registry.get(flowOf(this.modeler, id)?.sourceRef?.id) ?? registry.find((one) => one.type === 'bpmn:Participant' && one.businessObject.processRef?.id === id);
  }
}
