// htmx fetches the list again; focus, typed text and selection stay, new urgent tasks are said once.
import { announce } from './announce.js';
import { adjust, clockTime, now } from './clock.js';
import { contact, lost } from './connection.js';
import { showSelection } from './selection.js';
import { say } from './words.js';

const title = document.title;
let urgent = urgentRows();

export function runLive() {
  document.addEventListener('htmx:after:request', (event) => answered(event.detail.ctx));
  document.addEventListener('htmx:error', () => lost());
  document.addEventListener('htmx:after:swap', swapped);
  window.addEventListener('focus', () => { document.title = title; });
}

function answered(ctx) {
  const headers = ctx?.response?.headers;
  if (!headers) return;
  contact();
  adjust(headers.get('Date'));
  const line = document.querySelector('[data-updated]');
  if (line && ctx.sourceElement?.id === 'task-list') line.textContent = clockTime(now());
}

function swapped() {
  keepCurrent();
  showSelection();
  const rows = urgentRows();
  const fresh = [...rows].filter(([id]) => !urgent.has(id));
  urgent = rows;
  if (fresh.length) call(fresh.map(([, name]) => name));
}

function keepCurrent() {
  const shown = document.querySelector('[data-preview-of]')?.dataset.previewOf;
  const row = shown && document.getElementById(`row-${shown}`);
  if (!row) return;
  document.querySelectorAll('.row[aria-current]').forEach((other) => other !== row && other.removeAttribute('aria-current'));
  if (!row.hasAttribute('aria-current')) row.setAttribute('aria-current', 'true');
}

function urgentRows() {
  const rows = document.querySelectorAll('.row[data-urgent]');
  return new Map([...rows].map((row) => [row.dataset.row, row.querySelector('.row-link').textContent]));
}

function call(names) {
  announce(say('newUrgent', { task: names.join('，') }), 'assertive');
  if (!document.hasFocus()) document.title = say('urgentTitle', { n: names.length }) + title;
  ring();
}

function ring() {
  if (!navigator.userActivation?.hasBeenActive) return;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.value = 0.15;
  tone.frequency.value = 880;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.4);
  tone.onended = () => audio.close();
}
