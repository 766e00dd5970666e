// Writes into the head of an editor: when it was saved, who is editing, what this computer still holds.
import { clockSeconds } from './times.js';
import { say } from './words.js';

const find = (name) => document.querySelector(`[data-${name}]`);

/** Show how far what is typed has come: `changed`, `saving`, `saved`, `unchanged`, `keptHere`, `kept`, `signedOut` or `refused`. */
export function showSaved(kind, values = {}) {
  const line = find('saved');
  if (!line) return;
  line.hidden = false;
  line.dataset.kind = kind;
  write(find('saved-text'), say(kind, values));
}

/** The same words again would be read out again. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Show who is editing; `seize` takes over. */
export function showEditor({ mine, by, editable }, seize) {
  const line = find('editor');
  if (!line) return;
  line.hidden = false;
  find('editor-text').textContent = mine ? say('mine') : editable ? say('theirs', { who: by || say('someone') }) : say('readOnly');
  const button = find('seize');
  button.hidden = mine || !editable;
  button.onclick = seize;
}

/** Offer a local copy; answers whether it is to be taken. */
export function offerLocal(at, key = 'local') {
  const note = find('local');
  if (!note) return Promise.resolve(false);
  note.hidden = false;
  find('local-text').textContent = say(key, { time: clockSeconds(at) });
  return new Promise((answer) => {
    const end = (taken) => () => {
      note.hidden = true;
      answer(taken);
    };
    find('local-take').onclick = end(true);
    find('local-drop').onclick = end(false);
  });
}

/** Ask what becomes of two versions; answers `theirs`, `mine` or `keep`. */
export function askConflict({ by, at, version }) {
  const dialog = document.getElementById('draft-conflict');
  dialog.querySelector('[data-conflict-text]').textContent = say('conflict', { who: by || say('someone'), time: clockSeconds(at), version });
  dialog.showModal();
  return new Promise((answer) => {
    let chosen = null;
    dialog.onclose = () => (chosen ? answer(chosen) : dialog.showModal()); // there is no way past the choice
    for (const button of dialog.querySelectorAll('[data-conflict]')) {
      button.onclick = () => {
        chosen = button.dataset.conflict;
        dialog.close();
      };
    }
  });
}
