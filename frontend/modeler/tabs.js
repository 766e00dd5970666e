// The panel below the canvas: 检查, 情景, 覆盖, 批注, 保存历史.
import { h, render } from '@bpmn-io/properties-panel/preact';
import { Thread } from './panel/comments.js';
import { say } from './words.js';

/** Switch between the tabs of `root`; `opened(name)` is told. */
export function runTabs(root, opened) {
  const tabs = [...root.querySelectorAll('[role="tab"]')];
  const show = (tab) => {
    for (const one of tabs) {
      one.setAttribute('aria-selected', String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      document.getElementById(one.getAttribute('aria-controls')).hidden = one !== tab;
    }
    opened(tab.dataset.tab);
  };
  for (const tab of tabs) tab.onclick = () => show(tab);
  root.querySelector('[role="tablist"]').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    show(next);
  });
}

/** The comments of the whole file by element. */
export function drawComments(box, remarks, nameOf, locate) {
  const open = remarks.all();
  const by = Map.groupBy(open, (comment) => comment.element ?? '');
  const rows = [...by].map(([element, comments]) => h('div', { class: 'talk', key: element },
    h('button', { type: 'button', class: 'link', onClick: () => locate(element) }, nameOf(element)),
    h('div', { class: 'talk-thread' }, h(Thread, { bare: true, comments, write: (text, parent) => remarks.write(element, text, parent), resolve: remarks.resolve }))));
  render(h('div', null, rows.length ? rows : h('p', { class: 'quiet tab-empty' }, say('commentsNone'))), box);
}
