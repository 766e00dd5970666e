// 多实例: once, once for each of several, or again and again; and what becomes of the answers.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { property } from '../moddle.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { CheckField, More, SelectField, TextField } from './fields.js';
import { usePanel } from './section.js';

const MANY = 'bpmn:MultiInstanceLoopCharacteristics';
const AGAIN = 'bpmn:StandardLoopCharacteristics';
const SORTS = [['once', 'loopNone'], ['parallel', 'parallel'], ['sequential', 'sequential'], ['again', 'again']];

/** The fields of an activity's repetition. */
export function Loop({ element }) {
  const { desk, write, locked } = usePanel();
  const bo = getBusinessObject(element);
  const loop = bo.loopCharacteristics;
  const sort = sortOf(loop);
  const forget = () => {
    for (const name of ['collect', 'into']) if (property(element, name)) write.property(element, name, '');
  };
  const choose = (chosen) => desk.together(() => {
    if (loop?.$type === MANY && ['parallel', 'sequential'].includes(chosen)) return write.set(element, loop, { isSequential: chosen === 'sequential' });
    forget();
    const made = { once: () => '', again: () => write.make(AGAIN, {}, bo) }[chosen] ?? (() => write.make(MANY, { isSequential: chosen === 'sequential', 'camunda:elementVariable': 'item' }, bo));
    return write.attributes(element, { loopCharacteristics: made() });
  });
  return h(Fragment, null,
    h(SelectField, { id: 'order', label: say('order'), value: sort, options: SORTS.map(([value, key]) => ({ value, text: say(key) })), disabled: locked, onChange: choose }),
    sort === 'again' && h(Again, { element, loop }),
    loop?.$type === MANY && h(Many, { element, loop }));
}

function sortOf(loop) {
  if (!loop) return 'once';
  if (loop.$type === AGAIN) return 'again';
  return loop.isSequential ? 'sequential' : 'parallel';
}

function Many({ element, loop }) {
  const { desk, write, locked } = usePanel();
  const wrong = desk.wrongAt(element);
  const set = (name) => (value) => write.set(element, loop, { [name]: value || undefined });
  const body = (name) => (value) => write.expression(element, loop, name, value);
  const cardinality = loop.loopCardinality?.body ?? '';
  return h(Fragment, null,
    h(FeelField, { id: 'collection', label: say('collection'), element, value: loop.get('camunda:collection') ?? '', error: wrong.collection, onChange: set('camunda:collection') }),
    h(TextField, { id: 'elementVariable', label: say('elementVariable'), value: loop.get('camunda:elementVariable') ?? '', error: wrong.elementVariable, disabled: locked, onChange: set('camunda:elementVariable') }),
    h(TextField, { id: 'collect', label: say('collect'), value: property(element, 'collect'), disabled: locked, onChange: (value) => write.property(element, 'collect', value) }),
    h(TextField, { id: 'into', label: say('into'), value: property(element, 'into'), error: wrong.into, disabled: locked, onChange: (value) => write.property(element, 'into', value) }),
    h(FeelField, { id: 'done', label: say('done'), element, value: loop.completionCondition?.body ?? '', error: wrong.done, onChange: body('completionCondition') }),
    h(More, { text: say('seldom'), open: Boolean(cardinality) },
      h(FeelField, { id: 'cardinality', label: say('cardinality'), element, value: cardinality, onChange: body('loopCardinality') })));
}

function Again({ element, loop }) {
  const { desk, write, locked } = usePanel();
  const most = (text) => write.set(element, loop, { loopMaximum: Number(text) > 0 ? Math.round(Number(text)) : undefined });
  return h(Fragment, null,
    h(FeelField, { id: 'loop', label: say('loopCondition'), element, value: loop.loopCondition?.body ?? '', error: desk.wrongAt(element).loop, onChange: (text) => write.expression(element, loop, 'loopCondition', text) }),
    h(TextField, { id: 'loopMaximum', label: say('loopMaximum'), type: 'number', min: 1, value: String(loop.loopMaximum ?? ''), disabled: locked, onChange: most }),
    h(CheckField, { id: 'testBefore', label: say('testBefore'), value: loop.testBefore === true, disabled: locked, onChange: (on) => write.set(element, loop, { testBefore: on || undefined }) }));
}
