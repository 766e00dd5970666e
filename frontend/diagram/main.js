// The diagram island: bpmn-js with the execution over it. The page itself scrolls; keys and buttons move the diagram.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import '../styles/diagram.css';
import { say } from '../base/words.js';
import { control, openCanvas } from './canvas.js';
import { badge, paint, stateOf } from './state.js';
import { fit } from './view.js';

const REFRESH = 5000;

for (const box of document.querySelectorAll('[data-diagram]')) mount(box).catch(() => failed(box));

async function mount(box) {
  const state = JSON.parse(box.querySelector('[data-state]').textContent);
  const small = 'small' in box.dataset;
  const viewer = await openCanvas(box, box.dataset.diagram);
  draw(viewer, state, small);
  const refit = () => box.clientWidth && fit(viewer, box, state.focus, small); // nothing to fit while the table is shown instead
  refit();
  new ResizeObserver(once(refit, box)).observe(box);
  if (!small) control(viewer, box, [[say('current'), refit]], (element) => stateOf(viewer, element));
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

function refresh(viewer, url, small) {
  let tag = '';
  setInterval(async () => {
    const headers = { Accept: 'application/json', ...(tag && { 'If-None-Match': tag }) };
    const answer = await fetch(url, { headers }).catch(() => null);
    if (!answer?.ok || (tag && answer.headers.get('ETag') === tag)) return;
    tag = answer.headers.get('ETag') ?? '';
    draw(viewer, await answer.json(), small);
  }, REFRESH);
}

function failed(box) {
  const wait = box.querySelector('[data-wait]');
  if (wait) wait.textContent = say('noDiagram');
}
