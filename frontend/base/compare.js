// A file is hashed in the reader's own browser where that can be done (https or this machine); else the form is sent.
export function runCompare() {
  const form = document.querySelector('[data-compare]');
  if (!form || !globalThis.crypto?.subtle) return;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const [file] = form.querySelector('input[type=file]').files;
    const same = (await sha256(file)) === form.dataset.compare;
    const said = form.querySelector(same ? '[data-same]' : '[data-different]');
    form.querySelector('[data-compared]').replaceChildren(said.content.cloneNode(true));
  });
}

async function sha256(file) {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
