// Collects what a page shows in English; see tests/browser/latin.py.
async ([known, own]) => {
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const identifier = /[A-Za-z0-9]+(?:[._:\-\/][A-Za-z0-9]+)+|\b[a-z]+[A-Z]\w*|asset:\S+|\{\{.*?\}\}|〔[^〕]*〕|[“"][A-Za-z_][\w.\-]*[”"]/g;
  const allowed = new Set(known);
  const strange = (text) => /[A-Za-z]{3}/.test(text) && (text.replace(identifier, ' ').match(/[A-Za-z]{3,}/g) ?? []).some((word) => !allowed.has(word));
  const shown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
  const found = new Set();
  const tell = (kind, text, element) => strange(text) && shown(element) && found.add(`${kind}: ${text.trim().replace(/\s+/g, ' ').slice(0, 160)}`);
  const skipped = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'svg']);
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => (
    skipped.has(node.nodeName) ? NodeFilter.FILTER_REJECT : node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
  while (nodes.nextNode()) {
    const { data, parentElement } = nodes.currentNode;
    if (strange(data) && !parentElement.closest(own)) tell('text', data, parentElement);
  }
  for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!element.closest('.bjs-powered-by, .fjs-powered-by')) tell(name, element.getAttribute(name), element);
    }
  }
  return [[...found], [...(window.__untranslated ?? [])].filter((text) => !allowed.has(text))];
}
