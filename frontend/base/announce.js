// Says something to readers aloud, and shows what was done.
/** Put a text into a live region; assertive only for what cannot wait. */
export function announce(text, urgency = 'polite') {
  const region = document.querySelector(`[data-announce="${urgency}"]`);
  if (!region) return;
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}

const SHOWN = 5000;

/** Take a toast away after five seconds, unless it is read or focused. */
export function runToasts() {
  document.querySelectorAll('[data-toast]').forEach(expire);
}

/** Show an act that was done; never an error. */
export function toast(text, link) {
  const box = document.createElement('div');
  box.className = 'toast';
  box.dataset.toast = '';
  box.append(Object.assign(document.createElement('span'), { textContent: text }));
  if (link) box.append(Object.assign(document.createElement('a'), { href: link.href, textContent: link.text }));
  document.querySelector('[data-toasts]').append(box);
  expire(box);
}

function expire(box) {
  setTimeout(() => (box.matches(':hover, :focus-within') ? expire(box) : box.remove()), SHOWN);
}
