// Variables as FEEL editors complete them: `{name, detail, entries}`.
/** Two lists as one, each name once; what stands inside is taken together. */
export function together(own, others) {
  const all = new Map();
  for (const one of [...own, ...others]) {
    const before = all.get(one.name);
    all.set(one.name, before ? { ...before, detail: before.detail || one.detail, entries: together(before.entries ?? [], one.entries ?? []) } : one);
  }
  return [...all.values()];
}
