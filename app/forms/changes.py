"""What a submission changed, as people read it: labels and option labels, never keys and codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.forms.entry import Entry
from app.forms.level import Level, RowList
from app.forms.options import options_of
from app.forms.paths import MISSING, Path, dotted, read_at
from app.forms.scope import Names, Scope

EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a difference: where, its label, the texts before and after; empty text for nothing."""

    path: str
    label: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.label}：{self.before or EMPTY} → {self.after or EMPTY}"


@dataclass(frozen=True, slots=True)
class _Walk:
    """One level of the comparison: the opening variables, both sides' scopes, where it is and how that is called."""

    variables: Names
    before: Scope
    after: Scope
    path: Path = ()
    title: str = ""

    def row(self, rows: RowList, index: int, before: Names, after: Names) -> "_Walk":
        title = f"{self.title}{rows.component.label or dotted(rows.at)}第 {index + 1} 行"
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


def _level(level: Level, before: Names, after: Names, walk: _Walk) -> Iterator[Change]:
    for entry in level.entries:
        new = read_at(after, entry.at)
        if new is MISSING or not entry.component.label:
            continue
        old_text, new_text = (
            _text(entry, before, walk.variables, walk.before),
            _text(entry, after, walk.variables, walk.after),
        )
        if old_text != new_text:
            label = f"{walk.title} · {entry.component.label}" if walk.title else entry.component.label
            yield Change(dotted((*walk.path, *entry.at)), label, old_text, new_text)
    for rows in level.lists:
        yield from _rows(rows, before, after, walk)


def _rows(rows: RowList, before: Names, after: Names, walk: _Walk) -> Iterator[Change]:
    if read_at(after, rows.at) is MISSING:
        return
    old, new = _list(before, rows.at), _list(after, rows.at)
    for index in range(max(len(old), len(new))):
        inner = walk.row(
            rows, index, old[index] if index < len(old) else {}, new[index] if index < len(new) else {}
        )
        if index < min(len(old), len(new)):
            yield from _level(rows.level, old[index], new[index], inner)
        else:
            was = _summary(rows.level, old[index], walk.variables, inner.before) if index < len(old) else ""
            now = _summary(rows.level, new[index], walk.variables, inner.after) if index < len(new) else ""
            yield Change(dotted(inner.path), inner.title, was, now)


def _summary(level: Level, row: Names, variables: Names, scope: Scope) -> str:
    """A whole row in one line."""
    shown = ((entry, _text(entry, row, variables, scope)) for entry in level.entries if entry.component.label)
    return "，".join(f"{entry.component.label} {text}" for entry, text in shown if text) or "空行"


def _text(entry: Entry, row: Names, variables: Names, scope: Scope) -> str:
    value = read_at(row, entry.at)
    return "" if value is MISSING else entry.shown(value, options_of(entry.component, variables, scope.names))


def _list(row: Names, at: Path) -> list[Any]:
    value = read_at(row, at)
    return [item if isinstance(item, Mapping) else {} for item in value] if isinstance(value, list) else []
