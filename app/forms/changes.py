"""What a submission changed, as people read it: labels and option labels, never keys and codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from app.core.texts import Text
from app.forms.entry import Entry
from app.forms.level import Level, RowList
from app.forms.options import options_of
from app.forms.paths import MISSING, Path, dotted, read_at
from app.forms.scope import Names, Scope

EMPTY = "（空）"
_BLANK_ROW = "空行"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a difference: where, its label, the texts before and after; empty text for nothing."""

    path: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return Text(
            "{label}：{before} → {after}",
            label=self.label,
            before=self.before or EMPTY,
            after=self.after or EMPTY,
        )


@dataclass(frozen=True, slots=True)
class _Walk:
    """One level of the comparison: the opening variables, both sides' scopes, where it is and how that is called."""

    variables: Names
    before: Scope
    after: Scope
    path: Path = ()
    title: str = ""

    def row(self, rows: RowList, index: int, before: Names, after: Names) -> "_Walk":
        title = Text(
            "{title}{label}第 {index} 行",
            title=self.title,
            label=rows.component.label or dotted(rows.at),
            index=index + 1,
        )
        path = (*self.path, *rows.at, index)
        return _Walk(
            self.variables, self.before.row(index, before), self.after.row(index, after), path, title
        )


def changes(level: Level, variables: Names, before: Names, after: Names) -> tuple[Change, ...]:
    """The rows that differ, in the order of the form; what `after` does not hold has not changed.

    `variables` are those that the options of the form come from.
    """
    walk = _Walk(variables, Scope.of({**variables, **before}), Scope.of({**variables, **after}))
    return tuple(_level(level, before, after, walk))


def _level(level: Level, before: Names | None, after: Names | None, walk: _Walk) -> Iterator[Change]:
    """The rows of one level; null stands for a list row that is not there on that side."""
    for entry in level.entries:
        if not entry.component.label or _untouched(after, entry.at):
            continue
        old = _text(entry, before, walk.variables, walk.before)
        new = _text(entry, after, walk.variables, walk.after)
        if old != new:
            label = f"{walk.title} · {entry.component.label}" if walk.title else entry.component.label
            yield Change(dotted((*walk.path, *entry.at)), label, old, new)
    for rows in level.lists:
        if not _untouched(after, rows.at):
            yield from _rows(rows, _list(before, rows.at), _list(after, rows.at), walk)


def _rows(rows: RowList, old: list[Names], new: list[Names], walk: _Walk) -> Iterator[Change]:
    for index, (was, now) in enumerate(zip_longest(old, new)):
        inner = walk.row(rows, index, was or {}, now or {})
        found = list(_level(rows.level, was, now, inner))
        if not found and (was is None or now is None):
            shown = ("", _BLANK_ROW) if was is None else (_BLANK_ROW, "")
            found = [Change(dotted(inner.path), inner.title, *shown)]
        yield from found


def _untouched(after: Names | None, at: Path) -> bool:
    return after is not None and read_at(after, at) is MISSING


def _text(entry: Entry, row: Names | None, variables: Names, scope: Scope) -> str:
    value = MISSING if row is None else read_at(row, entry.at)
    return "" if value is MISSING else entry.shown(value, options_of(entry.component, variables, scope.names))


def _list(row: Names | None, at: Path) -> list[Names]:
    value = [] if row is None else read_at(row, at)
    return [item if isinstance(item, Mapping) else {} for item in value] if isinstance(value, list) else []
