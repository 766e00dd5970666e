// 别的属性: what an element carries and no other section shows, such as what it kept when it was of another kind.
import { h } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { extensions, holderOf } from '../moddle.js';
import { say } from '../words.js';
import { Field, Remove } from './fields.js';
import { usePanel } from './section.js';

const SHOWN = {
  clause: () => true, notBy: (e) => is(e, 'bpmn:UserTask'), pileUp: (e) => is(e, 'bpmn:UserTask'), writes: (e) => isAny(e, ['bpmn:UserTask', 'bpmn:ScriptTask']),
  startableBy: (e) => is(e, 'bpmn:CatchEvent'), key: (e) => isAny(e, ['bpmn:Event', 'bpmn:ReceiveTask', 'bpmn:SendTask']),
  collect: isRepeated, into: isRepeated,
};

/** The properties that nothing else shows. */
export function othersOf(element) {
  const all = extensions(holderOf(element), 'camunda:Properties').flatMap((group) => group.values ?? []);
  return all.filter(({ name }) => !SHOWN[name]?.(element));
}

/** A list to look at and to take from. */
export function Others({ element }) {
  const { write, locked } = usePanel();
  return h(Field, { id: 'others', hint: say('othersHint'), plain: true },
    h('ul', { class: 'pp-picked' }, othersOf(element).map(({ name, value }) => h('li', { key: name }, h('code', null, `${name} = ${value}`), !locked && h(Remove, { label: `${say('remove')} ${name}`, onClick: () => write.property(element, name, '') })))));
}

function isRepeated(element) {
  return getBusinessObject(element).loopCharacteristics?.$type === 'bpmn:MultiInstanceLoopCharacteristics';
}
