// One file of a draft in an editor: opened, kept while it is changed, locked softly, never overwritten unasked.
//
//   const file = openFile(root);          // root carries the data of macros/draft_head.html: file_data()
//   show(await file.load());
//   file.on('text', show);                // another text takes the place of the editor's: theirs, an older save, a local copy
//   file.on('editable', (may) => …);      // the lock was won or lost
//   editor.on('change', () => file.changed(() => editor.text()));   // text or a promise of it
//
// Other events: `saved` {version, saved_at, by}, `lock` {mine, by}, `playing` {done, total}: the scenarios are played anew.
import { now } from '../base/clock.js';
import { askConflict, offerLocal, showEditor, showSaved } from './head.js';
import { localCopy } from './local.js';
import { holdLock } from './lock.js';
import { act, ask, get, read, write } from './server.js';
import { clockSeconds } from './times.js';

const QUIET = 1200;
const COPY = 150;
const RETRY = 8000;
const IDLE = 20_000; // after the last save, before the scenarios of the package are played on it

/** Open the file that an element's data describe. */
export function openFile(root) {
  return new DraftFile(root.dataset);
}

class DraftFile {
  #heard = new Map();
  #copy;
  #getText = null;
  #timers = {};
  #saving = null;
  #savedAt = null;
  #lock;

  constructor(data) {
    this.at = data;
    this.path = data.path;
    this.version = Number(data.version);
    this.writer = 'writer' in data;
    this.open = 'editable' in data;
    this.mine = false;
    this.saved = '';
    this.#copy = localCopy(data.draft, data.path);
    document.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      this.flush();
    });
    addEventListener('pagehide', () => this.#unload());
    document.addEventListener('visibilitychange', () => document.hidden && this.flush());
  }

  /** Whether the reader may change the file now. */
  get editable() {
    return this.open && this.mine;
  }

  /** Hear of an event. */
  on(event, heard) {
    this.#heard.set(event, [...(this.#heard.get(event) ?? []), heard]);
  }

  /** The text as the server holds it; then the lock is asked for and a copy of this computer is offered. */
  async load() {
    const { text, version } = await read(this.at.content);
    this.#take(text, version);
    if (this.open) {
      this.#lock = holdLock(this.at.lock, (state) => this.#locked(state));
      this.#lock.take().then(() => this.#offer('local'));
    } else showEditor({ mine: false, editable: false });
    return text;
  }

  /** The editor has changed: kept here at once, on the server when it has been quiet for a while. */
  changed(getText) {
    if (!this.editable) return;
    this.#getText = getText;
    showSaved('changed');
    this.#again('copy', COPY, () => this.#keepHere());
    this.#again('save', QUIET, () => this.flush());
  }

  /** Save now what is not saved yet. */
  async flush() {
    clearTimeout(this.#timers.save);
    while (this.#saving) await this.#saving;
    if (!this.#getText || !this.editable) return;
    this.#saving = this.#save().finally(() => (this.#saving = null));
    await this.#saving;
  }

  /** What the server finds in a text: `{findings, errors, warnings}`; null without an answer, nothing for readers. */
  async check(text) {
    if (!this.writer) return undefined; // a reader's post would be a refusal in the log
    const answer = await ask(this.at.check, text);
    return answer.status === 200 ? answer : null;
  }

  /** The history of saves, newest first, with milestones; what is deployed (0) last. */
  async saves() {
    const answer = await get(this.at.saves);
    return answer.status === 200 ? answer : [];
  }

  /** The text of a save; 0 is the base version's. */
  async textOf(version) {
    return (await read(this.at.content, version)).text;
  }

  /** Make an older save the newest. */
  async backTo(version) {
    await this.flush();
    const text = await this.textOf(version);
    this.#tell('text', text);
    this.#getText = () => text;
    await this.flush();
  }

  /** Name how the whole draft stands now, with what is open here saved. */
  async name(name) {
    await this.flush();
    return act(`/drafts/${this.at.draft}/milestones`, { name });
  }

  /** The page that compares a save of the file with the file as it is now. */
  comparison(version) {
    return `/drafts/${this.at.draft}/compare?${new URLSearchParams({ path: this.path, to: `save-${version}` })}`;
  }

  /** Comments on the file's elements. */
  comments() {
    return get(this.at.comments);
  }

  /** Write a comment, or a reply to `parent`. */
  comment(element, text, parent = null) {
    return act(this.at.comments, { element, text, parent });
  }

  /** Say that a comment is dealt with. */
  resolve(id) {
    return act(this.at.resolve + id, {});
  }

  async #save() {
    const getText = this.#getText;
    this.#getText = null;
    const text = await getText();
    if (text === this.saved) return this.#stored(null);
    showSaved('saving');
    const answer = await write(this.at.save, text, this.version);
    if (answer.status === 200) return this.#stored(text, answer);
    this.#getText ??= getText;
    if (answer.status === 409 && answer.version !== undefined) return this.#conflict(text, answer);
    await this.#keepHere();
    if (answer.status === 0 || answer.status >= 500) {
      showSaved('keptHere', { time: clockSeconds(now()) });
      this.#again('save', RETRY, () => this.flush());
    } else if (answer.status === 401) showSaved('signedOut');
    else showSaved('refused', { why: answer.title ?? answer.detail ?? String(answer.status) });
  }

  #stored(text, answer) {
    if (!this.#getText) this.#copy.drop();
    if (text === null) return this.#showStored();
    this.#take(text, answer.version);
    this.#showStored(answer.saved_at);
    this.#tell('saved', answer);
    this.#again('play', IDLE, () => this.#play());
  }

  /** What is typed while a save is under way waits for the next one. */
  #showStored(at = this.#savedAt) {
    this.#savedAt = at;
    if (this.#getText) showSaved('changed');
    else if (at) showSaved('saved', { time: clockSeconds(at) });
    else showSaved('unchanged');
  }

  /** The scenarios are played on what is saved now; a package whose files do not hold together is told by the check. */
  async #play() {
    const answer = await act(this.at.scenarios, {});
    if (answer.status === 200) this.#tell('playing', answer);
  }

  async #conflict(text, { version, by, at }) {
    this.#getText = null;
    let savedAt = at;
    const choice = await askConflict({ version, by, at });
    this.version = version;
    if (choice === 'mine') {
      this.#getText = () => text;
      return this.#save();
    }
    const theirs = await read(this.at.content);
    if (choice === 'keep') {
      const mine = await write(this.at.save, text, version);
      const back = await write(this.at.save, theirs.text, mine.version);
      theirs.version = back.version;
      savedAt = back.saved_at;
    } else this.#copy.put(text, version, now());
    this.#take(theirs.text, theirs.version);
    this.#tell('text', theirs.text);
    this.#showStored(savedAt);
    if (choice === 'theirs') this.#offer('kept');
  }

  #take(text, version) {
    this.saved = text;
    this.version = version;
  }

  async #offer(key) {
    const copy = this.#copy.get();
    if (!copy || copy.text === this.saved || !this.editable) return key === 'local' && this.#copy.drop();
    if (!(await offerLocal(copy.at, key))) return this.#copy.drop();
    this.#tell('text', copy.text);
    this.changed(() => copy.text);
  }

  #locked(state) {
    const could = this.editable;
    this.mine = state.mine;
    if (could && !this.editable && this.#getText) showSaved('kept', { time: clockSeconds(now()) });
    showEditor({ ...state, editable: this.open }, () => this.#seize());
    this.#tell('lock', state);
    if (could !== this.editable) this.#tell('editable', this.editable);
  }

  async #seize() {
    await this.#lock.seize();
    const { text, version } = await read(this.at.content);
    if (version !== this.version) {
      this.#take(text, version);
      this.#tell('text', text);
    }
    this.#offer('local');
  }

  async #keepHere() {
    clearTimeout(this.#timers.copy);
    if (this.#getText) this.#copy.put(await this.#getText(), this.version, now());
  }

  #unload() {
    if (this.#getText) this.#keepHere();
  }

  #again(name, wait, run) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(run, wait);
  }

  #tell(event, value) {
    for (const heard of this.#heard.get(event) ?? []) heard(value);
  }
}
