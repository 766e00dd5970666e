// The properties panel: without what the server does not honour, with what it adds, with what is known for completion.
import { ownGroup } from './own.js';

const GROUPS = ['securityAttributes'];
const ENTRIES = ['versionTag', 'disabled', 'url', 'content'];

/** A module of the editor; `desk` has the package's lists, what is wrong at the chosen component, and what is known. */
export function properties(desk) {
  class Honoured {
    static $inject = ['propertiesPanel'];

    constructor(propertiesPanel) {
      propertiesPanel.registerProvider(this, 500);
    }

    getGroups(field, edit) {
      return (groups) => (field ? arranged(groups, ownGroup(field, edit, desk)) : groups).map((group) => told(group, desk));
    }
  }
  return { __init__: ['honoured'], honoured: ['type', Honoured] };
}

/** General first, then what is our own, then the rest; what has an entry of its own is no custom property besides. */
function arranged(groups, own) {
  const keys = own.entries.map(({ id }) => id.replace('own-', ''));
  const custom = (group) => ({ ...group, items: group.items.filter(({ label }) => !keys.includes(label)) });
  const kept = groups.filter(({ id }) => !GROUPS.includes(id)).map((group) => (group.id === 'custom-values' ? custom(group) : without(group)));
  const [general, ...rest] = kept.filter(({ id, items, entries }) => (id === 'custom-values' ? items.length : items || entries?.length));
  return [general, own, ...rest];
}

function without(group) {
  return group.entries ? { ...group, shouldOpen: group.id === 'general', entries: group.entries.filter(({ id }) => !ENTRIES.includes(id)) } : group;
}

function told(group, desk) {
  const each = (entries) => entries.map((entry) => ({ ...entry, component: knowing(entry.component, desk) }));
  if (group.items) return { ...group, items: group.items.map((item) => ({ ...item, entries: each(item.entries) })) };
  return { ...group, entries: each(group.entries) };
}

const wrapped = new WeakMap();

/** The same component, whose FEEL editors complete what is known; made once, or it would lose the focus. */
function knowing(component, desk) {
  if (!wrapped.has(component)) wrapped.set(component, (props) => offering(component(props), desk.known()));
  return wrapped.get(component);
}

function offering(node, known) {
  const props = node?.props;
  if (Array.isArray(props?.variables)) props.variables = known;
  for (const below of [props?.children].flat()) if (below && typeof below === 'object') offering(below, known);
  return node;
}
