// What is known at a place of the package, as FEEL editors complete it.
import { ask } from './server.js';

/** The variables that `url` answers with for a text. */
export async function known(url, text = '') {
  const answer = await ask(url, text);
  return Array.isArray(answer) ? answer.map(completion) : [];
}

function completion({ name, type, detail, fields }) {
  return { name, detail: detail || undefined, isList: type === 'list' ? 'optional' : false, entries: fields.map(completion) };
}
