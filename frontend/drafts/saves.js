// The saves of a file, newest first. Milestones of the draft stand at the save that was the latest then; any save can be
// compared with what the file is now, looked at and gone back to.
import { momentOf } from './times.js';
import { say } from './words.js';

const drawn = new WeakMap(); // by box: the file that it shows, and how often it was drawn

/** Draw them into `box`; `look(version)` shows one, where the editor can. What is being typed there stays. */
export async function drawSaves(box, file, { look = null } = {}) {
  const { turn } = remember(box, file);
  const saves = await file.saves();
  if (turn !== drawn.get(box).turn) return; // a later one is on its way
  const rows = saves.map((save, index) => row(file, save, { newest: index === 0, look }));
  const list = make('ol', 'saves', ...(rows.length ? rows : [make('li', 'save quiet', say('noSaves'))]));
  if (!box.firstChild) box.append(bar(box, () => drawSaves(box, drawn.get(box).file, { look })), list);
  else box.lastChild.replaceWith(list);
  box.querySelector('.save-only').hidden = !saves.some((save) => save.milestones.length);
  filter(box);
}

function remember(box, file) {
  const now = { file, turn: (drawn.get(box)?.turn ?? 0) + 1 };
  drawn.set(box, now);
  return now;
}

function bar(box, again) {
  const { file } = drawn.get(box);
  const check = Object.assign(document.createElement('input'), { type: 'checkbox', onchange: () => filter(box) });
  return make('div', 'save-bar', file.writer && file.open && naming(() => drawn.get(box).file, again), make('label', 'check save-only', check, ` ${say('milestonesOnly')}`));
}

function filter(box) {
  const { checked } = box.querySelector('.save-only input');
  box.lastChild.classList.toggle('saves-named', checked);
}

function row(file, { version, at, by, bytes, milestones }, { newest, look }) {
  const marks = milestones.map((name) => make('span', 'tag tag-milestone', name));
  const acts = make('span', 'acts',
    look && button(say('look'), () => look(version)),
    !newest && Object.assign(make('a', 'btn btn-small', say('compareNow')), { href: file.comparison(version) }),
    !newest && file.editable && button(say('backTo'), () => file.backTo(version)));
  return make('li', marks.length ? 'save save-named' : 'save',
    make('strong', '', version ? say('save', { version }) : say('deployed')), make('span', '', at ? momentOf(at) : ''),
    make('span', '', by ?? '', ...marks), make('span', 'quiet', bytes ? say('bytes', { n: bytes.toLocaleString() }) : ''), acts);
}

/** How the whole draft stands now gets a name. */
function naming(file, done) {
  const input = Object.assign(make('input', 'input'), { name: 'milestone', maxLength: 60, required: true, placeholder: say('milestoneFor'), ariaLabel: say('milestoneName') });
  const form = make('form', 'save-naming', input, make('button', 'btn btn-small', say('milestone')), make('span', 'quiet', say('milestoneNote')));
  input.oninput = () => input.setCustomValidity('');
  form.onsubmit = async (event) => {
    event.preventDefault();
    const answer = await file().name(input.value);
    if (answer.status === 200) {
      input.value = '';
      return done();
    }
    input.setCustomValidity(answer.title ?? say('refused', { why: answer.status }));
    input.reportValidity();
  };
  return form;
}

function button(text, press) {
  return Object.assign(make('button', 'btn btn-small', text), { type: 'button', onclick: press });
}

function make(tag, className, ...parts) {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...parts.filter((part) => part !== false && part !== null));
  return made;
}
