// The decision bar: each button is an outcome; keys press them.
/** Call `decide(button)` when an outcome is pressed, `confirm(button)` on Ctrl+Enter, `save()` on Ctrl+S. */
export function watchDecisions({ decide, confirm, save }) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-outcome]');
    if (button && ready(button)) decide(button);
  });
  const keys = {
    enter: () => first('primary', confirm),
    b: () => first('plain', decide),
    s: save,
  };
  document.addEventListener('keydown', (event) => {
    const act = (event.ctrlKey || event.metaKey) && !event.isComposing && keys[event.key.toLowerCase()];
    if (!act || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    act();
  });
}

/** While a request runs the buttons wait; they keep focus and say so. */
export function setBusy(busy) {
  for (const button of document.querySelectorAll('[data-outcome]')) {
    if (busy) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}

function first(kind, act) {
  const button = document.querySelector(`[data-outcome][data-kind="${kind}"]`);
  if (button && ready(button)) act(button);
}

function ready(button) {
  return button.getAttribute('aria-disabled') !== 'true';
}
