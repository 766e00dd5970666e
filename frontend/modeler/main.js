// The modeler of a draft's diagram: bpmn-js, our panel, findings and comments at the elements, autosave.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import '../styles/editor.css';
import '../styles/modeler.css';
import { freed } from '../base/prefixes.js';
import { createViewer } from './create.js';
import { fitAll } from './tools.js';
import { isDrawn, laidOut } from './undrawn.js';
import { Workbench } from './workbench.js';
import { say } from './words.js';
import { KEPT } from './xml.js';

const NARROW = 720;

document.body.dataset.keys = 'off'; // single letters are the modeler's own here

const root = document.querySelector('[data-modeler]');
const part = (name) => root.querySelector(`[data-${name}]`);

(innerWidth <= NARROW ? look() : edit()).catch(({ message }) => {
  const note = part('failed');
  note.hidden = false;
  note.querySelector('p').textContent = say('openFailed', { why: message });
});

async function edit() {
  const bench = new Workbench(root);
  window.__modeler = bench.modeler; // for the browser tests, which read the diagram behind the drawing
  await bench.open();
}

/** Where the screen is too narrow: the diagram, to be looked at. */
async function look() {
  part('small').hidden = false;
  const answer = await fetch(root.dataset.content);
  const viewer = createViewer(part('canvas'));
  const text = freed(await answer.text(), KEPT);
  const drawn = isDrawn(text) ? text : await laidOut(text);
  await viewer.importXML(drawn).catch(() => {
    throw new Error(say('notReadable'));
  });
  fitAll(viewer, 10);
  root.dataset.ready = '';
}
