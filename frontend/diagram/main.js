// The diagram island: bpmn-js with the execution over it. The page itself scrolls; keys and buttons move the diagram.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import '../styles/diagram.css';
import { say } from '../base/words.js';
import { badge, paint } from './state.js';
import { fit, pan, whole, zoom } from './view.js';

const REFRESH = 5000;
const STEP = 80;

for (const box of document.querySelectorAll('[data-diagram]')) mount(box).catch(() => failed(box));

async function mount(box) {
  const state = JSON.parse(box.querySelector('[data-state]').textContent);
  const small = 'small' in box.dataset;
  const answer = await fetch(box.dataset.diagram);
  if (!answer.ok) throw new Error(String(answer.status));
  const viewer = new NavigatedViewer({ container: box, moddleExtensions: { camunda }, zoomScroll: { enabled: false } });
  await viewer.importXML(await answer.text());
  box.querySelector('[data-wait]').remove();
  draw(viewer, state, small);
  const refit = () => box.clientWidth && fit(viewer, box, state.focus, small); // nothing to fit while the table is shown instead
  refit();
  new ResizeObserver(once(refit, box)).observe(box);
  if (!small) control(viewer, box, refit);
  viewer.on('element.click', ({ element }) => box.dispatchEvent(new CustomEvent('diagram:press', { bubbles: true, detail: (element.labelTarget ?? element).id })));
  if (box.dataset.stateUrl) refresh(viewer, box.dataset.stateUrl, small);
  box.dataset.ready = '';
}

function draw(viewer, state, small) {
  paint(viewer, state);
  const here = state.focus ? [{ element: state.focus, text: say('here'), mark: 'running' }] : [];
  badge(viewer, small ? here : state.badges, small ? { minZoom: 0, above: 40 } : {});
}

function once(act, box) {
  let width = box.clientWidth; // the height is ours to set
  return () => {
    if (box.clientWidth === width || !box.clientWidth) return;
    width = box.clientWidth;
    act();
  };
}

function control(viewer, box, refit) {
  const bar = Object.assign(document.createElement('div'), { className: 'canvas-tools' });
  const acts = [['＋', 'zoomIn', () => zoom(viewer, 1)], ['－', 'zoomOut', () => zoom(viewer, -1)], [say('fit'), 'fit', () => whole(viewer)], [say('current'), 'current', refit]];
  for (const [text, label, act] of acts) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text, onclick: act });
    if (text.length === 1) button.setAttribute('aria-label', say(label));
    bar.append(button);
  }
  box.append(bar);
  const keys = {
    ArrowLeft: () => pan(viewer, STEP, 0), ArrowRight: () => pan(viewer, -STEP, 0), ArrowUp: () => pan(viewer, 0, STEP),
    ArrowDown: () => pan(viewer, 0, -STEP), '+': () => zoom(viewer, 1), '=': () => zoom(viewer, 1), '-': () => zoom(viewer, -1), 0: () => whole(viewer),
  };
  box.addEventListener('keydown', (event) => {
    if (event.target !== box || !keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}

function refresh(viewer, url, small) {
  let tag = '';
  setInterval(async () => {
    const answer = await fetch(url, { headers: tag ? { 'If-None-Match': tag } : {} }).catch(() => null);
    if (!answer?.ok || (tag && answer.headers.get('ETag') === tag)) return;
    tag = answer.headers.get('ETag') ?? '';
    draw(viewer, await answer.json(), small);
  }, REFRESH);
}

function failed(box) {
  const wait = box.querySelector('[data-wait]');
  if (wait) wait.textContent = say('noDiagram');
}
