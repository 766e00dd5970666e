// Says how long the server has not been heard; counts and countdowns then are as old as that.
import { everySecond } from './clock.js';
import { toast } from './announce.js';
import { duration } from './wording.js';
import { say } from './words.js';

let since = 0;

/** The server answered. */
export function contact() {
  if (since) toast(say('back'));
  since = 0;
  show();
}

/** The server did not answer. */
export function lost() {
  since ||= Date.now();
  show();
}

export function runConnection() {
  window.addEventListener('offline', lost);
  window.addEventListener('online', contact);
  everySecond(() => since && show());
}

function show() {
  const band = document.querySelector('[data-connection]');
  if (!band) return;
  band.hidden = !since;
  if (since) {
    const title = say('cutOff', { time: duration((Date.now() - since) / 1000) });
    band.querySelector('[data-connection-title]').textContent = title;
  }
}
