// At which field of the panel a finding belongs, by its code; where the code is about expressions, by what it says.
const FIELDS = {
  groups: ['no-assignee', 'unknown-group'], limit: ['no-limit', 'unknown-limit'], form: ['no-form', 'unknown-form', 'form-reference'], notBy: ['unknown-not-by'],
  topic: ['service-without-topic', 'send-without-target', 'unknown-topic'], printout: ['unknown-printout'], registry: ['unknown-registry'], decisionRef: ['rule-without-decision', 'unknown-decision'],
  process: ['call-without-process', 'unknown-process', 'foreign-process', 'call-cycle', 'call-depth'], in: ['call-without-mapping', 'bad-mapping', 'passes-everything'],
  collection: ['mi-collection'], elementVariable: ['mi-element-variable'], timer: ['missing-timer', 'invalid-timer', 'invalid-start-timer', 'timer-too-short'],
  message: ['missing-message', 'uncaught-message'], key: ['ambiguous-message'], startableBy: ['unstartable-message'], pileUp: ['pile-up'], into: ['mi-collect'], condition: ['missing-condition', 'condition-not-allowed', 'default-with-condition', 'event-condition'],
  others: ['bad-property', 'unknown-property'], named: ['missing-signal', 'missing-code', 'link-pair'], lane: ['unknown-lane'], loop: ['endless-marker'],
  clause: ['unknown-clause'], writes: ['unknown-data-object', 'data-object-depth'], name: ['no-name'], script: ['script-task'],
};
const BY_CODE = Object.fromEntries(Object.entries(FIELDS).flatMap(([field, codes]) => codes.map((code) => [code, field])));
const BY_WORD = [['条件', 'condition'], ['期限', 'limit'], ['时限', 'limit'], ['办理人', 'assignee'], ['候选组', 'groups'], ['表单', 'form'], ['决策', 'decisionRef'], ['计时', 'timer'], ['关联键', 'key'], ['脚本', 'script'], ['多实例集合', 'collection'], ['完成条件', 'done']];
const SPOKEN = new Set(['feel-syntax', 'juel', 'foreign-language', 'unknown-limit', 'unknown-variable']);

/** The field of a finding; '' where it is about the element as a whole. */
export function fieldOf({ code, message }) {
  if (SPOKEN.has(code)) return BY_WORD.find(([word]) => message.startsWith(word))?.[1] ?? '';
  return BY_CODE[code] ?? '';
}
