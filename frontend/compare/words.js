// What the scripts of a comparison say; templates say the rest.
import { language } from '../base/words.js';

const words = {
  zh: { noDiagram: '流程图没有取到，请看下面的清单' },
  en: { noDiagram: 'The diagram could not be fetched, see the list below' },
};

/** The text of a key. */
export function say(key) {
  return words[language][key];
}
