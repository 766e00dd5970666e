// What was written into a form that others closed first: it lies on this computer until the reader lets it go.
/** Show it under the words that say who was first. */
export function showKept() {
  const box = document.querySelector('[data-kept]');
  const name = `draft:${box?.dataset.kept}`;
  const written = box && texts(read(name)?.values);
  if (!written?.length) return;
  box.querySelector('[data-kept-text]').textContent = written.join('\n');
  box.hidden = false;
  box.querySelector('button').addEventListener('click', () => {
    localStorage.removeItem(name);
    box.hidden = true;
  });
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

/** The sentences among the values; a choice or a number says nothing by itself. */
function texts(value) {
  if (typeof value === 'string') return /[\p{L}].{3}/u.test(value) ? [value] : [];
  return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}
