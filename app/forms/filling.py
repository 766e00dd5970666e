"""What the browser would hold at the moment of submitting, worked out from the opened page and what arrived.

form-js decides what is hidden and computed from its own data, so the server rebuilds that data: values that were
read-only when the page opened are put back (unless something the user filled in unlocked them), what was not sent
stays as the page opened, hidden values give way to the opening ones, expressions are computed again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.forms.checks import MOST_ROWS
from app.forms.dated import ExpressionEntry
from app.forms.entry import Bound, Entry, Place
from app.forms.level import Level, RowList
from app.forms.paths import MISSING, Path, drop_at, put_at, read_at
from app.forms.scope import Names, Scope

_Held = Callable[[Entry, Scope, Path], bool]


@dataclass(slots=True)
class Filling:
    """One submission: the form, the data the page opened with, and what arrived."""

    level: Level
    initial: Names
    submitted: Names
    held: set[Path] = field(default_factory=set)
    emptied: set[Path] = field(default_factory=set)

    def place(self, now: datetime) -> Place:
        """The outermost place of the finished data."""
        state = self._laid(self._locked_at_first)
        scope = self._scope(state)
        if self._release(state, scope):
            state = self._laid(self._still_held)
            scope = self._scope(state)
        computed = self._computed(state)
        if computed is not state:
            scope = self._scope(computed)
        return Place(scope, (), computed, self.initial, frozenset(self.held), now)

    def _locked_at_first(self, entry: Entry, scope: Scope, path: Path) -> bool:
        locked = entry.locked(scope)
        if locked:
            self.held.add(path)
        return locked

    def _still_held(self, entry: Entry, scope: Scope, path: Path) -> bool:
        return path in self.held

    def _release(self, state: Names, outermost: Scope) -> bool:
        """Let go what was unlocked in the meantime; empty the lists that are shown and were not sent. Whether any."""
        before = len(self.held)
        for item, scope, path in _shown(self.level, state, outermost, ()):
            if isinstance(item, Entry) and path in self.held and not item.locked(scope):
                self.held.discard(path)
            if isinstance(item, RowList) and item.resizable(scope.names):
                self.emptied.add(path)
        return bool(self.emptied) or len(self.held) != before

    def _laid(self, held: _Held) -> dict[str, Any]:
        return self._lay(self.level, self.initial, self.submitted, Scope.of(self.initial), (), held)

    def _lay(
        self, level: Level, base: Names, given: Any, scope: Scope, path: Path, held: _Held
    ) -> dict[str, Any]:
        row = dict(base)
        for entry in level.entries:
            value = read_at(given, entry.at)
            keeps = entry.component.disabled or isinstance(entry, ExpressionEntry)
            if not held(entry, scope, (*path, *entry.at)) and value is not MISSING and not keeps:
                put_at(row, entry.at, entry.empty if value is None else value)
        for rows in level.lists:
            put_at(row, rows.at, self._rows(rows, base, given, scope, path, held))
        return row

    def _rows(
        self, rows: RowList, base: Names, given: Any, scope: Scope, path: Path, held: _Held
    ) -> list[dict[str, Any]]:
        path = (*path, *rows.at)
        opened, sent = read_at(base, rows.at), read_at(given, rows.at)
        if not isinstance(sent, list):
            return [] if path in self.emptied else opened
        sent = sent[:MOST_ROWS] if rows.resizable(scope.names) else sent[: len(opened)]
        origins = rows.origins(opened, sent, self.initial)
        if not rows.resizable(scope.names):
            origins, sent = opened, sent + [None] * (len(opened) - len(sent))
        return [
            self._lay(rows.level, origin, row, scope.row(index, origin), (*path, index), held)
            for index, (origin, row) in enumerate(zip(origins, sent, strict=True))
        ]

    def _scope(self, state: Names) -> Scope:
        """The outermost scope as form-js renders it: without hidden values, over the opening data."""
        shown = _without_hidden(self.level, state, Scope.of(state))
        return Scope.of({**self.initial, **shown})

    def _computed(self, state: dict[str, Any]) -> dict[str, Any]:
        """The data with its expressions computed, those that read others last."""
        computed = [item for item in _walk(self.level) if isinstance(item, ExpressionEntry)]
        for _ in computed:
            before = state
            for item, scope, path in list(_shown(self.level, state, self._scope(state), ())):
                if isinstance(item, ExpressionEntry):
                    state = dict(state)
                    put_at(state, path, item.computed(scope.names))
            if state == before:
                break
        return state


def _walk(level: Level) -> Iterator[Bound]:
    yield from level.entries
    for rows in level.lists:
        yield rows
        yield from _walk(rows.level)


def _shown(level: Level, state: Names, scope: Scope, path: Path) -> Iterator[tuple[Bound, Scope, Path]]:
    """Every input and list that is shown, with its scope and path."""
    for entry in level.entries:
        if not entry.hidden(scope):
            yield entry, scope, (*path, *entry.at)
    for rows in level.lists:
        if rows.hidden(scope):
            continue
        yield rows, scope, (*path, *rows.at)
        for index, row in enumerate(read_at(state, rows.at)):
            yield from _shown(rows.level, row, scope.row(index, row), (*path, *rows.at, index))


def _without_hidden(level: Level, row: Names, scope: Scope) -> dict[str, Any]:
    kept = dict(row)
    for item in (*level.entries, *level.lists):
        if item.hidden(scope):
            drop_at(kept, item.at)
        elif isinstance(item, RowList):
            rows = enumerate(read_at(row, item.at))
            put_at(
                kept, item.at, [_without_hidden(item.level, inner, scope.row(i, inner)) for i, inner in rows]
            )
    return kept
