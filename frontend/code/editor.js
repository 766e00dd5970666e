// A code editor: text with its language, findings at their lines. Tab leaves it, as in any field; Ctrl+] indents.
import { redo, redoDepth, undo, undoDepth } from '@codemirror/commands';
import { css } from '@codemirror/lang-css';
import { html } from '@codemirror/lang-html';
import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import { EditorView, basicSetup } from 'codemirror';
import { language } from '../base/words.js';
import { code } from '../i18n/code.js';
import { look } from './look.js';

const languages = { css, html, json, yaml, yml: yaml, form: json };

/** The language of a file by the end of its name. */
export function languageOf(path) {
  return languages[path.split('.').pop()];
}

/** Put an editor into `parent`; `changed()` hears of what people type, not of `setText`. */
export function codeEditor(parent, { path, label, changed = () => {} }) {
  const may = new Compartment();
  const kind = languageOf(path);
  let telling = true;
  let filled = false;
  const extensions = [
    basicSetup, lintGutter(), look, kind ? kind() : [], EditorView.lineWrapping, may.of(readOnly(true)),
    EditorState.phrases.of(language === 'zh' ? code : {}),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', lang: '', tabindex: '0' }),
    EditorView.updateListener.of((update) => update.docChanged && telling && changed()),
  ];
  const view = new EditorView({ parent, extensions });
  return {
    view,
    text: () => view.state.doc.toString(),
    /** Replace the whole text where it differs; undo still leads back, but never before the first. */
    setText(text) {
      const first = !filled;
      filled = true;
      if (text === view.state.doc.toString()) return;
      telling = false;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: first ? Transaction.addToHistory.of(false) : [] });
      telling = true;
    },
    /** Put a text in place of a part, as if it had been typed there. */
    splice: ({ from, to, insert }) => view.dispatch({ changes: { from, to, insert }, userEvent: 'input.type' }),
    /** The steps of this text, for buttons. */
    steps: { undo: () => undo(view), redo: () => redo(view), canUndo: () => undoDepth(view.state) > 0, canRedo: () => redoDepth(view.state) > 0 },
    setEditable: (editable) => view.dispatch({ effects: may.reconfigure(readOnly(!editable)) }),
    /** Mark findings at their lines; those without one stand in the list only. */
    mark: (findings) => view.dispatch(setDiagnostics(view.state, findings.filter(({ line }) => line).map((one) => diagnostic(view, one)))),
    /** Show a line and put the cursor there. */
    goTo(line) {
      const { from } = lineOf(view, line);
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
  };
}

function readOnly(is) {
  return [EditorState.readOnly.of(is), EditorView.editorAttributes.of({ class: is ? 'code-read-only' : '' })];
}

function lineOf(view, line) {
  return view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
}

function diagnostic(view, { line, severity, message, mend }) {
  const { from, to, text } = lineOf(view, line);
  return { from: from + (text.length - text.trimStart().length), to, severity: severity === 'error' ? 'error' : 'warning', message: mend ? `${message}。${mend}` : message };
}
