// The buttons that open the groups of the panel say which group, and whether it is open; form-js calls them all the same.
const HEAD = '.bio-properties-panel-group-header';

/** Keep them named, however often the panel is drawn anew. */
export function nameSections(panel) {
  const name = () => {
    for (const head of panel.querySelectorAll(HEAD)) {
      const button = head.querySelector('.bio-properties-panel-arrow');
      put(button, 'aria-label', head.querySelector(`${HEAD}-title`)?.textContent.trim());
      put(button, 'aria-expanded', String(head.classList.contains('open')));
    }
  };
  new MutationObserver(name).observe(panel, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
}

function put(button, attribute, value) {
  if (button && value && button.getAttribute(attribute) !== value) button.setAttribute(attribute, value);
}
