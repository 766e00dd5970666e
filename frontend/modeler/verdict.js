// Whether the draft's diagram may be submitted, as a sentence above the findings; the button in the head follows it.
import { say } from './words.js';

const submit = document.querySelector('[data-submit]');
const address = submit?.getAttribute('href');

/** Say what stands in the way: errors of the check, scenarios that fail. */
export function judge(line, errors, warnings, failing) {
  const wrong = [errors && say('verdictErrors', { n: errors }), failing && say('verdictScenarios', { n: failing })].filter(Boolean).join(say('and'));
  line.textContent = wrong ? `${wrong}${say('verdictNo')}` : warnings ? say('verdictWarnings', { n: warnings }) : '';
  line.classList.toggle('is-error', Boolean(wrong));
  if (!submit) return;
  if (errors) {
    submit.setAttribute('aria-disabled', 'true');
    submit.removeAttribute('href');
  } else {
    submit.removeAttribute('aria-disabled');
    submit.href = address;
  }
}
