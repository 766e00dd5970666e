// The modeler by keyboard alone: walking the diagram, into the settings of an element and back, the sheet of keys.
import { openDialog } from '../base/dialog.js';
import { walk } from '../diagram/walk.js';
import { say } from './words.js';

/** Listen to the keys of the canvas and of its `panel`. */
export function runKeys(modeler, panel) {
  const canvas = modeler.get('canvas');
  const drawing = canvas.getContainer().querySelector('svg[tabindex]');
  drawing.setAttribute('role', 'application'); // or a screen reader keeps the keys for itself
  drawing.setAttribute('aria-label', say('canvas'));
  drawing.setAttribute('aria-description', say('canvasKeys'));
  modeler.get('keyboard').addListener(({ keyEvent }) => {
    if (keyEvent.key === '?') return Boolean(openDialog('keys'));
    if (keyEvent.key === 'Enter') return enter(panel);
    return walk(modeler, keyEvent, (element) => Object.values(modeler.get('desk').wrongAt(element))) || undefined;
  });
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) canvas.focus();
  });
}

function enter(panel) {
  const first = panel.querySelector('.pp-body :is(input, select, textarea, button, .cm-content)') ?? panel.querySelector('button');
  first?.focus();
  return Boolean(first);
}
