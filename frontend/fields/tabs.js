// Fields or text: two views of one file as tabs. Arrow keys move between them, as in any tab list.
/** `opened(name)` hears which one is shown; gives `open(name)` and `shown()`. */
export function fieldTabs(root, opened) {
  const tabs = [...root.querySelectorAll('[data-view-tab]')];
  let shown = 'fields';
  const open = (name) => {
    shown = name;
    for (const tab of tabs) {
      const here = tab.dataset.viewTab === name;
      tab.setAttribute('aria-selected', String(here));
      tab.tabIndex = here ? 0 : -1;
      root.querySelector(`#${tab.getAttribute('aria-controls')}`).hidden = !here;
    }
    opened(name);
  };
  for (const tab of tabs) {
    tab.onclick = () => open(tab.dataset.viewTab);
    tab.onkeydown = ({ key }) => {
      if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
      const next = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
      open(next.dataset.viewTab);
      next.focus();
    };
  }
  return { open, shown: () => shown };
}
