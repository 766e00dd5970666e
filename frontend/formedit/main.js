// The editor of forms: form-js's designer, beside it the form as people will meet it, faults at their components.
import { FormEditor } from '@bpmn-io/form-js-editor';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '../styles/desk.css';
import '../styles/formedit.css';
import { runDesk } from '../desk/desk.js';
import { undoButtons } from '../desk/undo.js';
import { translateChrome } from '../i18n/chrome.js';
import { fixed, OWN } from '../i18n/form.js';
import { markComponents } from './faults.js';
import { fields } from './fields.js';
import { own } from './properties.js';
import { runPreview } from './preview.js';
import { written } from './written.js';

const root = document.querySelector('[data-form-editor]');
const part = (name) => root.querySelector(`[data-${name}]`);
translateChrome(root, fixed, OWN);
const editor = new FormEditor({
  container: part('canvas'),
  palette: { parent: part('palette') },
  propertiesPanel: { parent: part('properties'), feelPopupContainer: root },
  additionalModules: [fields, own],
});
let desk;
let source = '';
let shown = false;

const preview = runPreview(root);
const faults = markComponents(part('canvas'), editor);
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
    await editor.importSchema(JSON.parse(text));
    shown = true;
    preview.show(text);
  },
  text: () => (shown ? text() : source),
  editable: (may) => ['palette', 'canvas', 'properties'].forEach((name) => part(name).toggleAttribute('inert', !may)),
  locate: (finding) => faults.select(finding),
  judged: (findings) => faults.put(findings),
});

function text() {
  return written(editor.saveSchema(), JSON.parse(source));
}
