// What is known at a place of the package, as FEEL editors complete it.
import { ask } from './server.js';
import { say } from './words.js';

const TYPES = ['string', 'number', 'boolean', 'date', 'duration', 'list', 'context'];

/** The variables that `url` answers with for a text. */
export async function known(url, text = '') {
  const answer = await ask(url, text);
  return Array.isArray(answer) ? answer.map(completion) : [];
}

function completion({ name, type, detail, fields }) {
  const sort = TYPES.includes(type) ? say(type) : '';
  return { name, detail: [detail, sort].filter(Boolean).join(' · ') || undefined, isList: type === 'list' ? 'optional' : false, entries: fields.map(completion) };
}
