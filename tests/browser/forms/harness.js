// Fills a form-js form as its user could, and says what came of it. Loaded by test_forms_agree.py.
import { Form, hasEqualValue, runUnaryTestEvaluation, sanitizeDateTimePickerValue } from 'form-js-viewer-2';

const MULTIPLE = ['checklist', 'taglist'];
const at = (data, path) => path.reduce((inner, key) => (inner === null || inner === undefined ? undefined : inner[key]), data);
const same = (one, other) => hasEqualValue(one, [other]);
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

// Nothing is looked at here: effects that wait for the next picture come in the next turn instead.
window.requestAnimationFrame = (act) => setTimeout(() => act(performance.now()), 0);

/** Lets effects and debounced inputs finish: several rounds without a change. */
async function settle(form) {
  for (let quiet = 0, seen = ''; quiet < 3; ) {
    await turn();
    await turn();
    const now = JSON.stringify(form._getState().data);
    quiet = now === seen ? quiet + 1 : 0;
    seen = now;
  }
}

/** What the input element itself makes of a value; undefined when no user can bring it about. */
function typed(field, value) {
  switch (field.type) {
    case 'textfield':
      return typeof value === 'string' ? value.replace(/[\r\n]/g, '') : undefined;
    case 'textarea':
      return typeof value === 'string' ? value : undefined;
    case 'number':
      if (typeof value !== (field.serializeToString ? 'string' : 'number') || isNaN(Number(value))) return undefined;
      if (typeof value === 'string' && !/^[-.\de]+$/i.test(value)) return undefined; // blanks crash its decimal library
      return value;
    case 'datetime':
      return sanitizeDateTimePickerValue({ formField: field, value }) === value && isOffered(value) ? value : undefined;
    case 'checkbox':
      return typeof value === 'boolean' ? value : undefined;
    case 'filepicker':
      return typeof value === 'string' && value ? value : undefined;
    case 'radio':
    case 'select': // the form itself takes back what is no option, unless it is falsy
      return value || (field.values || []).some((option) => same(option.value, value)) ? value : undefined;
    default:
      if (!MULTIPLE.includes(field.type)) return value;
      return Array.isArray(value) ? value.filter((item, index) => !hasEqualValue(item, value.slice(0, index))) : undefined;
  }
}

/** Calendar and clock offer neither 30 February nor 24:15, though the parsers take them. */
function isOffered(text) {
  const [, date, hour] = text.match(/^(?:(\d+-\d+-\d+)T?)?(?:(\d+):.*)?$/) || [];
  const [year, month, day] = (date || '2000-1-1').split('-').map(Number);
  return Number(hour || 0) < 24 && new Date(year, month - 1, day).getDate() === day;
}

/** Dates stand in the page when it opens, since only then does the picker write them its own way. */
function withDates(schema, initial, data) {
  const dates = schema.components.filter(({ type, key }) => type === 'datetime' && typeof at(data, [key]) === 'string');
  return { ...initial, ...Object.fromEntries(dates.map(({ key }) => [key, data[key]])) };
}

function emptyOf(form, field) {
  return form.get('formFields').get(field.type).config.emptyValue;
}

function isLocked(form, field, instance) {
  if (typeof field.readonly !== 'string') return field.readonly === true;
  return runUnaryTestEvaluation(form.get('expressionLanguage'), field.readonly, instance.expressionContextInfo) === true;
}

class Filling {
  constructor(form, data) {
    Object.assign(this, { form, data, touched: new Map(), consumed: new Set(), cleared: new Set(), refused: new Set() });
  }

  /** One round over what is shown now; true when something was filled in. */
  round() {
    let changed = false;
    for (const instance of this.form.get('formFieldInstanceRegistry').getAll()) {
      const field = this.form.get('formFieldRegistry').get(instance.id);
      const path = instance.valuePath.join('.');
      if (this.touched.has(path) || !path || field.disabled) continue;
      if (field.type === 'dynamiclist') changed = this.rows(field, instance, path) || changed;
      else if (this.form.get('formFields').get(field.type).config.keyed) changed = this.value(field, instance, path) || changed;
    }
    return changed;
  }

  /** Refuses what the form itself took back: values it changed, and values it hides by now. */
  compare() {
    const shown = new Set(this.form.get('formFieldInstanceRegistry').getAll().map(({ valuePath }) => valuePath.join('.')));
    for (const [path, entry] of this.touched) {
      const kept = entry && shown.has(path) && same(at(this.form._getState().data, entry.path), entry.wanted);
      if (entry && !kept) this.refused.add(path);
    }
  }

  rows(field, instance, path) {
    this.touched.set(path, undefined);
    const sent = at(this.data, instance.valuePath);
    const held = at(this.form._getState().data, instance.valuePath) || [];
    const fixed = !field.allowAddRemove || isLocked(this.form, field, instance);
    if (sent === undefined && fixed) return false;
    const rows = sent === undefined || sent === null ? [] : sent;
    const usable = Array.isArray(rows) && rows.every((row) => row === null || (typeof row === 'object' && !Array.isArray(row)));
    if (!usable || (fixed && rows.length !== held.length)) {
      this.refused.add(path);
      this.consumed.add(path);
      return false;
    }
    if (rows.length === held.length) return false;
    const value = rows.map((_, index) => held[index] || this.fresh(field, instance, index));
    this.form._update({ fieldInstance: instance, field, value });
    return true;
  }

  fresh(field, instance, index) {
    const indexes = { ...instance.indexes, [field.id]: index };
    return this.form._getInitializedFieldData(this.form._getState().data, { container: field, indexes });
  }

  value(field, instance, path) {
    const sent = at(this.data, instance.valuePath);
    if (sent === undefined) return false;
    if (isLocked(this.form, field, instance)) {
      this.locked = (this.locked || new Set()).add(path);
      return false; // perhaps something else unlocks it
    }
    this.consumed.add(path);
    this.touched.set(path, undefined);
    if (field.type === 'expression') return false;
    const value = sent === null ? emptyOf(this.form, field) : typed(field, sent);
    if (value === undefined || (sent !== null && !same(value, sent))) {
      this.refused.add(path);
      return false;
    }
    if (field.type === 'filepicker' && String(value).startsWith('files::')) {
      this.form.get('fileRegistry').setFiles(value, [new File(['x'], 'x.txt')]);
    }
    this.touched.set(path, { wanted: value, path: instance.valuePath });
    if (field.type === 'datetime' && value !== null && this.clears(instance, path, value)) return true;
    this.form._update({ fieldInstance: instance, field, value });
    return true;
  }

  /** A date stands there since the page opened; it is cleared once, so that picking it anew meets the picker's bounds. */
  clears(instance, path, value) {
    if (this.cleared.has(path)) return false;
    this.cleared.add(path);
    if (path.includes('.')) return false; // only those of the form itself stand there
    if (at(this.form._getState().data, instance.valuePath) !== value) {
      this.touched.set(path, undefined);
      this.refused.add(path);
      return true;
    }
    this.touched.delete(path);
    this.form._update({ fieldInstance: instance, value: null });
    return true;
  }

  /** What was sent and belongs to nothing that is shown. */
  leftOver(value, path = []) {
    const key = path.join('.');
    if (value === null || this.consumed.has(key) || (this.locked && this.locked.has(key))) return;
    const list = Array.isArray(value) && this.touched.has(key);
    const section = typeof value === 'object' && !Array.isArray(value) && this.isContainer(key);
    if (!list && !section) return void this.refused.add(key);
    Object.entries(value).forEach(([name, inner]) => this.leftOver(inner, [...path, name]));
  }

  isContainer(key) {
    const prefix = key ? `${key}.` : '';
    const bare = prefix.replace(/\b\d+\./g, '');
    return this.paths().some((path) => `${path}.`.startsWith(bare) && path !== bare.slice(0, -1)) || /(^|\.)\d+\.$/.test(prefix);
  }

  paths() {
    const registry = this.form.get('pathRegistry');
    const all = this.form.get('formFieldRegistry').getAll();
    return all.filter((field) => field.key || field.path).map((field) => registry.getValuePath(field).join('.'));
  }
}

function errorPaths(form, errors) {
  const found = [];
  for (const instance of form.get('formFieldInstanceRegistry').getAllKeyed()) {
    const messages = at(errors, [instance.id, ...Object.values(instance.indexes || {})]);
    if (Array.isArray(messages) && messages.length) found.push(instance.valuePath.join('.'));
  }
  return found;
}

/** Opens the document with the initial data, fills in `data`, submits; what was refused and what would be sent. */
window.decide = async ({ document: schema, initial, data }) => {
  const container = document.createElement('div');
  document.body.replaceChildren(container);
  const form = new Form({ container });
  try {
    await form.importSchema(schema, withDates(schema, initial, data));
    await settle(form);
    const filling = new Filling(form, data);
    do {
      while (filling.round()) await settle(form);
      await settle(form);
    } while (filling.round());
    filling.compare();
    filling.leftOver(data);
    form.submit();
    await settle(form);
    const { data: submitted, errors } = form.submit();
    const refused = new Set([...filling.refused, ...errorPaths(form, errors)]);
    const topmost = [...refused].filter((path) => path && ![...filling.refused].some((outer) => path.startsWith(`${outer}.`)));
    return { refused: topmost.sort(), submitted: JSON.parse(JSON.stringify(submitted)) };
  } finally {
    form.destroy();
  }
};
