// A look at an older save: shown in the place of what is drawn, not to be changed, until the reader goes back.
import { say } from './words.js';

/** Show a save of the bench's file. */
export async function glance(bench, version) {
  const now = await bench.text();
  await bench.show(await bench.file.textOf(version));
  const lockable = bench.modeler.get('lockable');
  lockable.lock(true);
  const note = bench.part('glance');
  note.hidden = false;
  note.querySelector('p').textContent = say('looking', { version });
  note.querySelector('button').onclick = async () => {
    note.hidden = true;
    await bench.show(now);
    lockable.lock(!bench.file.editable);
  };
}
