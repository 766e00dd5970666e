// The properties panel without what the server does not honour.
const GROUPS = ['securityAttributes'];
const ENTRIES = ['versionTag', 'disabled', 'url', 'content'];

class Honoured {
  static $inject = ['propertiesPanel'];

  constructor(propertiesPanel) {
    propertiesPanel.registerProvider(this, 500);
  }

  getGroups() {
    return (groups) => groups.filter(({ id }) => !GROUPS.includes(id)).map(without).filter(({ items, entries }) => items || entries?.length);
  }
}

function without(group) {
  return group.entries ? { ...group, shouldOpen: group.id === 'general', entries: group.entries.filter(({ id }) => !ENTRIES.includes(id)) } : group;
}

/** A module of the editor. */
export const own = { __init__: ['honoured'], honoured: ['type', Honoured] };
