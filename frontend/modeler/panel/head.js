// The panel's head: what the element is, its id, its name, and whether this draft has added it.
import { h } from '@bpmn-io/properties-panel/preact';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../words.js';
import { usePanel } from './section.js';

/** The first group of every element. */
export function Head({ element }) {
  const { desk } = usePanel();
  const { type, id, name } = desk.described(element);
  return h('header', { class: 'pp-head' },
    h('p', { class: 'pp-type' }, type, ' · ', h('code', null, id)),
    h('h2', null, name, ' ', desk.isAdded(element) && h('span', { class: 'tag tag-added' }, '＋ ', say('added'))),
    is(element, 'bpmn:Collaboration') && h('p', { class: 'pp-hint' }, say('nothing')));
}
