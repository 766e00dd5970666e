// The comments of the file, as the panel and the tab show them.
/** The store of comments; `changed` is told when there are others. */
export function remarks(file, changed) {
  let all = [];
  const load = async () => {
    const found = await file.comments();
    if (!Array.isArray(found)) return false;
    all = found;
    changed();
    return true;
  };
  const after = async (answer) => (answer.status === 200 || answer.status === 201 ? load() : false);
  return {
    load,
    writer: file.writer,
    all: () => all,
    at: (element) => all.filter((comment) => comment.element === element),
    write: async (element, text, parent) => after(await file.comment(element, text, parent)),
    resolve: file.writer && (async (id) => after(await file.resolve(id))),
  };
}
