// Choosing instances to be carried over: all or none of a group, and how many there are.
for (const form of document.querySelectorAll('[data-choosing]')) {
  const boxes = [...form.querySelectorAll('[name=instance]')];
  const count = form.querySelector('[data-chosen]');
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    if (!count) return;
    count.textContent = String(chosen);
    boxes[0].setCustomValidity(chosen ? '' : form.dataset.none);
  };
  form.addEventListener('change', tell);
  form.addEventListener('click', (event) => {
    const switcher = event.target.closest('[data-choose-all]');
    if (!switcher) return;
    const group = [...switcher.closest('section').querySelectorAll('[name=instance]')];
    const all = group.every((box) => box.checked);
    for (const box of group) box.checked = !all;
    [switcher.textContent, switcher.dataset.other] = [switcher.dataset.other, switcher.textContent];
    tell();
  });
  form.dataset.ready = '';
}

// Putting a modification together: only the fields that the act needs; the diagram fills the lists.
for (const form of document.querySelectorAll('[data-acting]')) {
  const chosen = () => form.querySelector('[name=act]:checked').value;
  const fit = () => {
    for (const field of form.querySelectorAll('[data-for]')) field.hidden = !field.dataset.for.split(' ').includes(chosen());
  };
  form.addEventListener('change', fit);
  fit();
  form.dataset.ready = '';
  document.addEventListener('diagram:press', ({ detail: element }) => {
    const going = ['move', 'repeat'].includes(chosen());
    choose(form.querySelector('[data-token]'), element) || (going && choose(form.querySelector('[data-target]'), element));
  });
}

/** Choose the entry that stands for an element; whether there is one. */
function choose(list, element) {
  const entry = [...list.options].find((option) => option.dataset.element === element);
  if (entry) list.value = entry.value;
  return Boolean(entry);
}
