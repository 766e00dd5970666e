// A look at an older save: shown in the place of what is drawn, not to be changed, until the reader goes back.
import { say } from './words.js';

/** Show a save of the bench's file; `bench.present` keeps what is to come back. */
export async function glance(bench, version) {
  await bench.file.flush(); // or what is still to be saved would be read from the older one
  bench.present ??= await bench.text();
  await bench.show(await bench.file.textOf(version));
  const note = bench.part('glance');
  note.querySelector('p').textContent = say('looking', { version });
  note.querySelector('button').onclick = () => {
    const { present } = bench;
    bench.present = null;
    return bench.show(present);
  };
}
