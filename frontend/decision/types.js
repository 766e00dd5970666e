// Says the type that a field holds in the words of its list: the field itself takes FEEL's name, also one that the model defines.
import { language } from '../base/words.js';
import { types } from '../i18n/dmn.js';

const FIELDS = '.type-ref-edit-select input, .variable-type-select input';

/** Keep it said, however often the fields are drawn anew. */
export function sayTypes(box) {
  if (language !== 'zh') return;
  const say = () => {
    for (const { value, parentElement } of box.querySelectorAll(FIELDS)) {
      const said = types[value] ?? '';
      if (parentElement.dataset.said !== said) parentElement.dataset.said = said;
    }
  };
  new MutationObserver(say).observe(box, { childList: true, subtree: true });
  box.addEventListener('input', say);
}
