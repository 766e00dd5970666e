// Translates whole strings that a library writes past its translate service: in its own chrome, never in what people wrote.
import { language } from '../base/words.js';

const MARKS = '.bjs-powered-by, .fjs-powered-by'; // theirs, as their licence wants it
const ATTRIBUTES = ['title', 'placeholder', 'aria-label', 'alt', 'data-tooltip'];

/** Translate what stands below `box` now and whenever it changes. `words` gives a text or nothing; `own` selects people's texts. */
export function translateChrome(box, words, own) {
  if (language !== 'zh') return;
  const one = (node) => (node.nodeType === Node.TEXT_NODE ? translateText(node, words, own) : translateTree(node, words, own));
  one(box);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'childList') addedNodes.forEach(one);
      else if (type === 'characterData') translateText(target, words, own);
      else translateAttributes(target, words);
    }
  }).observe(box, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES });
}

function translateTree(root, words, own) {
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node, words, own);
    else translateAttributes(node, words);
  }
}

function translateText(node, words, own) {
  const whole = node.data.trim();
  if (!/[A-Za-z]{2}/.test(whole) || node.parentElement?.closest(own)) return;
  const text = words(whole.replace(/\s+/g, ' '), node.parentElement);
  if (text !== undefined && text !== whole) node.data = node.data.replace(whole, () => text);
}

function translateAttributes(element, words) {
  for (const name of ATTRIBUTES) {
    const whole = element.getAttribute(name);
    if (!whole || !/[A-Za-z]{2}/.test(whole) || element.closest(MARKS)) continue;
    const text = words(whole.trim());
    if (text !== undefined && text !== whole) element.setAttribute(name, text);
  }
}
