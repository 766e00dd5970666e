// A canvas for reading: it shows a diagram, the page itself scrolls, and buttons and keys move what it shows.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import { say } from '../base/words.js';
import { lines } from '../i18n/lines.js';
import { pan, whole, zoom } from './view.js';
import { walk } from './walk.js';

const STEP = 80;

/** Fetches a diagram and draws it in the box; resolves to the viewer. */
export async function openCanvas(box, url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  const viewer = new NavigatedViewer({ container: box, moddleExtensions: { camunda }, additionalModules: [lines], zoomScroll: { enabled: false } });
  await viewer.importXML(await answer.text());
  box.querySelector('[data-wait]').remove();
  return viewer;
}

/** Puts the buttons up and listens to the keys; `further` are more buttons, [words, act] each, `more(element)` what is said of one. */
export function control(viewer, box, further = [], more = undefined) {
  const [larger, smaller, all] = [() => zoom(viewer, 1), () => zoom(viewer, -1), () => whole(viewer)];
  const bar = Object.assign(document.createElement('div'), { className: 'canvas-tools' });
  bar.append(button('＋', larger, say('zoomIn')), button('－', smaller, say('zoomOut')), button(say('fit'), all), ...further.map(([text, act]) => button(text, act)));
  box.append(bar);
  const keys = {
    ArrowLeft: () => pan(viewer, STEP, 0), ArrowRight: () => pan(viewer, -STEP, 0), ArrowUp: () => pan(viewer, 0, STEP),
    ArrowDown: () => pan(viewer, 0, -STEP), '+': larger, '=': larger, '-': smaller, 0: all,
  };
  const press = () => {
    const selection = viewer.get('selection');
    const [element] = selection.get();
    if (element) viewer.get('eventBus').fire('element.click', { element, button: 0 });
    selection.select(element); // a second click would let it go
  };
  box.setAttribute('role', 'application'); // or a screen reader keeps the keys for itself
  box.setAttribute('aria-description', say('walkKeys'));
  box.querySelector('svg[tabindex]').tabIndex = -1;
  box.addEventListener('keydown', (event) => {
    if (event.target.closest('button, a') || event.ctrlKey || event.metaKey) return;
    const act = event.key === 'Enter' ? press : keys[event.key];
    if (act) act();
    else if (!walk(viewer, event, more)) return;
    event.preventDefault();
    event.stopPropagation(); // the page has other uses for brackets
  });
}

function button(text, act, label) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text, onclick: act });
  if (label) made.setAttribute('aria-label', label);
  return made;
}
