// Prefixes in XML, before a modeler reads it.
const MARKUP = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^"'>])*>/g;

/** The text with other prefixes where one that the modeler keeps for itself (prefix → namespace) means something else: it could not be saved. */
export function freed(text, kept) {
  const taken = [...text.matchAll(/\bxmlns:([\w.-]+)\s*=\s*(["'])(.*?)\2/g)].filter(([, prefix, , uri]) => prefix in kept && kept[prefix] !== uri);
  return [...new Set(taken.map(([, prefix]) => prefix))].reduce((freer, prefix) => renamed(freer, prefix), text);
}

function renamed(text, prefix) {
  let other = `${prefix}1`;
  while (text.includes(`${other}:`) || text.includes(`:${other}`)) other += '1';
  const uses = new RegExp(`"[^"]*"|'[^']*'|(?<![\\w.:-])(?:xmlns:${prefix}(?=\\s*=)|${prefix}(?=:))`, 'g');
  const rename = (use) => (/^["']/.test(use) ? use : use.slice(0, -prefix.length) + other);
  return text.replace(MARKUP, (tag) => (/^<[!?]/.test(tag) ? tag : tag.replace(uses, rename)));
}
