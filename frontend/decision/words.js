// What the editor of decisions says besides dmn-js.
import { language } from '../base/words.js';

const words = {
  zh: {
    diagram: '决策图',
    notReadable: '编辑器读不懂这个文件。请按检查指出的错误改正，或用别的建模工具另存为 DMN 1.3 后重新导入',
    wouldBeLost: '文件里有 {n} 处 DMN 1.3 没有的内容，编辑器读不懂，保存后会丢掉。不改就不会丢',
  },
  en: {
    diagram: 'Diagram',
    notReadable: 'The editor cannot read this file. Mend what the check found, or save it as DMN 1.3 in another modeler, and import it again',
    wouldBeLost: '{n} parts of the file are not in DMN 1.3; the editor cannot read them and would lose them on saving. Nothing is lost as long as nothing is changed',
  },
};

/** The text of a key. */
export const say = (key) => words[language][key];
