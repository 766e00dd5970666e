"""Fills the page of a comparison: rows numbered as on the pictures, marks for both canvases, prints for paper."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.bundle.comparison import Act, Comparison, FileChange, Item
from app.bundle.comparison import Change as Difference
from app.bundle.comparison.pictures import Plate, Side, Sign, plates
from app.bundle.comparison.sheets import Sheets, sheets
from app.bundle.comparison.titles import kind_word
from app.bundle.resources import Kind
from app.engine.xml import XmlRefused
from app.web.language import told
from app.web.pages.compare import (
    ActCount,
    ComparedDiagram,
    ComparedFile,
    ComparedItem,
    ComparedKind,
    DrawnItem,
)
from app.web.pages.parts import Change

MOST_PRINTED = 12
"""Diagrams of which a page brings the pictures for paper; with more, each is printed from its own page."""

_FONT = "inherit"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the files of both sides are fetched and edited, by path; an empty address where they cannot be."""

    old: Callable[[str], str]
    new: Callable[[str], str]
    edit: Callable[[str], str]
    old_label: str
    new_label: str


def kinds_of(comparison: Comparison, at: Addresses, path: str = "") -> tuple[ComparedKind, ...]:
    """The files that differ by kind, or the one under a path."""
    wanted = [file for file in comparison.files if not path or _is_at(file, path)]
    printed = sum(file.kind is Kind.DIAGRAM for file in wanted) <= MOST_PRINTED
    found: dict[Kind, list[ComparedFile]] = {}
    for number, file in enumerate(wanted, 1):
        found.setdefault(file.kind, []).append(_file(file, f"f{number}", at, printed))
    return tuple(
        ComparedKind(text=told(kind_word(kind)), files=tuple(files)) for kind, files in found.items()
    )


def counts_of(items: Iterable[Item]) -> tuple[ActCount, ...]:
    """How many elements of each act, those that matter most first."""
    counted: dict[Act, int] = {}
    for item in items:
        counted[item.act] = counted.get(item.act, 0) + 1
    return tuple(
        ActCount(act=act, sign=act.sign, word=told(act.word), count=counted[act])
        for act in Act
        if act in counted
    )


def _is_at(file: FileChange, path: str) -> bool:
    """Whether a path leads to the file: its own, or that of the shared file that it hides."""
    top, _owner, rest = (*path.split("/", 2), "", "")[:3]
    return any(side.place == f"{top}/{rest}" for side in (file.old, file.new) if side)


def _file(file: FileChange, anchor: str, at: Addresses, printed: bool) -> ComparedFile:
    running = [item for item in file.items if not item.act.drawn_only]
    drawn = [item for item in file.items if item.act is Act.MOVED]
    items = tuple(_item(item, number) for number, item in enumerate(running, 1))
    moved = tuple(_item(item, number) for number, item in enumerate(drawn, len(running) + 1))
    return ComparedFile(
        anchor=anchor,
        act=file.act,
        sign=file.act.sign,
        word=told(file.act.word),
        title=told(file.title),
        short=told(file.name),
        path=file.path,
        note=told(file.note),
        counts=counts_of(file.items),
        items=items,
        moved=moved,
        formatted=any(item.act is Act.FORMATTED for item in file.items),
        diagram=_diagram(file, (*items, *moved), at, printed),
        tables=_tables(file),
        patch=tuple(told(line) for line in file.patch),
        patch_left=file.left,
        edit_url=at.edit(file.path) if file.new else "",
    )


def _item(item: Item, number: int) -> ComparedItem:
    return ComparedItem(
        number=number,
        act=item.act,
        sign=item.act.sign,
        word=told(item.act.word),
        kind=told(item.kind),
        name=told(item.name),
        old=item.old or "",
        new=item.new or "",
        changes=tuple(
            _change(change) for change in item.changes if not change.drawn or item.act is Act.MOVED
        ),
    )


def _change(change: Difference) -> Change:
    return Change(label=told(change.label), before=told(change.old or ""), after=told(change.new or ""))


def _diagram(
    file: FileChange, items: tuple[ComparedItem, ...], at: Addresses, printed: bool
) -> ComparedDiagram | None:
    if file.kind is not Kind.DIAGRAM or file.act is Act.FORMATTED:
        return None
    old, new = dict(_marks(items, "old")), dict(_marks(items, "new"))
    sides = [
        Side(label, resource.data, _signs(marks))
        for label, resource, marks in ((at.old_label, file.old, old), (at.new_label, file.new, new))
        if resource
    ]
    return ComparedDiagram(
        old_url=at.old(file.old.path) if file.old else "",
        new_url=at.new(file.new.path) if file.new else "",
        old_label=at.old_label,
        new_label=at.new_label,
        old_marks=old,
        new_marks=new,
        printed=_printed(sides) if printed else (),
    )


def _marks(items: Iterable[ComparedItem], side: str) -> Iterator[tuple[str, DrawnItem]]:
    for item in items:
        id_ = item.old if side == "old" else item.new
        if id_:
            yield id_, DrawnItem(act=item.act, word=item.word, number=item.number)


def _signs(marks: Mapping[str, DrawnItem]) -> dict[str, Sign]:
    return {id_: Sign(Act(mark.act), mark.number) for id_, mark in marks.items()}


def _printed(sides: list[Side]) -> tuple[Plate, ...]:
    try:
        return tuple(plate for row in plates(sides, _FONT) for plate in row)
    except XmlRefused:
        return ()


def _tables(file: FileChange) -> tuple[Sheets, ...]:
    if file.kind is not Kind.DECISION or file.act is Act.FORMATTED:
        return ()
    try:
        return sheets(file.old.data if file.old else None, file.new.data if file.new else None)
    except XmlRefused:
        return ()
