// The form as text, its keys in the order in which they stood: form-js turns them round, and a comparison would show it.
/** The text of a schema; `before` is the document that was opened. */
export function written(schema, before) {
  const known = new Map([['', before]]);
  collect(before.components, known);
  return `${JSON.stringify(ordered(schema, known.get('')), (key, value) => (Array.isArray(value) && key === 'components' ? value.map((one) => ordered(one, known.get(one.id))) : value), 2)}\n`;
}

function collect(components, known) {
  for (const one of components ?? []) {
    known.set(one.id, one);
    collect(one.components, known);
  }
}

function ordered(now, before = {}) {
  const keys = [...Object.keys(before).filter((key) => key in now), ...Object.keys(now).filter((key) => !(key in before))];
  return Object.fromEntries(keys.map((key) => [key, isPlain(now[key]) && isPlain(before[key]) ? ordered(now[key], before[key]) : now[key]]));
}

function isPlain(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
