// Small manners of pages: show a password, print, switch diagram and table.
export function runSmall() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.reveal) reveal(button);
    if ('print' in button.dataset) window.print();
    if ('steps' in button.dataset) steps(button);
  });
}

function reveal(button) {
  const input = document.getElementById(button.dataset.reveal);
  const shown = input.type === 'text';
  input.type = shown ? 'password' : 'text';
  button.setAttribute('aria-pressed', String(!shown));
  swapText(button);
}

function steps(button) {
  const table = document.getElementById('steps');
  table.hidden = !table.hidden;
  document.getElementById('canvas').hidden = !table.hidden;
  button.setAttribute('aria-expanded', String(!table.hidden));
  swapText(button);
}

function swapText(button) {
  [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
}
