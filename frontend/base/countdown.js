// Counts down what templates have written; says aloud only five minutes, one minute and overdue.
import { announce } from './announce.js';
import { clockTime, everySecond, now } from './clock.js';
import { COUNTED, duration } from './wording.js';
import { say } from './words.js';

const STEPS = [300, 60, 0];
const heard = new Map();

export function runCountdowns() {
  everySecond(() => document.querySelectorAll('[data-due]').forEach(count));
}

function count(box) {
  const due = Date.parse(box.dataset.due);
  const seconds = (due - now()) / 1000;
  if (seconds >= COUNTED) return;
  const fine = 'fine' in box.dataset;
  const over = seconds < 0;
  write(box.querySelector('[data-left]'), say(over ? 'over' : 'left', { time: duration(Math.abs(seconds), fine) }));
  const state = over ? 'over' : seconds <= Number(box.dataset.near) ? 'near' : 'plain';
  if (!box.classList.contains(`due-${state}`) || !says(box, due)) become(box, state, due);
  const used = box.querySelector('[data-used]');
  if (used) used.setAttribute('width', String(Math.min(100, Math.max(0, 100 - (seconds / Number(box.dataset.limit)) * 100))));
  if (fine) speak(box, seconds);
}

function become(box, state, due) {
  box.classList.remove('due-plain', 'due-near', 'due-over');
  box.classList.add(`due-${state}`);
  const note = box.querySelector('.due-note');
  const over = state === 'over';
  const after = over || !('brief' in box.dataset) ? note?.dataset.after : '';
  if (over || !says(box, due)) write(note, [say(over ? 'was' : 'by', { time: clockTime(due, false) }), after].filter(Boolean).join(' · '));
}

/** Whether the second line names the time due; while it is hours away it does not. */
function says(box, due) {
  return box.querySelector('.due-note')?.textContent.includes(clockTime(due, false)) ?? true;
}

function speak(box, seconds) {
  const step = STEPS.findLast((limit) => seconds <= limit);
  const before = heard.get(box);
  heard.set(box, step);
  if (before === step || !heard.size || step === undefined || (before === undefined && seconds < step - 2)) return;
  const task = document.querySelector('h1')?.textContent.trim() ?? '';
  announce(step === 0 ? say('announceOver', { task }) : say('announceLeft', { task, time: duration(step) }));
}

function write(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}
