// The editor of what a package's YAML files set: labelled fields made from the schema that checks them, the text beside.
import { h, render } from 'preact';
import '../styles/fields.css';
import { codeEditor } from '../code/editor.js';
import { runDesk } from '../desk/desk.js';
import { undoButtons } from '../desk/undo.js';
import { get } from '../drafts/server.js';
import { Form } from './form.js';
import { idOf, placeOf } from './places.js';
import { parse } from './source.js';
import { fieldTabs } from './tabs.js';

const root = document.querySelector('[data-fields-editor]');
const part = (name) => root.querySelector(`[data-${name}]`);
const shape = JSON.parse(part('shape').textContent);
const box = part('fields');
const { path } = root.dataset;
const editor = codeEditor(part('code'), { path, label: path, changed: () => changed() });
const undo = undoButtons(root, () => editor.steps);
const tabs = fieldTabs(root, (name) => name === 'fields' && draw());
const state = { shape, source: parse(''), lists: {}, findings: [], editable: false, focus: null };
let desk;

/** What the fields do: each edit is a splice of the text, on what the text is by then. */
const acts = {
  edit(splice, focus) {
    const made = state.editable && splice(read());
    if (!made) return;
    state.focus = focus ?? null;
    editor.splice(made);
  },
  toText(line) {
    tabs.open('text');
    editor.goTo(line);
  },
};

box.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  const step = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : null;
  if (!step) return;
  event.preventDefault(); // the field's own steps know nothing of the text
  if (state.editable) editor.steps[step]();
});
get(root.dataset.vocabulary).then((lists) => {
  state.lists = lists;
  draw();
});
desk = await runDesk(root, {
  show(text) {
    editor.setText(text);
    draw();
  },
  text: () => editor.text(),
  editable(may) {
    state.editable = may;
    editor.setEditable(may);
    draw();
  },
  named: (finding) => ({ ...finding, name: placeOf(state.source, shape, finding).name }),
  locate,
  judged(findings) {
    state.findings = findings;
    editor.mark(findings);
    draw();
  },
});

function changed() {
  draw();
  desk?.changed();
}

/** The text as it is by now. */
function read() {
  const text = editor.text();
  if (state.source.text !== text) state.source = parse(text);
  return state.source;
}

function draw() {
  undo.refresh();
  read();
  render(h(Form, { ...state, ...acts }), box);
  if (!state.focus) return;
  const { focus } = state;
  state.focus = null;
  requestAnimationFrame(() => box.querySelector(focus)?.focus());
}

function locate(finding) {
  if (tabs.shown() === 'text' || state.source.error) return acts.toText(finding.line ?? 1);
  const { path: place } = placeOf(state.source, shape, finding);
  const at = `[data-at="${CSS.escape(idOf(place))}"]`;
  const field = box.querySelector(`:is(input, select, textarea)${at}`) ?? box.querySelector(at) ?? box;
  field.scrollIntoView({ block: 'center' });
  (field.matches('input, select, textarea') ? field : field.querySelector('input, select, textarea, button'))?.focus({ preventScroll: true });
}
