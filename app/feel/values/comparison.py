"""Equality and order of values (DMN 1.5, 10.3.2.13, tables 42 and 43)."""

from collections.abc import Iterable
from decimal import Decimal

from app.feel.limits import Run, current_run
from app.feel.values.calendar import Date
from app.feel.values.kinds import Range, Signature, Value
from app.feel.values.temporal import NANOS, DateTime, DayTimeDuration, Time, YearMonthDuration

_PLAIN = (bool, Decimal, str, Date, DayTimeDuration, YearMonthDuration)
_MOMENTS = 10
"""Steps of comparing two times, whose zones may have to be looked up."""
_ORDERED = (Decimal, str, Date, DayTimeDuration, YearMonthDuration)


def equal(left: Value, right: Value) -> bool | None:
    """Whether two values are equal; null when they are of different kinds and neither is null."""
    kind = type(left)
    if kind is type(right) and kind in _PLAIN:
        return bool(left == right)
    if left is None or right is None:
        return left is right
    return _equal(left, right, current_run())


def _equal(left: Value, right: Value, run: Run) -> bool | None:
    run.charge(2)
    match left, right:
        case list(), list():
            return len(left) == len(right) and _all(zip(left, right, strict=True), run)
        case dict(), dict():
            return left.keys() == right.keys() and _all(((left[key], right[key]) for key in left), run)
        case Range(), Range():
            return _same_range(left, right, run)
        case (Time(), Time()) | (DateTime(), DateTime()):
            return _same_moment(left, right)
        case Signature(), Signature():
            return left is right
    return bool(left == right) if type(left) is type(right) else _unlike(left, right)


def _unlike(left: Value, right: Value) -> bool | None:
    """Null equals nothing else; other values of different kinds cannot be compared."""
    return False if left is None or right is None else None


def _all(pairs: Iterable[tuple[Value, Value]], run: Run) -> bool:
    return all(_equal(left, right, run) is True for left, right in pairs)


def _same_range(left: Range, right: Range, run: Run) -> bool:
    return (
        left.unbounded == right.unbounded
        and left.start_included == right.start_included
        and left.end_included == right.end_included
        and _all([(left.start, right.start), (left.end, right.end)], run)
    )


def _same_moment(left: Time | DateTime, right: Time | DateTime) -> bool:
    """Times are equal when they are in the same second: a fraction is no property of them (table 65)."""
    if (left.zone is None) != (right.zone is None):
        return False
    return left.instant // NANOS == right.instant // NANOS


def compare(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 for less, equal, greater; null when the two have no order."""
    kind = type(left)
    if kind is not type(right):
        return None
    if kind in _ORDERED:
        return int(left > right) - int(left < right)
    if kind is Time or kind is DateTime:
        current_run().charge(_MOMENTS)
        if (left.zone is None) != (right.zone is None):
            return None
        return int(left.instant > right.instant) - int(left.instant < right.instant)
    return None


def in_range(value: Value, range_: Range) -> bool | None:
    """Whether the value lies in the range; null when it cannot be compared with its ends."""
    after = _beyond(value, range_.start, range_, -1)
    before = _beyond(value, range_.end, range_, 1)
    if after is False or before is False:
        return False
    return None if after is None or before is None else True


def _beyond(value: Value, end: Value, range_: Range, outside: int) -> bool | None:
    if end is None:
        return True if range_.unbounded else None
    order = compare(value, end)
    if order is None:
        return None
    if order == 0:
        return range_.start_included if outside < 0 else range_.end_included
    return order != outside
