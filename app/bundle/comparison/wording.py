"""A comparison as sentences, for the command line, the log and whoever reads without a page."""

from collections.abc import Iterator

from app.bundle.comparison.model import Act, Change, Comparison, FileChange, Item

_FORMAT_ONLY = "内容没有变：只有空白、注释、换行或书写次序不同，不影响运行"


def lines(comparison: Comparison) -> Iterator[str]:
    """The comparison line by line: files, their elements, the properties of these."""
    if not comparison.files:
        yield "两个版本完全相同"
        return
    for file in comparison.files:
        yield heading(file)
        for item in file.items:
            yield f"  {sentence(item)}"
            yield from (f"    {told(change)}" for change in item.changes if not change.drawn)
        yield from (f"    {line}" for line in file.patch)
        if file.left:
            yield f"    （还有 {file.left} 行）"


def heading(file: FileChange) -> str:
    """A file: what became of it, what people call it, where it is."""
    note = f"，{file.note}" if file.note else ""
    return f"{file.act.sign} {file.act.word} {file.title}（{file.path}{note}）"


def sentence(item: Item) -> str:
    """An element: what became of it, and its name."""
    if item.act is Act.FORMATTED:
        return f"{item.act.sign} {item.act.word}：{_FORMAT_ONLY}"
    return f"{item.act.sign} {item.act.word} {item.kind}{f' {item.name}' if item.name else ''}"


def told(change: Change) -> str:
    """A property: `标签：旧 → 新`, or ＋ before what is new."""
    if change.old is None:
        return f"{change.label}：＋ {change.new}"
    return f"{change.label}：{change.old} → {change.new if change.new is not None else '（去掉）'}"


def totals(comparison: Comparison) -> str:
    """How much of what, in one line."""
    counts = comparison.counts
    told = [f"{act.word} {counts[act]} 处" for act in Act if counts[act]]
    return "，".join((f"{len(comparison.files)} 个文件不同", *told, f"{comparison.unchanged} 个文件未变"))
