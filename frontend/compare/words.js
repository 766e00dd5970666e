// What the scripts of a comparison say; templates say the rest.
import { language } from '../base/words.js';

const words = {
  zh: { zoomIn: '放大', zoomOut: '缩小', fit: '看全图', noDiagram: '流程图没有取到，请看下面的清单' },
  en: { zoomIn: 'Zoom in', zoomOut: 'Zoom out', fit: 'Whole diagram', noDiagram: 'The diagram could not be fetched, see the list below' },
};

/** The text of a key. */
export function say(key) {
  return words[language][key];
}
