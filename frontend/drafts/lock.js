// The soft lock: who is editing. It is kept every 20 seconds and left with the page.
import { act } from './server.js';

const KEEP = 20_000;

/** Hold the lock of a file; `told({mine, by})` hears of every change. Gives `take()` and `seize()`. */
export function holdLock(url, told) {
  let last = '';
  let wanted = 'take';
  const ask = async (what) => {
    const answer = await act(url, { act: what });
    if (answer.status !== 200) return;
    wanted = answer.mine ? 'keep' : 'take';
    const state = { mine: answer.mine, by: answer.by ?? '' };
    if (JSON.stringify(state) === last) return;
    last = JSON.stringify(state);
    told(state);
  };
  setInterval(() => ask(wanted), KEEP);
  addEventListener('pagehide', () => act(url, { act: 'leave' }, { keepalive: true }));
  return { take: () => ask('take'), seize: () => ask('seize') };
}
