// Sends a form and tells what the server said. The same press carries one key, so that a repeat is known as such.
import { csrfHeaders } from '../base/csrf.js';
import { contact, lost } from '../base/connection.js';
import { say } from '../base/words.js';

/** POST the body; gives `{status, ...answer}`, status 0 when the server was not reached. */
export async function send(url, body, key) {
  const headers = { ...csrfHeaders(), 'Content-Type': 'application/json', 'X-Request-Id': key };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' });
    contact();
    if (answer.type === 'opaqueredirect') return { status: 401 };
    return { ...(await content(answer)), status: answer.status };
  } catch {
    lost();
    return { status: 0 };
  }
}

/** What to show for an answer that was not a success. */
export function refusal(answer, draftTime) {
  if (answer.status === 0 || (answer.status >= 500 && !answer.title)) return { title: say('noAnswer'), text: say('noAnswerText') };
  if (answer.status === 401) {
    const here = encodeURIComponent(window.location.pathname);
    return { title: say('signedOut', { time: draftTime }), text: '', links: [{ href: answer.location ?? `/sign-in?next=${here}`, text: say('signIn') }] };
  }
  if (answer.status === 409) {
    const links = [{ href: window.location.pathname, text: say('whereNow') }, { href: '/tasks', text: say('backToList') }];
    return { title: answer.title, text: answer.text ?? say('textStays'), links: answer.links ?? links };
  }
  const { errors = [], text, links } = answer;
  return { title: answer.title ?? say('mendSome', { n: errors.length }), text, links, errors };
}

async function content(answer) {
  const type = answer.headers.get('Content-Type') ?? '';
  return type.includes('json') ? answer.json() : {};
}
