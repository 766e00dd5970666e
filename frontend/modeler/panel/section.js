// A section of the panel: heading that opens and closes, a note at its end, and a body of fields.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import { say } from '../words.js';

const closed = new Set(['documentation', 'comments', 'general']);

/** Have a section open when it is drawn next. */
export function openSection(id) {
  closed.delete(id);
}

/** The component of each group that the provider gives; `body` draws the fields, `note` is the heading's end. */
export function Section({ id, label, element, body: Body, note, wrong = 0 }) {
  const [, redraw] = useState(0);
  const open = !closed.has(id);
  const toggle = () => {
    if (open) closed.add(id);
    else closed.delete(id);
    redraw((count) => count + 1);
  };
  return h('section', { class: `pp-section${open ? ' is-open' : ''}`, 'data-section': id, 'aria-labelledby': `pp-head-${id}` },
    h('h3', { id: `pp-head-${id}` }, h('button', { type: 'button', 'aria-expanded': String(open), onClick: toggle },
      h('span', null, label), h('svg', { class: 'g', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, h('path', { d: 'M3.8 6l4.2 4.2L12.2 6' }))),
    wrong ? h('span', { class: 'pp-note is-wrong' }, say('mend', { n: wrong })) : note ? h('span', { class: 'pp-note' }, note) : null),
    open && h('div', { class: 'pp-body', key: element.id }, h(Body, { element })));
}

/** What the fields work with: the page's lists and acts, and who writes into the diagram. */
export function usePanel() {
  const desk = useService('desk');
  return { desk, lists: desk.lists, write: desk.write, locked: !desk.editable };
}
