"""Figures and values as people read them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.reports.definition import Measure, Operator

NOTHING = "—"
_SECONDS = {"seconds": (1, "秒"), "minutes": (60, "分"), "hours": (3600, "小时"), "days": (86_400, "天")}


def figure_text(value: Decimal | timedelta | None, measure: Measure) -> str:
    """A figure with its unit; shares in per cent, durations in the measure's unit (minutes without one)."""
    if value is None:
        return NOTHING
    if isinstance(value, timedelta):
        size, word = _SECONDS.get(measure.unit, _SECONDS["minutes"])
        return f"{_rounded(Decimal(str(value.total_seconds())) / size)} {word}"
    if measure.operator is Operator.SHARE:
        return f"{_rounded(value * 100)}%"
    return f"{_rounded(value)} {measure.unit}".strip()


def value_text(value: Any) -> str:
    """A value of a row; empty for nothing."""
    return _TEXTS.get(type(value), str)(value)


def _rounded(value: Decimal, places: str = "0.1") -> str:
    """At most one decimal, none where it would be zero."""
    found = value.quantize(Decimal(places), ROUND_HALF_UP)
    return f"{found:f}".rstrip("0").rstrip(".") if "." in f"{found:f}" else f"{found:f}"


_TEXTS: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda value: "是" if value else "否",
    datetime: lambda value: f"{value:%Y-%m-%d %H:%M}",
    date: date.isoformat,
    time: lambda value: f"{value:%H:%M}",
    timedelta: lambda value: f"{_rounded(Decimal(str(value.total_seconds())) / 60)} 分",
    Decimal: lambda value: _rounded(value, "0.01"),
    list: lambda value: "、".join(map(value_text, value)),
    dict: lambda value: "，".join(f"{name}：{value_text(item)}" for name, item in value.items()),
}
