// The translate service of the bpmn.io libraries, from dictionaries; what none of them has is remembered for the tests.
import { language } from '../base/words.js';

const missing = (window.__untranslated ??= new Set());

/** A module for `additionalModules`: later dictionaries go before earlier ones. On an English page texts stay as they are. */
export function translator(...dictionaries) {
  const words = Object.assign({}, ...dictionaries);
  return { translate: ['value', (template, values = {}) => fill(text(words, template), values)] };
}

function text(words, template) {
  if (language !== 'zh' || !/[A-Za-z]{2}/.test(template ?? '')) return template ?? '';
  if (words[template] === undefined) missing.add(template);
  return words[template] ?? template;
}

function fill(template, values) {
  return String(template).replace(/\{\s*(\w+)\s*\}/g, (whole, name) => values[name] ?? whole);
}
