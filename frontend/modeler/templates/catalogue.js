// The element templates of this product, one file each, in the order of the menu.
import { language } from '../../base/words.js';

const files = import.meta.glob('./*.json', { eager: true, import: 'default' });

/** Each with `id`, `label` and `hint` in the language of the page; `hintWithout` is of its steps without the shared process. */
export const templates = Object.entries(files)
  .map(([path, template]) => ({ ...template, id: path.slice(2, -5), label: language === 'en' ? template.english : template.name, hint: language === 'en' ? template.aboutEnglish : template.about, hintWithout: language === 'en' ? template.aboutWithoutEnglish : template.aboutWithout }))
  .sort((one, other) => one.order - other.order);

/** A template by id. */
export function templateOf(id) {
  return templates.find((template) => template.id === id);
}
