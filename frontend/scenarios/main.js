// 情景: how far the run is, and which flows of a diagram no scenario takes.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import { lines } from '../i18n/lines.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import '../styles/diagram.css';
import '../styles/scenarios.css';
import { fit, whole } from '../diagram/view.js';
import { paint } from '../drafts/coverage.js';

const EVERY = 1200;
const READABLE = 0.8;
const run = document.querySelector('[data-run]');
const canvas = document.querySelector('[data-coverage]');
if (run?.dataset.run === 'running') setTimeout(watch, EVERY);
if (canvas) draw(canvas);

async function watch() {
  const answer = await fetch(run.dataset.state, { headers: { Accept: 'application/json' } }).catch(() => null);
  const found = answer?.ok ? await answer.json() : null;
  if (found && found.status !== 'running') return location.reload();
  if (found) progress(found);
  setTimeout(watch, EVERY);
}

function progress({ done, total }) {
  run.querySelector('[data-done]').textContent = done;
  run.querySelector('progress').value = done;
  run.querySelector('progress').max = total;
}

async function draw(box) {
  const answer = await fetch(box.dataset.coverage);
  if (!answer.ok) return;
  const viewer = new NavigatedViewer({ container: box, moddleExtensions: { camunda }, additionalModules: [lines], zoomScroll: { enabled: false } });
  await viewer.importXML(await answer.text());
  box.querySelector('[data-wait]')?.remove();
  paint(viewer, JSON.parse(box.querySelector('[data-flows]').textContent));
  fit(viewer, box, '', false);
  whole(viewer);
  document.addEventListener('click', ({ target }) => target.dataset.locate && locate(viewer, box, target.dataset.locate));
  box.dataset.ready = '';
}

/** Bring a flow into the middle, at a size that can be read, and select it. */
function locate(viewer, box, id) {
  const flow = viewer.get('elementRegistry').get(id);
  if (!flow) return;
  const canvas = viewer.get('canvas');
  const root = canvas.findRoot(id);
  if (root) canvas.setRootElement(root);
  const at = flow.waypoints[Math.floor(flow.waypoints.length / 2)];
  const width = box.clientWidth / READABLE;
  const height = box.clientHeight / READABLE;
  canvas.viewbox({ x: at.x - width / 2, y: at.y - height / 2, width, height });
  viewer.get('selection').select(flow);
  box.scrollIntoView({ block: 'center' });
}
