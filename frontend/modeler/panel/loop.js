// 多实例: once, or once for each of several, and what becomes of the answers.
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { property } from '../moddle.js';
import { say } from '../words.js';
import { FeelField } from './feel.js';
import { SelectField, TextField } from './fields.js';
import { usePanel } from './section.js';

const MANY = 'bpmn:MultiInstanceLoopCharacteristics';

/** Whether an activity is done once for each of several. */
export function isMany(element) {
  return getBusinessObject(element).get('loopCharacteristics')?.$type === MANY;
}

/** The fields of an activity's repetition. */
export function Loop({ element }) {
  const { desk, write, locked } = usePanel();
  const bo = getBusinessObject(element);
  const loop = isMany(element) ? bo.loopCharacteristics : null;
  const wrong = desk.wrongAt(element);
  const sort = loop ? (loop.isSequential ? 'sequential' : 'parallel') : 'once';
  const options = [['once', 'loopNone'], ['parallel', 'parallel'], ['sequential', 'sequential']].map(([value, key]) => ({ value, text: say(key) }));
  const once = () => {
    write.attributes(element, { loopCharacteristics: '' });
    for (const name of ['collect', 'into']) if (property(element, name)) write.property(element, name, '');
  };
  const choose = (chosen) => {
    if (chosen === 'once') return desk.together(once);
    if (loop) return write.set(element, loop, { isSequential: chosen === 'sequential' });
    write.attributes(element, { loopCharacteristics: write.make(MANY, { isSequential: chosen === 'sequential', 'camunda:elementVariable': 'item' }, bo) });
  };
  const set = (name) => (value) => write.set(element, loop, { [name]: value || undefined });
  const body = (name) => (value) => write.expression(element, loop, name, value);
  return h(Fragment, null,
    h(SelectField, { id: 'order', label: say('order'), value: sort, options, disabled: locked, onChange: choose }),
    loop && h(Fragment, null,
      h(FeelField, { id: 'collection', label: say('collection'), element, value: loop.get('camunda:collection') ?? '', error: wrong.collection, onChange: set('camunda:collection') }),
      h(TextField, { id: 'elementVariable', label: say('elementVariable'), value: loop.get('camunda:elementVariable') ?? '', disabled: locked, onChange: set('camunda:elementVariable') }),
      h(TextField, { id: 'collect', label: say('collect'), value: property(element, 'collect'), disabled: locked, onChange: (value) => write.property(element, 'collect', value) }),
      h(TextField, { id: 'into', label: say('into'), value: property(element, 'into'), disabled: locked, onChange: (value) => write.property(element, 'into', value) }),
      h(FeelField, { id: 'done', label: say('done'), element, value: loop.completionCondition?.body ?? '', onChange: body('completionCondition') })));
}
