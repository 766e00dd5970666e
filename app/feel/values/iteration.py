"""Counting from one value to another, for `for i in a..b` (DMN 1.5, 10.3.2.14)."""

from collections.abc import Iterator
from decimal import Decimal

from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.calendar import Date, date_from_ordinal
from app.feel.values.comparison import compare
from app.feel.values.kinds import Range, Value

_DATE = 5


def steps_between(start: Value, end: Value) -> Value:
    """Whole numbers or dates from start to end, downward when the end is less; null for other values."""
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        first, last = int(start), int(end)
        if first != start or last != end:
            return warn("范围两端应为整数", "the ends must be whole numbers")
        return map(Decimal, _span(first, last))
    if isinstance(start, Date) and isinstance(end, Date):
        return _dates(_span(start.ordinal, end.ordinal))
    return warn("只能在整数或日期之间循环", "only whole numbers and dates can be counted")


def _dates(ordinals: range) -> Iterator[Value]:
    run = current_run()
    for ordinal in ordinals:
        run.charge(_DATE)
        yield date_from_ordinal(ordinal)


def _span(first: int, last: int) -> range:
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def steps_of_range(source: Range) -> Value:
    """The whole numbers or dates of a range; null when it ends before it starts."""
    if compare(source.start, source.end) == 1:
        return warn("范围的起点大于终点", "the range ends before it starts")
    values = steps_between(source.start, source.end)
    if values is None:
        return None
    return (
        value
        for value in values
        if (source.start_included or value != source.start) and (source.end_included or value != source.end)
    )
