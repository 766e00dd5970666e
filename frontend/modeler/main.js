// The modeler of a draft's diagram: bpmn-js, our panel, findings and comments at the elements, autosave.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import '../styles/editor.css';
import '../styles/modeler.css';
import { openFile } from '../drafts/file.js';
import { findingsPanel } from '../drafts/findings.js';
import { get as fetchJson } from '../drafts/server.js';
import { showAdded, showBadges, showCoverage } from './badges.js';
import { createModeler, createViewer } from './create.js';
import { remarks as keepRemarks } from './remarks.js';
import { judge } from './verdict.js';
import { drawScenarios } from './scenarios.js';
import { drawComments, drawSaves, runTabs } from './tabs.js';
import { fitAll, runTools } from './tools.js';
import { say } from './words.js';

const CHECK = 600;
const NARROW = 720;
const RUNNING = 3000;

const root = document.querySelector('[data-modeler]');
const part = (name) => root.querySelector(`[data-${name}]`);

if (innerWidth <= NARROW) look().catch(failed);
else edit().catch(failed);

/** Where the screen is too narrow: the diagram, to be looked at. */
async function look() {
  part('small').hidden = false;
  const answer = await fetch(root.dataset.content);
  const viewer = createViewer(part('canvas'));
  await viewer.importXML(await answer.text());
  fitAll(viewer, 10);
  root.dataset.ready = '';
}

async function edit() {
  const file = openFile(root);
  let modeler;
  let panel;
  let tab = 'checks';
  let flows = null;
  let failing = 0;
  const comments = keepRemarks(file, () => remarked());
  const source = { get: () => modeler.saveXML({ format: true }).then(({ xml }) => xml) };
  const base = root.dataset.base ? new Set(JSON.parse(part('base-elements').textContent)) : null;
  const page = { at: root.dataset, path: root.dataset.path, draft: root.dataset.draft, base, comments, text: () => source.get() };
  modeler = createModeler(part('canvas'), part('properties'), page);
  const desk = modeler.get('desk');

  const element = (id) => modeler.get('elementRegistry').get(id) ?? poolOf(modeler, id);
  const locate = (id) => {
    const found = element(id);
    if (!found) return;
    const canvas = modeler.get('canvas');
    const plane = canvas.findRoot(found);
    if (plane && plane !== canvas.getRootElement()) canvas.setRootElement(plane);
    if (found !== canvas.getRootElement()) canvas.scrollToElement(found, { top: 80, right: 120, bottom: 80, left: 140 });
    modeler.get('selection').select(found);
  };
  const nameOf = (id) => (element(id) ? desk.described(element(id)).name : id || say('element'));

  panel = findingsPanel(part('findings'), { locate: (finding) => locate(finding.element), tab: part('findings-count') });
  const badges = () => {
    showAdded(modeler);
    showBadges(modeler, desk.findings, comments.all(), (chosen) => modeler.get('selection').select(chosen));
  };
  const check = latest(async () => file.check(await source.get()), (found) => {
    desk.findings = found?.findings ?? [];
    if (file.writer) panel.show(found);
    verdict();
    badges();
    desk.refresh();
  });
  const verdict = () => judge(part('verdict'), count(desk.findings, 'error'), count(desk.findings, 'warning'), failing);
  const checkSoon = debounce(check, CHECK);
  const shownTab = {
    comments: () => drawComments(part('comments'), comments, nameOf, locate),
    saves: () => drawSaves(part('saves'), file, { look: glance, back: (version) => file.backTo(version) }),
    coverage: () => scenarios(),
    scenarios: () => scenarios(),
    checks: () => {},
  };
  const remarked = () => {
    const open = comments.all().filter((one) => !one.resolved_at).length;
    part('comments-count').textContent = open || '';
    if (tab === 'comments') shownTab.comments();
    badges();
    desk.refresh();
  };
  async function scenarios() {
    const found = await fetchJson(`${root.dataset.scenarios}/state`);
    flows = drawScenarios({ list: part('scenarios'), coverage: part('coverage'), counts: { scenarios: part('scenarios-count'), coverage: part('coverage-count') } }, found, { process: desk.process, page: root.dataset.scenarios, nameOf, locate });
    if (tab === 'coverage') showCoverage(modeler, flows);
    failing = found.failed?.length ?? 0;
    verdict();
    if (found.run === 'running') setTimeout(scenarios, RUNNING);
  }

  async function show(text) {
    await modeler.importXML(text);
    modeler.get('desk').refresh();
    check();
  }

  async function glance(version) {
    const now = await source.get();
    await show(await file.textOf(version));
    modeler.get('lockable').lock(true);
    const note = part('glance');
    note.hidden = false;
    note.querySelector('p').textContent = say('looking', { version });
    note.querySelector('button').onclick = async () => {
      note.hidden = true;
      await show(now);
      modeler.get('lockable').lock(!file.editable);
    };
  }

  const editable = (may) => {
    if (desk.editable && !may) modeler.get('commandStack').clear(); // somebody else edits now: there is nothing to take back
    desk.editable = may;
    modeler.get('lockable').lock(!may);
    desk.refresh();
  };
  modeler.on('commandStack.changed', () => {
    file.changed(source.get);
    checkSoon();
  });
  file.on('editable', editable);
  file.on('playing', scenarios);
  file.on('text', async (text) => {
    part('glance').hidden = true;
    await show(text);
    editable(file.editable);
  });
  file.on('saved', () => {
    if (tab !== 'checks') shownTab[tab]();
  });
  runTabs(root, (name) => {
    tab = name;
    showCoverage(modeler, name === 'coverage' ? flows : null);
    shownTab[name]();
  });
  runTools(root, modeler);
  editable(false);

  const text = await file.load();
  await modeler.importXML(text);
  fitAll(modeler);
  root.dataset.ready = '';
  window.__modeler = modeler; // for the browser tests, which read the diagram behind the drawing
  await Promise.all([desk.load(), comments.load(), check(), scenarios()]);
  root.dataset.checked = '';
}

function poolOf(modeler, process) {
  return modeler.get('elementRegistry').find((one) => one.type === 'bpmn:Participant' && one.businessObject.processRef?.id === process) ?? (modeler.get('canvas').getRootElement().businessObject?.id === process ? modeler.get('canvas').getRootElement() : null);
}

function count(findings, severity) {
  return findings.filter((finding) => (finding.severity === 'error') === (severity === 'error')).length;
}

function latest(ask, use) {
  let turn = 0;
  return async () => {
    const mine = ++turn;
    const found = await ask();
    if (mine === turn) use(found);
  };
}

function debounce(run, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
}

function failed(error) {
  const note = part('failed');
  note.hidden = false;
  note.querySelector('p').textContent = say('openFailed', { why: error.message });
}
