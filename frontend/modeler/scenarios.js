// 情景 and 覆盖: what the scenarios of the package say of this draft, and which flows none of them takes.
import { h, render } from '@bpmn-io/properties-panel/preact';
import { say } from './words.js';

/** Draw both tabs; gives the flows of the diagram's process with whether they were taken, or null. */
export function drawScenarios({ list, coverage, counts }, found, { process, page, nameOf, locate }) {
  const failed = Array.isArray(found.failed) ? found.failed : [];
  const known = found.status === 200 && found.total > 0 && found.coverage;
  const link = h('a', { class: 'btn btn-small', href: page }, say('run'));
  const flows = known ? (found.coverage.flows?.[process] ?? null) : null;
  const missing = Object.entries(flows ?? {}).filter(([, taken]) => !taken).map(([id]) => id);
  counts.scenarios.textContent = known ? (failed.length ? say('scenariosFailed', { ok: found.total - failed.length, bad: failed.length }) : say('scenariosDone', { n: found.total })) : '';
  counts.coverage.textContent = flows ? `${share(flows)}%` : '';
  render(h('div', { class: 'tab-body' }, !known && h('p', { class: 'quiet' }, say('scenariosNone')), failed.length > 0 && h('ul', null, failed.map((one) => h('li', { key: one.name ?? one }, h('strong', null, one.name ?? String(one)), one.message ? ` ${one.message}` : ''))), known && !failed.length && h('p', { class: 'st st-done' }, say('scenariosDone', { n: found.total })), link), list);
  render(h('div', { class: 'tab-body' }, !flows ? h('p', { class: 'quiet' }, say('coverageNone')) : h('p', null, missing.length ? say('coverageMissing', { n: missing.length }) : say('coverageAll')),
    missing.length > 0 && h('ul', { class: 'missing' }, missing.map((id) => h('li', { key: id }, h('button', { type: 'button', class: 'link', onClick: () => locate(id) }, nameOf(id))))), !flows && link), coverage);
  return flows;
}

function share(flows) {
  const taken = Object.values(flows);
  return Math.floor((100 * taken.filter(Boolean).length) / Math.max(1, taken.length));
}
