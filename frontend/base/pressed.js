/** A page that answers a press is, to the browser, the page on which was pressed: going back or anew sends nothing again. */
export function runPressed() {
  const address = document.querySelector('meta[name=shown-at]')?.content;
  if (address) window.history.replaceState(null, '', address + window.location.hash);
}
