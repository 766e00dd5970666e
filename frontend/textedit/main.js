// The editor of texts: scenarios, samples of registers, reports. Findings stand at their lines.
import '../styles/desk.css';
import { codeEditor } from '../code/editor.js';
import { runDesk } from '../desk/desk.js';

const root = document.querySelector('[data-text-editor]');
const { path } = root.dataset;
let desk;
const editor = codeEditor(root.querySelector('[data-code]'), { path, label: path, changed: () => desk?.changed() });

desk = await runDesk(root, {
  show: (text) => editor.setText(text),
  text: () => editor.text(),
  editable: (may) => editor.setEditable(may),
  locate: ({ line }) => editor.goTo(line ?? 1),
  judged: (findings) => editor.mark(findings),
});
