// The calls of the editors: text bodies with versions, small JSON acts. Status 0 means: the server was not reached.
import { csrfHeaders } from '../base/csrf.js';
import { contact, lost } from '../base/connection.js';

/** GET a file with the version that came; throws when it is not to be had. */
export async function read(url, version) {
  const answer = await fetch(version === undefined ? url : `${url}?version=${version}`);
  if (!answer.ok || answer.redirected) throw new Error(String(answer.redirected ? 401 : answer.status));
  return { text: await answer.text(), version: Number(answer.headers.get('X-Version') ?? version ?? 0) };
}

/** POST the text over a base version; gives `{status, ...answer}`. */
export function write(url, text, base) {
  return call(url, { method: 'POST', body: text, headers: { ...csrfHeaders(), 'Content-Type': 'application/octet-stream', 'X-Base-Version': String(base) } });
}

/** POST the text for an answer that keeps nothing: checks, previews. */
export function ask(url, text) {
  return call(url, { method: 'POST', body: text, headers: { ...csrfHeaders(), 'Content-Type': 'application/octet-stream' } });
}

/** POST JSON. */
export function act(url, body, options = {}) {
  return call(url, { method: 'POST', body: JSON.stringify(body), headers: { ...csrfHeaders(), 'Content-Type': 'application/json' }, ...options });
}

/** GET JSON. */
export function get(url) {
  return call(url, { headers: { Accept: 'application/json' } });
}

async function call(url, options) {
  try {
    const answer = await fetch(url, options);
    contact();
    if (answer.redirected) return { status: 401 }; // to the page of signing in
    const json = (answer.headers.get('Content-Type') ?? '').includes('json') ? await answer.json() : {};
    return Array.isArray(json) ? Object.assign(json, { status: answer.status }) : { ...json, run: json.status, status: answer.status }; // a body's own status is its run's
  } catch {
    lost();
    return { status: 0 };
  }
}
