// An expression: FEEL with completion of what is known at the element, and what is wrong with it while it is typed.
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h } from '@bpmn-io/properties-panel/preact';
import { startCompletion } from '@codemirror/autocomplete';
import { EditorView } from '@codemirror/view';
import FeelEditor from '@bpmn-io/feel-editor';
import '../../i18n/feel.js';
import { say } from '../words.js';
import { Field } from './fields.js';
import { usePanel } from './section.js';

const QUIET = 350;
const LEADING = /^(\s*)=/;
const PLACE = /^第 \d+ 行第 \d+ 列有误：/; // the field says the place itself

/**
 * An expression of an element. With `literal` the text is FEEL only after `=`; otherwise it is FEEL throughout and a
 * leading `=` stays as it was written.
 */
export function FeelField({ id, label, element, value, onChange, error, hint, literal }) {
  const { desk, locked } = usePanel();
  const box = useRef(null);
  const editor = useRef(null);
  const state = useRef({ value, timer: 0, pending: null, typed: false });
  const [wrong, setWrong] = useState(null);
  const latest = useRef(onChange);
  latest.current = onChange;

  const settle = () => {
    clearTimeout(state.current.timer);
    const { pending } = state.current;
    if (pending === null) return;
    if (editor.current._cmEditor.composing) {
      state.current.timer = setTimeout(settle, QUIET); // the letters of an input method are not yet what is meant
      return;
    }
    state.current.pending = null;
    state.current.value = pending;
    latest.current(pending);
    judge(desk, pending, literal).then(setWrong);
  };

  useEffect(() => {
    const made = new FeelEditor({
      container: box.current, value, variables: [], builtins: desk.functions, readOnly: locked, extensions: [EditorView.lineWrapping],
      contentAttributes: { 'aria-label': label, id: `pp-${id}` },
      onChange: (text) => {
        if (text === state.current.value && state.current.pending === null) return;
        Object.assign(state.current, { pending: text, typed: true });
        clearTimeout(state.current.timer);
        state.current.timer = setTimeout(settle, QUIET);
      },
    });
    editor.current = made;
    const leave = () => settle();
    box.current.addEventListener('focusout', leave);
    let gone = false;
    desk.variables(element).then((found) => {
      if (gone) return;
      made.setVariables(found);
      if (state.current.typed && made._cmEditor.hasFocus) startCompletion(made._cmEditor); // what was typed meanwhile
    });
    judge(desk, value, literal).then((found) => !gone && setWrong(found));
    return () => {
      gone = true;
      settle();
      made._cmEditor.destroy();
    };
  }, [element.id, locked]);

  useEffect(() => {
    if (state.current.pending !== null || value === state.current.value) return;
    state.current.value = value;
    editor.current.setValue(value);
    judge(desk, value, literal).then(setWrong); // undone, or changed elsewhere
  }, [value]);

  const shown = wrong ? say(value.trim().includes('\n') ? 'feelErrorLine' : 'feelError', wrong) : error;
  return h(Field, { id, label, error: shown, hint, plain: true }, h('div', { class: `pp-input pp-feel${shown ? ' is-wrong' : ''}`, ref: box }));
}

async function judge(desk, text, literal) {
  if (!text.trim() || (literal && !LEADING.test(text))) return null;
  const wrong = await desk.feel(text.replace(LEADING, '$1 ')); // a blank in its place: what stands behind keeps its column
  return wrong && { ...wrong, message: wrong.message.replace(PLACE, '') };
}
