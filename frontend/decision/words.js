// What the editor of decisions says besides dmn-js.
import { language } from '../base/words.js';

const words = { zh: { diagram: '决策图' }, en: { diagram: 'Diagram' } };

/** The text of a key. */
export const say = (key) => words[language][key];
