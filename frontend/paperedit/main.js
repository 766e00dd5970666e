// The editor of a paper: its files as tabs, beside them the paper as it would be printed with its sample.
import '../styles/desk.css';
import { codeEditor } from '../code/editor.js';
import { previews } from '../desk/preview.js';
import { savesList } from '../desk/saves.js';
import { openFile } from '../drafts/file.js';
import { findingsPanel } from '../drafts/findings.js';
import { showSheet } from './sheet.js';

const QUIET = 600;

const root = document.querySelector('[data-paper-editor]');
const files = new Map([...root.querySelectorAll('[data-file]')].map((panel) => [panel.dataset.file, { panel, found: [] }]));
const writer = root.querySelector('[data-file][data-writer]') !== null;
const sheet = showSheet(root);
const part = (name) => root.querySelector(`[data-${name}]`);
const panel = findingsPanel(part('findings'), { locate, verdict: part('verdict'), tab: part('findings-count') });
const preview = previews(writer, previewed);
const saves = savesList(root, () => files.get(shownFile).draft);
let shownFile;
let ofPaper = [];
let timer;

for (const [name, file] of files) tabOf(name).onclick = () => show(name);
part('file-tabs').addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const names = [...files.keys()];
  const next = names[(names.indexOf(shownFile) + step + names.length) % names.length];
  show(next);
  tabOf(next).focus();
});
await show(root.dataset.open);
root.dataset.ready = '';

async function show(name) {
  shownFile = name;
  for (const [other, { panel: box }] of files) {
    const here = other === name;
    box.hidden = !here;
    tabOf(other).setAttribute('aria-selected', String(here));
    tabOf(other).tabIndex = here ? 0 : -1;
  }
  const file = files.get(name);
  file.opened ??= open(name, file);
  await file.opened;
  saves.refresh();
}

async function open(name, file) {
  file.draft = openFile(file.panel);
  file.editor = codeEditor(file.panel, { path: name, label: name, changed: () => changed(file) });
  file.draft.on('text', (text) => taken(file, text));
  file.draft.on('saved', () => saves.refresh());
  file.draft.on('editable', (may) => file.editor.setEditable(may));
  await taken(file, await file.draft.load());
}

function taken(file, text) {
  file.editor.setText(text);
  look(file);
}

function changed(file) {
  file.draft.changed(() => file.editor.text());
  clearTimeout(timer);
  timer = setTimeout(() => look(file), QUIET);
}

/** Set the paper and check the file, both with what is in the editor now. */
async function look(file) {
  const text = file.editor.text();
  sheet.waiting();
  preview(file.panel.dataset.preview, { text });
  const answer = await file.draft.check(text);
  file.found = answer?.findings ?? [];
  tell();
}

function previewed(answer) {
  ofPaper = answer.findings ?? [];
  sheet.show(answer);
  tell();
}

/** One list of the preview's findings and the checks', none twice. */
function tell() {
  const all = [...ofPaper, ...[...files.values()].flatMap(({ found }) => found)];
  const once = [...new Map(all.map((one) => [`${one.file} ${one.line} ${one.message}`, named(one)])).values()];
  const errors = once.filter(({ severity }) => severity === 'error').length;
  panel.show(writer ? { findings: once, errors, warnings: once.length - errors } : undefined);
  for (const [name, { editor }] of files) editor?.mark(once.filter(({ file }) => fileOf(file) === name));
}

function named(finding) {
  const place = fileOf(finding.file);
  return { ...finding, name: finding.line ? `${place}:${finding.line}` : place };
}

async function locate({ file, line }) {
  const name = fileOf(file);
  if (!files.has(name)) return;
  await show(name);
  files.get(name).editor.goTo(line ?? 1);
}

function fileOf(path) {
  return (path ?? '').split('/').slice(3).join('/');
}

function tabOf(name) {
  return root.querySelector(`[data-file-tab="${CSS.escape(name)}"]`);
}
