// 情景 and 覆盖: what the scenarios of the package say of this draft, and which flows none of them takes.
import { h, render } from '@bpmn-io/properties-panel/preact';
import { say } from './words.js';

/** Draw both tabs; gives the flows of the diagram's process with whether they were taken, or null. */
export function drawScenarios({ list, coverage, counts }, found, { process, page, nameOf, locate }) {
  const { status, done = 0, total = 0, failed = [] } = found.status === 200 ? { ...found, status: found.run } : {};
  const finished = status === 'done';
  const flows = found.coverage?.flows?.[process] ?? null;
  const missing = Object.entries(flows ?? {}).filter(([, taken]) => !taken).map(([id]) => id);
  counts.scenarios.textContent = finished ? told(total, failed.length) : status === 'running' ? `${done}/${total}` : '';
  counts.coverage.textContent = flows ? `${share(flows)}%` : '';
  const link = h('a', { class: 'btn btn-small', href: page }, say('run'));
  const row = (one) => h('li', { key: one.name }, h('strong', null, one.title ?? one.name), ' ', one.message ?? '');
  render(h('div', { class: 'tab-body' }, h('p', { class: finished && !failed.length ? 'st st-done' : 'quiet' }, finished ? told(total, failed.length) : status === 'running' ? say('scenariosRunning', { done, total }) : say('scenariosNone')), failed.length > 0 && h('ul', null, failed.map(row)), link), list);
  render(h('div', { class: 'tab-body' }, h('p', { class: flows && !missing.length ? 'st st-done' : 'quiet' }, !flows ? say('coverageNone') : missing.length ? say('coverageMissing', { n: missing.length }) : say('coverageAll')),
    missing.length > 0 && h('ul', { class: 'missing' }, missing.map((id) => h('li', { key: id }, h('button', { type: 'button', class: 'link', onClick: () => locate(id) }, nameOf(id))))), !flows && link), coverage);
  return flows;
}

function told(total, bad) {
  return bad ? say('scenariosFailed', { ok: total - bad, bad }) : say('scenariosDone', { n: total });
}

function share(flows) {
  const taken = Object.values(flows);
  return Math.floor((100 * taken.filter(Boolean).length) / Math.max(1, taken.length));
}
