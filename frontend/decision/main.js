// The editor of decisions: dmn-js with a tab for the diagram and for each decision, faults marked in the table.
import DmnModeler from 'dmn-js/lib/Modeler';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css';
import '../styles/desk.css';
import '../styles/decision.css';
import { runDesk } from '../desk/desk.js';
import { known } from '../drafts/known.js';
import { translateChrome } from '../i18n/chrome.js';
import { dmn, fixed } from '../i18n/dmn.js';
import { translator } from '../i18n/translator.js';
import { guard } from '../desk/guard.js';
import { undoButtons } from '../desk/undo.js';
import { asked } from './asked.js';
import { keepDefaults } from './defaults.js';
import { markFaults } from './faults.js';
import { runSteps } from './steps.js';
import { runTabs } from './tabs.js';
import { sayTypes } from './types.js';
import { asDmn13 } from './version.js';
import { say } from './words.js';

const OWN = '.bjs-powered-by, .djs-visual, .content-editable, td.input-cell, td.output-cell, td.annotation-cell, .cm-editor, .dl-own';

const root = document.querySelector('[data-decision-editor]');
const box = root.querySelector('[data-canvas]');
const note = root.querySelector('[data-failed]');
let variables = [];
const chinese = translator(dmn);
const expressions = { additionalModules: [chinese, asked(() => variables)] };
const modeler = new DmnModeler({ container: box, drd: { additionalModules: [chinese] }, decisionTable: expressions, literalExpression: expressions, boxedExpression: expressions });
let desk;
let source = '';
let shown;

keepDefaults(modeler);
translateChrome(box, fixed, OWN);
sayTypes(box);
const tabs = runTabs(root.querySelector('[data-views]'), modeler);
const faults = markFaults(box, () => source);
const steps = runSteps(modeler, {
  stack: () => modeler.getActiveViewer()?.get('commandStack', false),
  async restore(text, view) {
    await put(text, view);
    desk.changed();
  },
  moved: () => undo.refresh(),
});
const undo = undoButtons(root, () => steps);
modeler.on('viewer.created', ({ viewer }) => {
  viewer.on('commandStack.changed', ({ trigger }) => {
    if (!shown || trigger === 'clear') return;
    steps.note(trigger);
    desk?.changed();
  });
});
modeler.on('views.changed', () => undo.refresh());

desk = await runDesk(root, {
  async show(text) {
    steps.begin(text);
    if ('writer' in root.dataset) variables = await known(root.dataset.variables, text);
    await put(text, modeler.getActiveView()?.element.id);
  },
  async text() {
    source = shown && modeler.getDefinitions() ? (await modeler.saveXML({ format: true })).xml : source;
    return source;
  },
  editable: guard(box, (target) => target.closest('.drill-down-overlay')),
  async locate(finding) {
    await tabs.openFor(faults.idOf(finding));
    faults.show(finding);
  },
  judged: (findings) => faults.put(findings),
});

async function put(text, view) {
  shown = false;
  source = text;
  const { warnings } = await modeler.importXML(asDmn13(text)).catch(() => ({}));
  const lost = warnings?.filter(({ message }) => message.startsWith('unparsable content')).length;
  note.hidden = lost === 0;
  if (lost !== 0) note.querySelector('p').textContent = say(lost ? 'wouldBeLost' : 'notReadable').replace('{n}', lost);
  if (!warnings) return;
  await tabs.open(view);
  shown = true;
}
