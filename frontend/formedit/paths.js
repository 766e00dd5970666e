// The paths of a form's fields: what a register's properties name, what expressions complete.
const FIELDLESS = ['group', 'dynamiclist'];

/** The fields outside lists, by their path. */
export function fieldsOf(components = [], below = '') {
  return components.flatMap((one) => {
    if (one.type === 'group') return fieldsOf(one.components, one.path ? `${below}${one.path}.` : below);
    return one.key ? [{ value: below + one.key, text: labelOf(one), type: one.type }] : [];
  });
}

/** The variables of a form, what stands inside each below it, as FEEL editors complete them. */
export function variablesOf(components = []) {
  return components.flatMap((one) => {
    const path = FIELDLESS.includes(one.type) ? one.path : one.key;
    const inner = one.components ? variablesOf(one.components) : [];
    return path ? [nested(path.split('.'), { detail: labelOf(one), isList: one.type === 'dynamiclist', entries: inner })] : inner;
  });
}

function nested([name, ...rest], leaf) {
  return rest.length ? { name, entries: [nested(rest, leaf)] } : { name, ...leaf };
}

function labelOf({ label, dateLabel, key, path }) {
  return label || dateLabel || key || path;
}
