// The picture of the paper: the PDF in a frame, the new one laid over the old when it is drawn, so that nothing flickers.
import { say } from '../desk/words.js';

const DRAWN = 250;
const VIEW = '#toolbar=0&navpanes=0&view=FitH';

/** `show(answer)` puts up a preview, `waiting()` says that one is being made. */
export function showSheet(root) {
  const box = root.querySelector('[data-sheet]');
  const line = root.querySelector('[data-pages]');
  let old = null;
  return {
    waiting() {
      if (!old) line.textContent = say('setting');
    },
    show({ status, pdf, pages, readers }) {
      if (!pdf) {
        line.textContent = say(readers ? 'writersOnly' : status !== 200 ? 'noAnswer' : old ? 'notSet' : 'never');
        return;
      }
      line.textContent = say('pages', { n: pages });
      const before = old;
      old = lay(box, pdf, () => before?.remove());
    },
  };
}

function lay(box, pdf, drawn) {
  const bytes = Uint8Array.from(atob(pdf), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const frame = Object.assign(document.createElement('iframe'), { src: address + VIEW, title: say('sheet'), className: 'sheet' });
  frame.onload = () => setTimeout(() => {
    URL.revokeObjectURL(address);
    drawn();
  }, DRAWN);
  box.prepend(frame);
  return frame;
}
