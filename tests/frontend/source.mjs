// Makes edits in the packages' own YAML files and tells what came out otherwise than it should: see test_source.py.
import { readFileSync } from 'node:fs';
import { parse as plain } from 'yaml';
import { add, countOf, isMap, isScalar, isSeq, keysOf, nodeAt, parse, put, remove, spliced, swap, textOf, written } from '../../frontend/fields/source.js';

const [most, ...files] = JSON.parse(readFileSync(0, 'utf8'));
const wrong = [];
let made = 0;
for (const file of files) {
  const source = parse(readFileSync(file, 'utf8'));
  const data = plain(source.text, { version: '1.1' });
  const places = [...walk(source.root, [])];
  const every = Math.ceil(places.length / most);
  places.forEach(([node, path], at) => {
    if (at % every === 0) for (const edit of isScalar(node) ? [changed] : [grown, shrunk, turned]) check(file, source, structuredClone(data), path, node, edit);
  });
}
console.log(JSON.stringify({ made, wrong }));

function* walk(node, path) {
  yield [node, path];
  if (isSeq(node)) for (const [at, one] of node.items.entries()) yield* walk(one, [...path, at]);
  if (isMap(node)) for (const [at, key] of keysOf(node).entries()) yield* walk(node.items[at].value, [...path, key]);
}

/** An edit gives its splice, what it makes of the data, and how many lines it may take and put. */
function check(file, source, expected, path, node, edit) {
  const asked = edit(source, path, node);
  if (!asked) return;
  made += 1;
  const [splice, mend, lines] = asked;
  const text = spliced(source.text, splice);
  const holder = path.reduce((data, step) => data[step], { '': expected }[''] ?? null);
  const data = mend(expected, holder, path) ?? expected;
  const told = (why) => wrong.push(`${file} ${edit.name} ${path.join('.')}: ${why}`);
  try {
    if (JSON.stringify(plain(text, { version: '1.1' })) !== JSON.stringify(data)) told('other data');
  } catch (error) {
    told(error.message);
  }
  const [took, gave] = differing(source.text.split('\n'), text.split('\n'));
  if (Math.max(took, gave) > lines) told(`${took} lines became ${gave}`);
}

function changed(source, path, node) {
  const value = 'Xa, b: c #d\ny';
  return [put(source, path, written(value, 'text', node)), (data, _, to) => set(data, to, value), textOf(node).includes('\n') ? 99 : 1];
}

function grown(source, path, node) {
  const content = isMap(node) ? { key: 'new', value: written('2026-01-01') } : written('2026-01-01');
  return [add(source, path, countOf(node), content), (_, holder) => void (isMap(node) ? (holder.new = '2026-01-01') : holder.push('2026-01-01')), countOf(node) ? 1 : 2];
}

function shrunk(source, path, node) {
  if (!path.length || !countOf(node)) return null;
  const step = isMap(node) ? keysOf(node)[0] : 0;
  const all = countOf(node) === 1;
  return [remove(source, [...path, step]), (data, holder, to) => {
    if (isMap(node)) delete holder[step];
    else holder.splice(0, 1);
    if (all) set(data, to, isMap(node) ? {} : []);
  }, linesOf(node)];
}

function turned(source, path, node) {
  if (countOf(node) < 2) return null;
  const last = countOf(node) - 1;
  return [swap(source, path, last - 1, last), (data, holder, to) => {
    const entries = isMap(node) ? Object.entries(holder) : holder;
    entries.push(...entries.splice(last - 1, 1));
    return set(data, to, isMap(node) ? Object.fromEntries(entries) : entries);
  }, linesOf(node)];
}

function set(data, path, value) {
  if (!path.length) return value;
  path.slice(0, -1).reduce((inner, step) => inner[step], data)[path.at(-1)] = value;
  return data;
}

function linesOf(node) {
  return textLines(node.srcToken ?? {});
}

function textLines(token) {
  return JSON.stringify(token).split('\\n').length + 1;
}

/** How many lines of either differ, beside those alike before and behind. */
function differing(old, fresh) {
  let head = 0;
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, fresh.length) - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  return [old.length - head - tail, fresh.length - head - tail];
}
