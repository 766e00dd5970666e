// 泳道: whose work stands in it. The package says which groups work in a lane of which name.
import { h } from '@bpmn-io/properties-panel/preact';
import { attribute } from '../moddle.js';
import { say } from '../words.js';
import { SelectField } from './fields.js';
import { usePanel } from './section.js';

/** The field of a lane: one of those that the package knows. */
export function LaneOf({ element }) {
  const { desk, lists, write, locked } = usePanel();
  const text = ({ name, groups }) => `${name}（${groups.map((key) => lists.groups.find((group) => group.key === key)?.name ?? key).join('、')}）`;
  const options = [{ value: '', text: say('laneNone') }, ...lists.lanes.map((lane) => ({ value: lane.name, text: text(lane) }))];
  return h(SelectField, { id: 'lane', label: say('laneOf'), value: attribute(element, 'name'), options, error: desk.wrongAt(element).lane, disabled: locked, missing: (name) => say('unknown', { name }), onChange: (name) => write.attributes(element, { name }) });
}
