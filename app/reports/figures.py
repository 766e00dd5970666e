"""From rows to figures: group by group and for all, each held against its target."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.core.clock import SHANGHAI, SetClock
from app.core.errors import DomainError
from app.db.context import Context
from app.feel import Expression, Limits, evaluate, evaluation
from app.feel.values.host import to_host
from app.reports.definition import Measure, Operator, Report
from app.reports.errors import ReportFailed
from app.reports.shown import figure_text, value_text
from app.reports.sources import Asked, Row, rows_of

LIMITS = Limits(steps=50_000_000)
"""Bounds of all expressions of one report together."""

MOST_LINES = 500
MOST_DETAILS = 2_000
Value = Decimal | timedelta | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its text; `met` says how it stands to its target, None without one or without a figure."""

    value: Value
    text: str
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A group's name and its figures, in the order of the measures."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A report filled in. `total` is over all rows; `details` the rows themselves as texts, at most 2 000."""

    report: Report
    first: date | None
    last: date | None
    rows: int
    lines: tuple[Line, ...]
    total: Line
    details: tuple[tuple[str, ...], ...]


def figures(ctx: Context, report: Report, asked: Asked) -> Figures:
    """Fill a report in. Raises `ReportTooLarge`, and `ReportFailed` when an expression hits a bound."""
    with evaluation(LIMITS, SetClock(ctx.now())):
        counting = _Counting(report, _names(ctx, asked))
        rows = [row for row in rows_of(ctx, report, asked) if counting.holds(row)]
        groups = counting.grouped(rows)
        lines = tuple(Line(label, counting.figures(members)) for label, members in groups)
        total = Line("合计", counting.figures(rows))
        return Figures(
            report, asked.first, asked.last, len(rows), lines, total, tuple(counting.details(rows))
        )


def _names(ctx: Context, asked: Asked) -> dict[str, Any]:
    """What every expression sees besides the row."""
    settings = asked.deployed.bundle.settings
    limits = {
        name: evaluate("duration(text)", {"text": text}) for name, text in settings.limits_for().items()
    }
    today = ctx.now().astimezone(SHANGHAI).date()
    return {"figures": dict(settings.figures), "limits": limits, "today": today}


class _Counting:
    def __init__(self, report: Report, names: Mapping[str, Any]) -> None:
        self._report = report
        self._names = names

    def holds(self, row: Row) -> bool:
        where = self._report.where
        return where is None or self._value(where, row, "where") is True

    def grouped(self, rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
        """The groups in the order of their values; beyond 500 the rest is one group."""
        group = self._report.group
        if group is None:
            return []
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(self._label(row), []).append(row)
        ordered = sorted(found.items(), key=lambda item: (item[0] == "", item[0]))
        rest = [row for _, members in ordered[MOST_LINES:] for row in members]
        named = [(label or "（没有）", members) for label, members in ordered[:MOST_LINES]]
        return [*named, ("其余", rest)] if rest else named

    def _label(self, row: Row) -> str:
        group = self._report.group
        assert group is not None
        if group.span is not None:
            return _span(group.span, row.get(self._report.period or ""))
        assert group.by is not None
        return value_text(self._value(group.by, row, group.label))

    def figures(self, rows: Sequence[Row]) -> tuple[Figure, ...]:
        return tuple(self._figure(measure, rows) for measure in self._report.measures)

    def _figure(self, measure: Measure, rows: Sequence[Row]) -> Figure:
        values = (
            [self._value(measure.of, row, measure.label) for row in rows]
            if measure.of
            else [True] * len(rows)
        )
        value = _OPERATORS[measure.operator](values)
        note = _counted(values) if measure.operator is Operator.SHARE else ""
        return Figure(value, figure_text(value, measure) + note, self._met(measure, value))

    def _met(self, measure: Measure, value: Value) -> bool | None:
        if measure.target is None or value is None:
            return None
        result = self._value(measure.target, {"?": value}, measure.label)
        return result if isinstance(result, bool) else None

    def details(self, rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
        if not self._report.columns:
            return
        for count, row in enumerate(rows):
            if count >= MOST_DETAILS:
                return
            values = (self._value(column.value, row, column.label) for column in self._report.columns)
            yield tuple(map(value_text, values))

    def _value(self, expression: Expression, row: Row, where: str) -> Any:
        try:
            return to_host(expression({**self._names, **row}))
        except DomainError as error:
            raise ReportFailed(title=self._report.title, where=where, reason=error.message) from error


def _span(span: str, at: Any) -> str:
    if not isinstance(at, date | datetime):
        return ""
    quarter = (at.month + 2) // 3
    return {
        "month": f"{at.year}-{at.month:02}",
        "quarter": f"{at.year} 年第 {quarter} 季度",
        "year": f"{at.year}",
    }[span]


def _counted(values: Iterable[Any]) -> str:
    """Of how many the share is, so that one of two is not read like fifty of a hundred."""
    said = [value for value in values if isinstance(value, bool)]
    return f"（{sum(said)}/{len(said)}）" if said else ""


def _count(values: Sequence[Any]) -> Value:
    return Decimal(sum(value is True for value in values))


def _share(values: Sequence[Any]) -> Value:
    said = [value for value in values if isinstance(value, bool)]
    return Decimal(sum(said)) / len(said) if said else None


def _measured(fold: Callable[[list[Any]], Any]) -> Callable[[Sequence[Any]], Value]:
    """Over the numbers, or else over the durations; what is neither does not count."""

    def folded(values: Sequence[Any]) -> Value:
        numbers = [value for value in values if isinstance(value, Decimal)]
        spans = [value for value in values if isinstance(value, timedelta)]
        if numbers:
            return Decimal(fold(numbers))
        return (
            timedelta(seconds=float(fold([Decimal(str(span.total_seconds())) for span in spans])))
            if spans
            else None
        )

    return folded


def _at(part: str) -> Callable[[list[Decimal]], Decimal]:
    """The value below which that part of the others lies, between neighbours in proportion (as Excel's PERCENTILE)."""

    def found(values: list[Decimal]) -> Decimal:
        ordered = sorted(values)
        place = Decimal(part) * (len(ordered) - 1)
        low = math.floor(place)
        high = min(low + 1, len(ordered) - 1)
        return ordered[low] + (ordered[high] - ordered[low]) * (place - low)

    return found


_OPERATORS: Mapping[Operator, Callable[[Sequence[Any]], Value]] = {
    Operator.COUNT: _count,
    Operator.SHARE: _share,
    Operator.SUM: _measured(sum),
    Operator.MEAN: _measured(lambda values: sum(values) / len(values)),
    Operator.MEDIAN: _measured(_at("0.5")),
    Operator.P90: _measured(_at("0.9")),
    Operator.MIN: _measured(min),
    Operator.MAX: _measured(max),
}
