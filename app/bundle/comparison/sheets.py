"""Decision tables of two versions as they stand beside each other, with what differs marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.bundle.comparison.decisions import paired
from app.bundle.comparison.model import Act
from app.bundle.comparison.records import Record
from app.bundle.comparison.tables import Column, Decisions, Row, Table
from app.bundle.comparison.tablewords import policy
from app.engine.xml import read_xml


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell or a column's head; `act` where it differs. `sort` says on which side of the table it stands."""

    text: str
    sort: str
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A rule with its number."""

    number: int
    cells: tuple[Cell, ...]
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of a table."""

    name: str
    policy: str
    columns: tuple[Cell, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A table before and after; None where there was or is none."""

    old: Sheet | None
    new: Sheet | None


def sheets(old: bytes | None, new: bytes | None) -> tuple[Sheets, ...]:
    """The tables that differ, in the order of the new file; raises `XmlRefused`."""
    before = Decisions(read_xml(old)) if old else None
    after = Decisions(read_xml(new)) if new else None
    tables = {**(after.tables if after else {}), **(before.tables if before else {})}
    found = (_pair(before, after, id_) for id_ in tables)
    return tuple(pair for pair in found if pair.old != pair.new)


def _pair(before: Decisions | None, after: Decisions | None, id_: str) -> Sheets:
    old, new = before.tables.get(id_) if before else None, after.tables.get(id_) if after else None
    columns = _ids(
        list(before.columns(old)) if before and old else [], list(after.columns(new)) if after and new else []
    )
    rules = _ids(
        list(before.rules(old)) if before and old else [], list(after.rules(new)) if after and new else []
    )
    back = {now: then for then, now in columns.items()}, {now: then for then, now in rules.items()}
    return Sheets(
        _sheet(old, new, columns, rules, Act.REMOVED) if old else None,
        _sheet(new, old, *back, Act.ADDED) if new else None,
    )


def _ids(then: list[Record], now: list[Record]) -> dict[str, str]:
    """Old id → new id of everything that is in both."""
    kept = {one.id for one in now}
    return {**{one.id: one.id for one in then if one.id in kept}, **paired(then, now)}


def _sheet(
    table: Table, other: Table | None, columns: Mapping[str, str], rules: Mapping[str, str], alone: Act
) -> Sheet:
    """One version, marked against the other; `alone` is what is said of that which only this one has."""
    heads = {column.id: column for column in other.columns} if other else {}
    rows = {row.id: row for row in other.rows} if other else {}
    shown = tuple(_head(column, heads.get(columns.get(column.id, "")), alone) for column in table.columns)
    lines = []
    for number, row in enumerate(table.rows, 1):
        twin = rows.get(rules.get(row.id, ""))
        cells = tuple(_cells(table, row, twin, columns, alone))
        lines.append(Line(number, cells, alone if twin is None else None))
    return Sheet(table.name, policy(table.policy), shown, tuple(lines))


def _head(column: Column, twin: Column | None, alone: Act) -> Cell:
    act = (
        alone
        if twin is None
        else Act.CHANGED
        if (twin.name, twin.text) != (column.name, column.text)
        else None
    )
    return Cell(column.name, column.sort, act)


def _cells(
    table: Table, row: Row, twin: Row | None, columns: Mapping[str, str], alone: Act
) -> Iterator[Cell]:
    for column in table.columns:
        text = row.cells.get(column.id, "")
        if twin is None or column.id not in columns:
            act: Act | None = alone
        else:
            act = Act.CHANGED if twin.cells.get(columns[column.id], "") != text else None
        yield Cell(text, column.sort, act)
