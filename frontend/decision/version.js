// dmn-js knows DMN 1.3 alone. The versions around it say nearly the same in other namespaces, and are read and saved as 1.3.
import { freed } from '../base/prefixes.js';

const HEAD = 'https://www.omg.org/spec/DMN/20191111/';
const OTHERS = /(\bxmlns(?::[\w.-]+)?\s*=\s*["']\s*)https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/(dmn(?:11)?\.xsd)|(?:20180521|20211108|20230324)\/(MODEL|DMNDI)\/)(?=\s*["'])/g;
const KEPT = {
  dmn: `${HEAD}MODEL/`, dmndi: `${HEAD}DMNDI/`, dc: 'http://www.omg.org/spec/DMN/20180521/DC/', di: 'http://www.omg.org/spec/DMN/20180521/DI/',
  biodi: 'http://bpmn.io/schema/dmn/biodi/2.0',
};

/** The text with the namespaces of DMN 1.3. */
export function asDmn13(text) {
  return freed(text.replace(OTHERS, (_, declared, old, kind) => `${declared}${HEAD}${old ? 'MODEL' : kind}/`), KEPT);
}
