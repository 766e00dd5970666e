// The saves of the open file, newest first, below the desk in place of the findings; each can be gone back to.
import { momentOf } from '../drafts/times.js';
import { say } from '../drafts/words.js';

/** `file()` gives the file that is open. */
export function savesList(root, file) {
  const button = root.querySelector('[data-saves-open]');
  const list = root.querySelector('[data-saves-list]');
  const findings = root.querySelector('[data-findings]');
  const draw = async () => {
    const saves = await file().saves();
    const all = saves.length ? [...saves, { version: 0 }] : [];
    list.replaceChildren(...(all.length ? all.map((save, index) => row(file(), save, index === 0)) : [part('li', 'finding-none quiet', say('noSaves'))]));
  };
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

function row(file, { version, at, by, bytes }, newest) {
  const item = part('li', 'desk-save');
  item.append(part('strong', '', version ? say('save', { version }) : say('deployed')), part('span', '', at ? momentOf(at) : ''), part('span', '', by ?? ''), part('span', 'quiet', bytes ? say('bytes', { n: bytes.toLocaleString() }) : ''));
  if (!newest && file.editable) item.append(Object.assign(part('button', 'btn btn-small', say('backTo')), { type: 'button', onclick: () => file.backTo(version) }));
  return item;
}

function part(tag, className, text = '') {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
