// The copy on this computer: what the server does not hold yet survives a crash.
/** The copy of one file of one draft: `get()`, `put(text, base)`, `drop()`. A full store is no reason to stop editing. */
export function localCopy(draft, path) {
  const name = `file:${draft}:${path}`;
  return {
    get() {
      try {
        return JSON.parse(localStorage.getItem(name));
      } catch {
        return null;
      }
    },
    put(text, base, at) {
      try {
        localStorage.setItem(name, JSON.stringify({ text, base, at }));
      } catch {
        localStorage.removeItem(name);
      }
    },
    drop: () => localStorage.removeItem(name),
  };
}
