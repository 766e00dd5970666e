// The saves of the open file below the desk, in place of the findings.
import { drawSaves } from '../drafts/saves.js';
import { say } from '../drafts/words.js';

/** `file()` gives the file that is open. */
export function savesList(root, file) {
  const button = root.querySelector('[data-saves-open]');
  const list = root.querySelector('[data-saves-list]');
  const findings = root.querySelector('[data-findings]');
  const draw = () => drawSaves(list, file());
  button.onclick = () => {
    const open = list.hidden;
    list.hidden = !open;
    findings.hidden = open;
    button.setAttribute('aria-expanded', String(open));
    button.textContent = say(open ? 'toChecks' : 'history');
    if (open) draw();
  };
  return { refresh: () => list.hidden || draw() };
}
