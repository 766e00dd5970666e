// The findings of a check as rows: mark · code · element · what, and how to mend · 定位. F8 goes to the next.
import { say } from './words.js';

const DRAWINGS = {
  error: '<path class="solid" d="M8 1.8L15 14H1z"/><path class="cut" d="M8 6.2v3.6M8 11.4v1"/>',
  warning: '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.6V8.3l2.3 1.4"/>',
};

/** Rows in `box` (a list); `locate(finding)` brings its place into view. `show(findings)` puts up new ones. */
export function findingsPanel(box, { locate, verdict, tab }) {
  let shown = [];
  let at = -1;
  let last = '';
  const go = (index) => {
    at = index;
    mark(box, at);
    locate(shown[at]);
  };
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F8' || !shown.length) return;
    event.preventDefault();
    go((at + (event.shiftKey ? shown.length - 1 : 1)) % shown.length);
    box.children[at]?.scrollIntoView({ block: 'nearest' });
  });
  return {
    /** Put up the findings of a check; null says that it could not be made, nothing that a reader asks for none. */
    show(found) {
      box.dataset.checked = String(Number(box.dataset.checked ?? 0) + 1);
      const state = JSON.stringify(found ?? String(found));
      if (state === last) return;
      last = state;
      const before = shown[at];
      shown = [...(found?.findings ?? [])].sort((one, other) => rank(one) - rank(other));
      at = before ? shown.findIndex((one) => one.code === before.code && one.element === before.element) : -1;
      box.replaceChildren(...(shown.length ? shown.map((finding, index) => row(finding, () => go(index))) : [nothing(found)]));
      mark(box, at);
      if (verdict) judge(verdict, found);
      if (tab) tab.textContent = found ? String(shown.length) : '';
      box.dataset.count = String(shown.length);
    },
    /** The findings at an element. */
    at: (element) => shown.filter((finding) => finding.element === element),
  };
}

/** The glyph of a severity. */
export function markOf(severity) {
  const kind = severity === 'error' ? 'error' : 'warning';
  return `<svg class="g" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${DRAWINGS[kind]}</svg>`;
}

function rank({ severity }) {
  return severity === 'error' ? 0 : 1;
}

function row(finding, act) {
  const item = document.createElement('li');
  item.className = `finding finding-${finding.severity === 'error' ? 'error' : 'warning'}`;
  const word = make('span', 'finding-mark');
  word.innerHTML = markOf(finding.severity);
  word.append(` ${say(finding.severity === 'error' ? 'error' : 'warning')}`);
  const text = make('span', 'finding-text', `${finding.message}${/[。！？.]$/.test(finding.message) ? '' : '。'}`);
  text.append(make('span', 'finding-mend', finding.mend));
  const button = Object.assign(make('button', 'btn btn-small', say('locate')), { type: 'button', onclick: act });
  button.setAttribute('aria-label', `${say('locate')} ${finding.name ?? finding.element ?? ''}`);
  item.append(word, make('code', 'finding-code', finding.code), make('strong', 'finding-name', finding.name || finding.element || say(finding.line ? 'line' : 'whole', { n: finding.line })), text, button);
  return item;
}

function nothing(found) {
  return make('li', `finding-none ${found ? 'st st-done' : 'quiet'}`, say(found ? 'clean' : found === null ? 'checkFailed' : 'unchecked'));
}

function judge(verdict, found) {
  const errors = found?.errors ?? 0;
  verdict.textContent = !found ? '' : errors ? say('errors', { n: errors }) : found.warnings ? say('warnings', { n: found.warnings }) : '';
  verdict.classList.toggle('is-error', errors > 0);
}

function mark(box, at) {
  [...box.children].forEach((item, index) => (index === at ? item.setAttribute('aria-current', 'true') : item.removeAttribute('aria-current')));
}

function make(tag, className, text = '') {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}
