// What the editors of decisions, forms, papers and texts share: the file, its check while it is changed, the panel below.
import { findingsPanel } from '../drafts/findings.js';
import { openFile } from '../drafts/file.js';
import { savesList } from './saves.js';

const QUIET = 700;

/**
 * Run the desk of one file. The editor gives `show(text)`, `text()` (or a promise of it), `editable(may)`, `locate(finding)`
 * and `judged(findings)`, and with `named(finding)` what to call its place in the list; the desk gives `changed()`, to be called for every change, and `check()`.
 */
export async function runDesk(root, editor) {
  const file = openFile(root);
  const panel = panelOf(root, editor.locate);
  const saves = savesList(root, () => file);
  let timer;
  let asked = 0;
  let unchecked = false;
  const check = async () => {
    clearTimeout(timer);
    const turn = ++asked;
    const found = await file.check(await editor.text());
    if (turn !== asked) return;
    unchecked = found === null;
    panel.show(found && { ...found, findings: found.findings.map(editor.named ?? ((one) => one)) });
    editor.judged?.(found?.findings ?? []);
  };
  const changed = () => {
    file.changed(() => editor.text());
    clearTimeout(timer);
    timer = setTimeout(check, QUIET);
  };
  const show = async (text) => {
    await editor.show(text);
    await check();
  };
  editor.editable?.(false); // until the file is ours
  file.on('text', show);
  file.on('saved', () => {
    saves.refresh();
    if (unchecked) check(); // the server is there again
  });
  file.on('editable', (may) => editor.editable?.(may));
  await editor.show(await file.load());
  check().then(() => { root.dataset.ready = ''; }); // nobody waits for it with what is typed meanwhile
  return { file, changed, check };
}

function panelOf(root, locate) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  return findingsPanel(part('findings'), { locate, verdict: part('verdict'), tab: part('findings-count') });
}
