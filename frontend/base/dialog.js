// Opens dialogs by data-open; the browser's own <dialog> traps focus, closes on Escape and gives focus back.
/** Open a dialog of the page, and say which element asked for it. */
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
  return dialog;
}

export function runDialogs() {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-open]');
    if (opener) openDialog(opener.dataset.open);
    if (event.target instanceof HTMLDialogElement || event.target.closest('[data-close]')) event.target.closest('dialog').close();
  });
}
