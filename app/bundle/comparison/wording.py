"""A comparison as sentences, for the command line, the log and whoever reads without a page."""

from collections.abc import Iterator

from app.bundle.comparison.model import Act, Change, Comparison, FileChange, Item
from app.core.texts import Joined, Text

_FORMAT_ONLY = "{act}：内容没有变：只有空白、注释、换行或书写次序不同，不影响运行"


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
            yield Text("    （还有 {n} 行）", n=file.left)


def heading(file: FileChange) -> str:
    """A file: what became of it, what people call it, where it is."""
    where = Joined("，", (file.path, file.note)) if file.note else file.path
    return Text("{act} {title}（{where}）", act=_act(file.act), title=file.title, where=where)


def sentence(item: Item) -> str:
    """An element: what became of it, and its name."""
    if item.act is Act.FORMATTED:
        return Text(_FORMAT_ONLY, act=_act(item.act))
    what = Text("{kind} {name}", kind=item.kind, name=item.name) if item.name else item.kind
    return Text("{act} {what}", act=_act(item.act), what=what)


def line(item: Item) -> str:
    """An element with its properties on one line; what is drawn is not told."""
    changes = [told(change) for change in item.changes if not change.drawn]
    if not changes:
        return sentence(item)
    return Text("{item}：{changes}", item=sentence(item), changes=Joined("；", changes))


def told(change: Change) -> str:
    """A property: `标签：旧 → 新`, or ＋ before what is new."""
    if change.old is None:
        return Text("{label}：＋ {new}", label=change.label, new=change.new)
    new = Text("（去掉）") if change.new is None else change.new
    return Text("{label}：{old} → {new}", label=change.label, old=change.old, new=new)


def totals(comparison: Comparison) -> str:
    """How much of what, in one line."""
    counts = comparison.counts
    files = Text("{n} 个文件不同", n=len(comparison.files))
    told = [Text("{act} {n} 处", act=act.word, n=counts[act]) for act in Act if counts[act]]
    return Joined("，", (files, *told, Text("{n} 个文件未变", n=comparison.unchanged)))


def _act(act: Act) -> str:
    return Text("{sign} {word}", sign=act.sign, word=act.word)
