// The form as a task would show it, in a frame with the viewer that people get; its values can be tried.
import { codeEditor } from '../code/editor.js';
import { previews } from '../desk/preview.js';
import { say } from '../desk/words.js';

const QUIET = 350;

/** `show(text)` draws the form anew. */
export function runPreview(root) {
  const frame = root.querySelector('[data-frame]');
  const values = exampleValues(root, () => ask());
  let text = '';
  let last = null;
  let timer;
  const send = () => last && frame.contentWindow.postMessage(last, window.location.origin);
  const ask = () => {
    clearTimeout(timer);
    timer = setTimeout(() => get(root.dataset.preview, { text, values: values.get() }), QUIET);
  };
  const get = previews('writer' in root.dataset, (answer) => {
    root.querySelector('[data-stale]').textContent = said(answer);
    if (!answer.document) return;
    values.offer(answer.example);
    last = { document: answer.document, data: answer.data, outcomes: answer.outcomes };
    send();
  });
  window.addEventListener('message', (event) => event.source === frame.contentWindow && event.data === 'ready' && send());
  runTabs(root);
  return {
    show(newest) {
      text = newest;
      ask();
    },
  };
}

function said({ status, document, readers }) {
  if (readers) return say('writersOnly');
  return status === 200 ? (document ? '' : say('broken')) : say('noAnswer');
}

/** The sample values: what the server makes up, until somebody writes their own; those stay on this computer. */
function exampleValues(root, changed) {
  const name = `values:${root.dataset.draft}:${root.dataset.path}`;
  const stale = root.querySelector('[data-values-error]');
  let own = localStorage.getItem(name);
  let made = null;
  const editor = codeEditor(root.querySelector('[data-values]'), { path: 'values.json', label: root.querySelector('#tab-values').textContent, changed: write });
  editor.setEditable(true);
  if (own) editor.setText(own);
  root.querySelector('[data-values-reset]').onclick = () => {
    own = null;
    localStorage.removeItem(name);
    editor.setText(made ?? '{}');
    changed();
  };
  function write() {
    own = editor.text();
    try {
      JSON.parse(own);
      stale.textContent = '';
      localStorage.setItem(name, own);
      changed();
    } catch {
      stale.textContent = say('notJson');
    }
  }
  return {
    get() {
      try {
        return own ? JSON.parse(own) : null;
      } catch {
        return JSON.parse(localStorage.getItem(name) ?? 'null');
      }
    },
    offer(example) {
      made = JSON.stringify(example, null, 2);
      if (!own) editor.setText(made);
    },
  };
}

function runTabs(root) {
  const tabs = [...root.querySelectorAll('.desk-preview [data-tab]')];
  const choose = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = tab !== chosen;
    }
  };
  for (const tab of tabs) {
    tab.onclick = () => choose(tab);
    tab.onkeydown = (event) => {
      if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
      const next = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
      choose(next);
      next.focus();
    };
  }
}
