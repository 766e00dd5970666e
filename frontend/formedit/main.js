// The editor of forms: form-js's designer, beside it the form as people will meet it, faults at their components.
import { FormEditor } from '@bpmn-io/form-js-editor';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '../styles/desk.css';
import '../styles/formedit.css';
import { runDesk } from '../desk/desk.js';
import { guard } from '../desk/guard.js';
import { undoButtons } from '../desk/undo.js';
import { known } from '../drafts/known.js';
import { get } from '../drafts/server.js';
import { together } from '../drafts/variables.js';
import { translateChrome } from '../i18n/chrome.js';
import { fixed, OWN } from '../i18n/form.js';
import { markComponents } from './faults.js';
import { fields } from './fields.js';
import { fieldsOf, variablesOf } from './paths.js';
import { runPreview } from './preview.js';
import { properties } from './properties.js';
import { nameSections } from './sections.js';
import { written } from './written.js';

const root = document.querySelector('[data-form-editor]');
const part = (name) => root.querySelector(`[data-${name}]`);
const facts = {
  register: root.dataset.path.includes('/registries/'), lists: { clauses: [], groups: [], limits: [] }, wrong: {},
  fields: () => fieldsOf(editor.getSchema().components),
  known: () => together(variablesOf(editor.getSchema().components), steps),
};
let steps = [];
const listed = list();
translateChrome(root, fixed, OWN);
nameSections(part('properties'));
const editor = new FormEditor({
  container: part('canvas'),
  palette: { parent: part('palette') },
  propertiesPanel: { parent: part('properties'), feelPopupContainer: root },
  additionalModules: [fields, properties(facts)],
});
let desk;
let source = '';
let shown = false;

const preview = runPreview(root);
const faults = markComponents(part('canvas'), editor, facts);
const guards = [
  guard(part('canvas'), (target) => !target.closest('button')),
  guard(part('properties'), (target) => target.closest('.bio-properties-panel-group-header, .bio-properties-panel-collapsible-entry-header') && !target.closest('.bio-properties-panel-add-entry, .bio-properties-panel-remove-entry')),
];
const undo = undoButtons(root, () => shown && editor.get('commandStack'));

editor.on('commandStack.changed', () => {
  undo.refresh();
  if (!shown) return;
  desk?.changed();
  preview.show(text());
});

desk = await runDesk(root, {
  async show(text) {
    shown = false;
    source = text;
    await listed;
    shown = await drawn(text);
    part('failed').hidden = shown;
    if (shown) preview.show(text);
  },
  text: () => (shown ? text() : source),
  editable(may) {
    part('palette').toggleAttribute('inert', !may);
    for (const allow of guards) allow(may);
  },
  locate: (finding) => faults.select(finding),
  judged: (findings) => faults.put(findings),
});

/** Whether the design could be drawn: what was imported may be no form at all. */
async function drawn(text) {
  try {
    await editor.importSchema(JSON.parse(text));
    return true;
  } catch {
    return false;
  }
}

function text() {
  return written(editor.saveSchema(), JSON.parse(source));
}

/** What the package offers to be picked, and what the steps that ask for the form know. */
async function list() {
  const [lists, variables] = await Promise.all([get(root.dataset.vocabulary), 'writer' in root.dataset ? known(root.dataset.variables) : []]);
  if (lists.status === 200) facts.lists = lists;
  steps = variables;
}
