// A YAML text as fields edit it: every edit is a splice of the text, so that what it does not touch stays as it is written,
// with its comments, quotes and order. `yaml` reads it and says where each value stands.
//
// A path leads from the root to a value: names of a mapping's keys, or places (from 0) in a list or a mapping.
import { Document, isMap, isScalar, isSeq, parseDocument } from 'yaml';

const READ = { version: '1.1', keepSourceTokens: true, uniqueKeys: false }; // 1.1 is what the server reads
const WRITE = { lineWidth: 0, flowCollectionPadding: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER };
const LITERAL = {
  integer: /^-?(0|[1-9]\d{0,17})$/, number: /^-?(0|[1-9]\d{0,17})(\.\d{1,17})?$/, boolean: /^(true|false)$/, date: /^\d{4}-\d\d-\d\d$/,
};
LITERAL.figure = new RegExp(`${LITERAL.number.source}|${LITERAL.boolean.source}`);

/** The root of a text; `error` is the line of what is no YAML. */
export function parse(text) {
  const found = parseDocument(text, READ);
  const [error] = found.errors;
  return { text, root: found.contents, error: error && (error.linePos?.[0].line ?? 1) };
}

/** The value at a path; undefined where there is none. */
export function nodeAt({ root }, path) {
  return path.reduce((node, step) => {
    if (isSeq(node)) return node.items[step];
    return isMap(node) ? pairAt(node, step)?.value : undefined;
  }, root);
}

/** What stands in a field: the text of a scalar, null of anything else. */
export function textOf(node) {
  if (!node) return '';
  if (!isScalar(node)) return null;
  if (node.value === null) return '';
  return String(node.type === 'PLAIN' ? node.source : node.value);
}

/** The keys of a mapping in their order. */
export function keysOf(node) {
  return isMap(node) ? node.items.map(({ key }) => textOf(key) ?? '') : [];
}

/** How many values a list or a mapping has. */
export function countOf(node) {
  return isMap(node) || isSeq(node) ? node.items.length : 0;
}

export { isMap, isScalar, isSeq };

/** A value as it is written, fit for any place; `like` is the scalar whose quotes it keeps. */
export function written(value, kind = 'text', like) {
  const quoted = value.includes('\n') ? 'QUOTE_DOUBLE' : like?.value && like.type?.startsWith('QUOTE_') ? like.type : undefined;
  const meant = kind === 'figure' && quoted && LITERAL.figure.test(like.value); // a number in quotes is a text of digits
  if (!meant && LITERAL[kind]?.test(value)) return value;
  const document = new Document([value], READ);
  document.contents.flow = true;
  if (quoted) document.contents.items[0].type = quoted;
  return document.toString(WRITE).slice(1, -2);
}

/** A mapping on one line, of keys and values that are already as they are written. */
export function flow(entries) {
  return `{${entries.map(([key, value]) => `${written(key)}: ${value}`).join(', ')}}`;
}

/** The splice that puts a value, as it is written, at a path; `order` are the names among which a new key takes its place. */
export function put(source, path, value, order) {
  const above = path.slice(0, -1);
  const step = path.at(-1);
  const node = nodeAt(source, above);
  const item = itemAt(node, step);
  if (item) return instead(item, value);
  if (isMap(node)) return inserted(source, node, placeOf(node, step, order), `${written(step)}: ${value}`);
  if (above.length || node) return put(source, above, flow([[step, value]]));
  return { from: source.text.length, to: source.text.length, insert: `${/\S$/.test(source.text) ? '\n' : ''}${written(step)}: ${value}\n` };
}

/**
 * The splice that adds an entry to the list or mapping at a path, which may not be there yet: a value as it is written,
 * `{key, value}`, or `{entries}`, a mapping that is written as its neighbours are.
 */
export function add(source, path, index, content, order) {
  const node = nodeAt(source, path);
  if (countOf(node)) return inserted(source, node, index, content);
  const keyed = content.key !== undefined;
  const [open, text] = [keyed ? '' : '- ', laid(content)];
  if (path.length === 1) {
    const block = `\n  ${open}${text}`;
    const item = itemAt(nodeAt(source, []), path[0]);
    if (!item) return trimmed(put(source, path, block, order));
    return { from: colonOf(item), to: item.value ? tokenEnd(item.value) : colonOf(item), insert: block };
  }
  if (!path.length) return { from: source.text.length, to: source.text.length, insert: `${open}${text}\n` };
  return put(source, path, keyed ? `{${text}}` : `[${text}]`, order);
}

/** The splice that takes a value out, with its key, its comments and its lines. */
export function remove(source, path) {
  const node = nodeAt(source, path.slice(0, -1));
  const items = itemsOf(node);
  const at = items.indexOf(itemAt(node, path.at(-1)));
  if (at < 0) return null;
  const item = items[at];
  if (items.length === 1) return emptied(source, path.slice(0, -1), node);
  if (isFlow(node)) {
    return at < items.length - 1 ? cut(beginOf(item), beginOf(items[at + 1])) : cut(endOf(items[at - 1]), endOf(item));
  }
  const from = segmentOf(source.text, item).from;
  const line = source.text.lastIndexOf('\n', from - 1) + 1;
  if (source.text.slice(line, from).trim()) return cut(from, beginOf(items[at + 1] ?? item)); // `- first: …` keeps its dash
  return cut(line, Math.min(lineEnd(source.text, endOf(item)) + 1, source.text.length));
}

/** The splice that changes two neighbours of a list or a mapping; each takes the comments above it along. */
export function swap(source, path, one, other) {
  const node = nodeAt(source, path);
  const items = itemsOf(node);
  const [first, second] = [one, other].sort((a, b) => a - b).map((at) => items[at]);
  if (!first || !second) return null;
  const span = (item) => (isFlow(node) ? { from: beginOf(item), to: endOf(item) } : segmentOf(source.text, item));
  const [before, after] = [span(first), span(second)];
  const text = ({ from, to }) => source.text.slice(from, to);
  return { from: before.from, to: after.to, insert: text(after) + source.text.slice(before.to, after.from) + text(before) };
}

/** The splice that gives the entry of a mapping another key. */
export function rename(source, path, key) {
  const item = itemAt(nodeAt(source, path.slice(0, -1)), path.at(-1));
  const like = pairAt(nodeAt(source, path.slice(0, -1)), path.at(-1)).key;
  const from = item.key?.offset ?? item.sep[0].offset;
  return { from, to: item.key ? tokenEnd(item.key) : from, insert: written(key, 'text', like) };
}

/** A text with a splice made. */
export function spliced(text, { from, to, insert }) {
  return text.slice(0, from) + insert + text.slice(to);
}

/** The path of the innermost value on a line. */
export function pathAt(source, line) {
  const from = source.text.split('\n', line - 1).join('\n').length + (line > 1 ? 1 : 0);
  const to = lineEnd(source.text, from);
  const found = [];
  let node = source.root;
  for (;;) {
    const items = itemsOf(node);
    const here = items.map((item, at) => [item, at]).filter(([item]) => beginOf(item) <= to && endOf(item) >= from);
    if (here.length !== 1) return found;
    const [[, at]] = here;
    found.push(isMap(node) ? keysOf(node)[at] : at);
    node = isMap(node) ? node.items[at].value : node.items[at];
  }
}

function pairAt(map, step) {
  return typeof step === 'number' ? map.items[step] : map.items.find(({ key }) => textOf(key) === step);
}

/** The tokens of an entry. */
function itemAt(node, step) {
  if (isMap(node)) return pairAt(node, step)?.srcToken;
  return isSeq(node) ? itemsOf(node)[step] : undefined;
}

function itemsOf(node) {
  if (!isMap(node) && !isSeq(node)) return [];
  const dashed = ({ start }) => start.some(({ type }) => type === 'seq-item-ind');
  return node.srcToken.items.filter((item) => item.key || item.sep || item.value || dashed(item));
}

function isFlow(node) {
  return node.srcToken.type === 'flow-collection';
}

/** Where a new key stands: behind the last of those that come before it in the order of the schema. */
function placeOf(map, name, order = []) {
  const before = order.slice(0, order.indexOf(name));
  const keys = keysOf(map);
  const last = keys.findLastIndex((key) => before.includes(key));
  return order.includes(name) && (last >= 0 || keys.some((key) => order.includes(key))) ? last + 1 : keys.length;
}

function inserted(source, node, index, content) {
  const items = itemsOf(node);
  const before = items[index - 1];
  const at = before ? endOf(before) : items.length ? beginOf(items[0]) : node.srcToken.start.offset + 1;
  if (isFlow(node) || !items.length) {
    const text = laid(content);
    return { from: at, to: at, insert: before ? `, ${text}` : items.length ? `${text}, ` : text };
  }
  const indent = ' '.repeat(columnOf(source.text, beginOf(items[0])));
  const below = items[0].value?.type === 'block-map' ? `\n${indent}  ` : undefined;
  const whole = isSeq(node) ? `- ${laid(content, below)}` : laid(content);
  const end = before && lineEnd(source.text, at);
  return before ? { from: end, to: end, insert: `\n${indent}${whole}` } : { from: at, to: at, insert: `${whole}\n${indent}` };
}

/** An entry as it is written; a mapping on one line, or on several with `below` between them. */
function laid(content, below) {
  if (typeof content === 'string') return content;
  if (content.key !== undefined) return `${written(content.key)}: ${content.value}`;
  return below ? content.entries.map(([key, value]) => `${written(key)}: ${value}`).join(below) : flow(content.entries);
}

function instead(item, value) {
  const { value: old } = item;
  const colon = colonOf(item);
  if (!old || old.type.startsWith('block-') && old.items) return { from: colon, to: old ? tokenEnd(old) : colon, insert: ` ${value}` };
  return { from: old.offset, to: tokenEnd(old), insert: value };
}

/** A list or mapping that lost its last entry. */
function emptied(source, path, node) {
  const none = isMap(node) ? '{}' : '[]';
  if (path.length) return put(source, path, none);
  return { from: beginOf(itemsOf(node)[0]), to: endOf(itemsOf(node)[0]), insert: none };
}

/** Behind the `:` or the `-` of an entry, or where it begins in a list on one line. */
function colonOf(item) {
  const sign = [...(item.sep ?? []), ...item.start].find(({ type }) => type === 'map-value-ind' || type === 'seq-item-ind');
  return sign ? sign.offset + 1 : item.value.offset;
}

function beginOf(item) {
  const dash = item.start.find(({ type }) => type === 'seq-item-ind');
  return (dash ?? item.key ?? item.sep?.[0] ?? item.value).offset;
}

function endOf(item) {
  if (item.value && tokenEnd(item.value) > item.value.offset) return tokenEnd(item.value);
  const sign = item.sep?.find(({ type }) => type === 'map-value-ind') ?? item.key ?? item.start.find(({ type }) => type === 'seq-item-ind');
  return sign.offset + sign.source.length;
}

function tokenEnd(token) {
  if (token.type === 'flow-collection') return (token.end.find(({ type }) => /-(seq|map)-end$/.test(type)) ?? token.end[0]).offset + 1;
  if (token.items) {
    const whole = token.items.filter(({ key, sep, value, start }) => key || sep || value || start.some(({ type }) => type === 'seq-item-ind'));
    return endOf(whole.at(-1));
  }
  if (token.type !== 'block-scalar') return token.offset + token.source.length;
  const head = token.props.reduce((length, { source }) => length + source.length, 0);
  return token.offset + head + token.source.trimEnd().length;
}

/** An entry of a block with the comments right above it and the one behind it, without the indent of its first line. */
function segmentOf(text, item) {
  let from = beginOf(item);
  const to = lineEnd(text, endOf(item));
  for (;;) {
    const line = text.lastIndexOf('\n', from - 1) + 1;
    if (line === 0 || text.slice(line, from).trim()) return { from, to };
    const above = text.lastIndexOf('\n', line - 2) + 1;
    const before = text.slice(above, line - 1);
    if (columnOf(text, from) !== before.search(/#/) || before.slice(0, before.search(/#/)).trim()) return { from, to };
    from = above + before.search(/#/);
  }
}

function columnOf(text, at) {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

function lineEnd(text, at) {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function cut(from, to) {
  return { from, to, insert: '' };
}

/** A block behind its key begins on the next line. */
function trimmed({ from, to, insert }) {
  return { from, to, insert: insert.replace(': \n', ':\n') };
}
