// The views of a model as tabs: the diagram, then each decision. Arrow keys move between them, as in any tab list.
import { say } from './words.js';

/** Fill a tab list with the views of the modeler; gives `open(id)` and `openFor(element id)`. */
export function runTabs(list, modeler) {
  const draw = ({ views, activeView }) => {
    list.replaceChildren(...views.map((view) => tab(view, view === activeView, () => modeler.open(view))));
    if (activeView?.type === 'drd') requestAnimationFrame(() => fit(modeler.getActiveViewer()));
  };
  modeler.on('views.changed', draw);
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = modeler.getViews();
    const next = all[(all.indexOf(modeler.getActiveView()) + step + all.length) % all.length];
    modeler.open(next).then(() => list.querySelector('[aria-selected="true"]')?.focus());
  });
  const open = async (id) => {
    const view = modeler.getViews().find(({ element }) => element.id === id);
    if (view && view !== modeler.getActiveView()) await modeler.open(view);
  };
  return {
    open,
    /** Open the view that holds an element. */
    openFor: (id) => open(modeler.getViews().map(({ element }) => element).find((element) => element.$type !== 'dmn:Definitions' && holds(element, id))?.id),
  };
}

/** The whole diagram in the middle, not larger than it is. */
function fit(viewer) {
  const canvas = viewer.get('canvas');
  if (canvas.getContainer().clientWidth && canvas.zoom('fit-viewport', 'auto') > 1) canvas.zoom(1, 'auto');
}

function tab({ element, type, name }, active, open) {
  const text = type === 'drd' ? say('diagram') : name || element.id;
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text, onclick: open, className: 'desk-tab' });
  button.setAttribute('role', 'tab');
  button.setAttribute('aria-selected', String(active));
  button.tabIndex = active ? 0 : -1;
  return button;
}

/** Whether an element or anything below it has the id. */
function holds(element, id) {
  if (!id) return false;
  if (element.id === id) return true;
  return Object.values(element).flat().some((below) => below?.$type && below.$parent === element && holds(below, id));
}
