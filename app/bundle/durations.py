"""Times as people read them: limits by level, repetitions, moments."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import reduce

from app.bundle.settings import DEFAULT
from app.core.clock import SHANGHAI
from app.core.texts import Joined, Text
from app.engine import schedule

_LIMIT = re.compile(r"\blimits\.([a-z][a-z0-9_]*)")
_LIMIT_ALONE = re.compile(r"=\s*limits\.[a-z][a-z0-9_]*")
_TIME_OF_DAY = re.compile(r'"T(\d\d:\d\d)')
_PART = re.compile(r"(\d+(?:\.\d+)?)([YMWDHS])")
_DAYS = {"Y": "{n}年", "M": "{n}个月", "W": "{n}周", "D": "{n}天"}
_CLOCK = {"H": "{n}小时", "M": "{n}分钟", "S": "{n}秒"}
_REPEAT = re.compile(r"R(?P<times>\d*)/(?:(?P<start>[^/]+)/)?(?P<every>P[^/]+)")

Limits = Mapping[str, Mapping[str, str]]


def limit_text(expression: str | None, limits: Limits) -> str:
    """A limit as written in a diagram, with the package's figures, by level where they differ.

    Where the expression takes more than a limit of the settings, a date is filled in by somebody on the way.
    """
    text = (expression or "").strip()
    if not text.startswith("="):
        return duration_text(text)
    named = [_by_level(limits[name]) for name in dict.fromkeys(_LIMIT.findall(text)) if name in limits]
    if _LIMIT_ALONE.fullmatch(text) and named:
        return named[0]
    at = _TIME_OF_DAY.search(text)
    filled = Text("所填日期{time}前", time=at[1]) if at else Text("按所填时间")
    if not named:
        return filled
    return Text("{filled}；没有填的{limit}", filled=filled, limit=Joined("、", named))


def timer_text(kind: str, expression: str, limits: Limits) -> str:
    """A timer: `kind` is date, duration or cycle."""
    if kind != "cycle":
        return limit_text(expression, limits)
    found = _REPEAT.fullmatch(expression.strip())
    if found is None:
        return Text("每{duration}", duration=limit_text(expression, limits))
    told = [Text("每{duration}", duration=duration_text(found["every"]))]
    if found["start"]:
        told.append(Text("自{time}起", time=_moment(found["start"])))
    if found["times"]:
        told.append(Text("共{times}次", times=found["times"]))
    return Joined("，", told)


def duration_text(text: str) -> str:
    """`PT1H30M` → 1小时30分钟; what is no duration is shown as a moment, or as it is."""
    if not schedule.is_duration(text):
        return _moment(text)
    days, _, clock = text.removeprefix("P").partition("T")
    parts = (*_parts(days, _DAYS), *_parts(clock, _CLOCK))
    return reduce(lambda first, rest: Text("{first}{rest}", first=first, rest=rest), parts)


def _by_level(by: Mapping[str, str]) -> str:
    """The limit of most levels first, then the levels that have another."""
    others: dict[str, list[str]] = {}
    for level, text in by.items():
        if level != DEFAULT and text != by[DEFAULT]:
            others.setdefault(text, []).append(level)
    rest = (
        Text("{levels}{duration}", levels=Joined("、", levels), duration=duration_text(text))
        for text, levels in others.items()
    )
    return Joined("；", (duration_text(by[DEFAULT]), *rest))


def _parts(text: str, words: Mapping[str, str]) -> Iterator[str]:
    return (Text(words[unit], n=count) for count, unit in _PART.findall(text))


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    at = at.astimezone(SHANGHAI) if at.tzinfo else at
    return Text(
        "{year}年{month}月{day}日{time}", year=at.year, month=at.month, day=at.day, time=f"{at:%H:%M}"
    )
