"""Bringing a sheet into a register: first a report line by line, then all of it, or only what is right."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.errors import Invalid
from app.db.context import Context
from app.forms import FormInvalid
from app.forms.paths import put_at
from app.history.log import record
from app.history.operations import Operation
from app.registries.cells import value_of
from app.registries.entries import find
from app.registries.errors import ImportRefused, KeyMissing, SheetUnreadable
from app.registries.register import Field, Register
from app.registries.sheets import Row
from app.registries.writing import IMPORT, check, put, require_owner


class Act(StrEnum):
    """What a line does to the register."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet, by its number there: what it does, which entry it tells, and what is wrong with it."""

    number: int
    act: Act
    name: str
    values: Mapping[str, Any]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All lines of a sheet, and headings that no field of the register has."""

    lines: tuple[Line, ...]
    ignored: tuple[str, ...]

    @property
    def wrong(self) -> tuple[Line, ...]:
        """The lines that cannot come in."""
        return tuple(line for line in self.lines if line.act is Act.WRONG)

    def count(self, act: Act) -> int:
        """How many lines do that."""
        return sum(line.act is act for line in self.lines)


def plan(ctx: Context, register: Register, rows: Sequence[Row]) -> Plan:
    """What a sheet would do; nothing is changed. Raises `NotOwner`, and `SheetUnreadable` when no heading is known."""
    require_owner(ctx, register)
    headings = [str(cell or "").strip() for cell in rows[0]]
    columns = columns_of(register, headings)
    if not columns:
        wanted = "、".join(field.heading for field in register.fields if field.exchanged)
        raise SheetUnreadable(reason=f"第一行没有一个认得的列名，应有：{wanted}")
    known = {place for place, _ in columns}
    ignored = tuple(name for place, name in enumerate(headings) if name and place not in known)
    return Plan(tuple(_lines(ctx, register, columns, rows)), ignored)


def carry_out(ctx: Context, register: Register, planned: Plan, *, only_right: bool = False) -> int:
    """Bring the lines in; how many entries were added or changed.

    One wrong line keeps everything out (`ImportRefused`), unless the person chose only the right ones.
    """
    require_owner(ctx, register)
    if planned.wrong and not only_right:
        raise ImportRefused(lines=len(planned.lines), wrong=len(planned.wrong))
    moving = [line for line in planned.lines if line.act in (Act.ADD, Act.CHANGE)]
    for line in moving:
        put(ctx, register, line.values, cause=IMPORT)
    details = {
        "registry": register.key,
        **{act.value: planned.count(act) for act in Act},
        "wrong_lines": [line.number for line in planned.wrong][:100],
    }
    record(ctx, Operation.REGISTRY_IMPORT, register.key, details, jurisdiction=register.jurisdiction)
    return len(moving)


def columns_of(register: Register, headings: Sequence[str]) -> list[tuple[int, Field]]:
    """The fields by their place in the sheet: by heading, label or key. Raises `SheetUnreadable` for a name twice."""
    names: dict[str, Field] = {}
    for field in reversed([field for field in register.fields if field.exchanged]):
        names |= dict.fromkeys((field.key, field.label, field.heading), field)
    found = [(place, names[heading]) for place, heading in enumerate(headings) if heading in names]
    twice = [key for key, count in Counter(field.key for _, field in found).items() if count > 1]
    if twice:
        raise SheetUnreadable(reason=f"“{register.label(twice[0])}”有两列，不知道用哪一列")
    return found


def _lines(
    ctx: Context, register: Register, columns: Sequence[tuple[int, Field]], rows: Sequence[Row]
) -> Iterator[Line]:
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell not in (None, "") for cell in row):
            continue
        values: dict[str, Any] = {}
        for place, field in columns:
            put_at(values, field.path, value_of(field, row[place]) if place < len(row) else None)
        yield _line(ctx, register, number, values, seen)


def _line(
    ctx: Context, register: Register, number: int, values: dict[str, Any], seen: dict[str, int]
) -> Line:
    """What one line does; `seen` are the keys of the lines before."""
    name = register.name_of(values, "")
    try:
        key = register.key_of(values)
        if key in seen:
            return Line(number, Act.WRONG, name, values, (f"与第 {seen[key]} 行是同一条，请删去一行",))
        entry = find(ctx, register.jurisdiction, register.key, key) if key else None
        checked = check(ctx, register, values, entry)
    except FormInvalid as refusal:
        return Line(number, Act.WRONG, name, values, tuple(_told(refusal)))
    except (KeyMissing, Invalid) as refusal:
        return Line(number, Act.WRONG, name, values, (refusal.message,))
    if key:
        seen[key] = number
    if entry is None:
        return Line(number, Act.ADD, name, values)
    same = entry.active and not register.form.diff(entry.data, checked, {}, ctx.now())
    return Line(number, Act.SAME if same else Act.CHANGE, name, values)


def _told(refusal: FormInvalid) -> Iterator[str]:
    for error in refusal.errors:
        yield from error.messages
