// 一般, 数据 and 说明: name and id, where what was entered is kept, and words for readers.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { getLabel } from 'bpmn-js/lib/util/LabelUtil';
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { attribute, holderOf, property } from '../moddle.js';
import { say } from '../words.js';
import { CheckField, SelectField, TextField } from './fields.js';
import { usePanel } from './section.js';

const WRITTEN = ['bpmn:TextAnnotation', 'bpmn:Group']; // these say a text of their own and have no name

/** Name and id. */
export function General({ element }) {
  const { desk, write, locked } = usePanel();
  const [wrongId, setWrongId] = useState('');
  const holder = holderOf(element);
  const pool = is(element, 'bpmn:Participant') && holder !== getBusinessObject(element);
  const isProcess = holder.$type === 'bpmn:Process';
  const id = (value) => {
    const wrong = /^[A-Za-z_][\w.-]*$/.test(value) ? (desk.taken(value, holder) ? 'idTaken' : '') : 'idShape';
    setWrongId(wrong && say(wrong));
    if (wrong) return;
    if (pool) write.set(element, holder, { id: value });
    else write.attributes(element, { id: value });
  };
  const name = isAny(element, WRITTEN)
    ? { label: say('text'), value: getLabel(element), rows: 4, onChange: (text) => desk.get('modeling').updateLabel(element, text) }
    : { label: say('name'), value: attribute(element, 'name'), rows: 2, onChange: (text) => write.attributes(element, { name: text }) };
  return h(Fragment, null,
    h(TextField, { id: 'name', error: desk.wrongAt(element).name, disabled: locked, ...name }),
    pool && h(TextField, { id: 'processName', label: say('processName'), value: holder.name ?? '', disabled: locked, onChange: (text) => write.set(element, holder, { name: text || undefined }) }),
    h(TextField, { id: 'id', label: say('id'), value: holder.id ?? '', error: wrongId, disabled: locked || isProcess, onChange: id }),
    isProcess && h(CheckField, { id: 'executable', label: say('executable'), value: holder.isExecutable === true, disabled: locked, onChange: (on) => write.set(element, holder, { isExecutable: on }) }));
}

/** Which data object keeps what is entered. */
export function Data({ element }) {
  const { desk, write, locked } = usePanel();
  const value = property(element, 'writes');
  const options = [{ value: '', text: '—' }, ...desk.dataObjects(element).map((one) => ({ value: one.id, text: one.name === one.id ? one.id : `${one.name} · ${one.id}` }))];
  return h(SelectField, { id: 'writes', label: say('writes'), value, options, error: desk.wrongAt(element).writes, disabled: locked, missing: (name) => name, onChange: (id) => write.property(element, 'writes', id) });
}

/** Words for readers of the diagram. */
export function Documentation({ element }) {
  const { write, locked } = usePanel();
  const holder = holderOf(element);
  const first = holder.documentation?.[0];
  const set = (text) => {
    const rest = (holder.documentation ?? []).slice(1);
    write.set(element, holder, { documentation: text ? [write.make('bpmn:Documentation', { ...(first?.textFormat ? { textFormat: first.textFormat } : {}), text }, holder), ...rest] : rest });
  };
  return h(TextField, { id: 'docs', label: say('docs'), value: first?.text ?? '', rows: 5, disabled: locked, onChange: set });
}
