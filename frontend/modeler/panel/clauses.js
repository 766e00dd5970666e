// 条款: the obligations that an element carries, picked by number or words.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { property } from '../moddle.js';
import { say } from '../words.js';
import { Add, Field, Remove } from './fields.js';
import { usePanel } from './section.js';

const MOST = 8;

/** The ids in the property `clause`. */
export function clausesOf(element) {
  return property(element, 'clause').split(/[\s,]+/).filter(Boolean);
}

/** The list with what is added to it. */
export function Clauses({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const [adding, setAdding] = useState(false);
  const [query, setQuery] = useState('');
  const chosen = clausesOf(element);
  const set = (ids) => write.property(element, 'clause', ids.join(' '));
  const text = (id) => lists.clauses.find((clause) => clause.id === id)?.text ?? say('unknown', { name: id });
  const matches = lists.clauses.filter((clause) => !chosen.includes(clause.id) && `${clause.id} ${clause.text} ${clause.at}`.toLowerCase().includes(query.toLowerCase()));
  const add = (id) => {
    setAdding(false);
    setQuery('');
    set([...chosen, id]);
  };
  return h(Field, { id: 'clause', error: desk.wrongAt(element).clause, plain: true },
    h('ul', { class: 'pp-clauses' }, chosen.map((id) => h('li', { key: id }, h('code', { class: 'pp-clause' }, id), h('span', { title: text(id) }, text(id)), !locked && h(Remove, { label: `${say('remove')} ${id}`, onClick: () => set(chosen.filter((one) => one !== id)) })))),
    !locked && !adding && h(Add, { text: say(chosen.length ? 'clauseAdd' : 'clauseFirst'), onClick: () => setAdding(true) }),
    adding && h(Fragment, null,
      h('input', { class: 'pp-input', type: 'search', 'aria-label': say('clauseSearch'), placeholder: say('clauseSearch'), value: query, ref: (input) => input && input !== document.activeElement && !query && input.focus(), onInput: (event) => setQuery(event.target.value), onKeyDown: (event) => event.key === 'Escape' && setAdding(false) }),
      h('ul', { class: 'pp-options' }, matches.slice(0, MOST).map((clause) => h('li', { key: clause.id }, h('button', { type: 'button', onClick: () => add(clause.id) }, h('code', null, clause.id), ` ${clause.text}`))),
        !matches.length && h('li', { class: 'pp-hint' }, say('clauseNone')))));
}
