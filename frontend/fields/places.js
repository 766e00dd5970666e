// Where in the fields something stands: findings name a path or a line, fields have a path of their own.
import { isMap, isSeq, keysOf, nodeAt, pathAt } from './source.js';
import { say } from './words.js';

/** The field that a finding is about: its path, and its name from the outside; of a line, the row on it. */
export function placeOf(source, shape, { element, line, name }) {
  if (source.error) return { path: [], name };
  const path = element ? pathNamed(source, element) : line ? pathAt(source, line) : [];
  return follow(source, shape, path);
}

/** A path as one text. */
export function idOf(path) {
  return path.join('/');
}

/** The path that dotted names mean; names may hold dots themselves. */
function pathNamed(source, text) {
  const path = [];
  let rest = text;
  while (rest) {
    const node = nodeAt(source, path);
    const steps = isMap(node) ? keysOf(node) : isSeq(node) ? node.items.map((_, at) => String(at)) : [];
    const step = steps.filter((one) => rest === one || rest.startsWith(`${one}.`)).sort((one, other) => other.length - one.length)[0];
    if (step === undefined) return [...path, rest]; // a key that is missing
    path.push(isSeq(node) ? Number(step) : step);
    rest = rest.slice(step.length + 1);
  }
  return path;
}

/** As far as a path leads to something that has a field; entries of mappings go by their place. */
function follow(source, shape, path) {
  const found = [];
  const names = [];
  let here = shape;
  for (const step of path) {
    if (here.kind === 'record') {
      const field = here.fields.find(({ name }) => name === step);
      if (!field) break;
      found.push(step);
      names.push(field.label);
      here = field.shape;
    } else if (here.kind === 'rows' && typeof step === 'number') {
      found.push(step);
      names.push(String(step + 1));
      here = here.of;
    } else if (here.kind === 'map') {
      const at = typeof step === 'number' ? step : keysOf(nodeAt(source, found)).indexOf(step);
      if (at < 0) break;
      found.push(at);
      names.push(typeof step === 'number' ? String(step + 1) : step);
      here = here.of;
    } else break;
  }
  return { path: found, name: names.join(' › ') || say('plain') };
}
