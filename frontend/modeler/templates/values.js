// What a template's values become in this package: the first form, limit or paper that exists, the group that works there.
import { lineOf } from '../moddle.js';

/** Resolves the values of templates against the lists; `desk` knows lanes and groups. */
export function resolver(desk, source) {
  const { lists } = desk;
  const first = (wanted, known) => wanted?.find((name) => known.includes(name));
  const group = (element) => desk.groupOf(element) ?? lists.groups[0]?.key ?? '';
  const words = {
    group: () => `= "${group(source)}"`,
    unit: () => `= "${lists.groups.find((one) => one.key === group(source))?.name ?? ''}"`,
    'unit!': () => 'unit',
    groups: () => `= ["${lists.groups.slice(0, 2).map((one) => one.key).join('", "')}"]`,
    'group of source': () => desk.candidates(source) || group(source),
    leader: () => first(['duty-leader', 'leader', 'leading-group', 'county-government', 'government', 'bureau-lead', 'emergency-bureau'], lists.groups.map((one) => one.key)) ?? group(source),
    registry: () => lists.registries[0]?.key ?? '',
  };
  return {
    form: (wanted) => first(wanted, lists.forms.map((one) => one.key)) ?? '',
    /** What the form decides: the key, what agrees, what does not. */
    outcome(wanted) {
      const form = lists.forms.find((one) => one.key === this.form(wanted));
      const { key = 'decision', options = [] } = form?.outcome ?? {};
      return { key, options: [options[0] ?? '同意', options[1] ?? '退回'] };
    },
    limit(wanted, otherwise) {
      if (wanted === 'source') return desk.limitOf(source) || otherwise;
      const found = first(wanted, lists.limits.map((one) => one.name));
      return found ? `= limits.${found}` : otherwise;
    },
    /** An input of a connector: a word of the list above, a paper, or the text itself. */
    input(text) {
      if (text === 'group') return group(source);
      if (text.startsWith('paper:')) return first(text.slice(6).split(','), lists.papers.map((one) => one.name)) ?? lists.papers[0]?.name ?? '';
      if (text.startsWith('=step=')) return `=${text.slice(6).replace('{name}', lineOf(source?.businessObject?.name))}`;
      return words[text]?.() ?? text;
    },
    /** A value that is passed into a called process: a variable's name or an expression. */
    passed: (text) => words[text]?.() ?? text,
    collection: (text) => words[text]?.() ?? text,
  };
}
