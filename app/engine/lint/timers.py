"""Rules on timers: one definition each, readable, and not faster than the bound."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from app.core.texts import Text
from app.engine import schedule
from app.engine.bounds import DEFAULT
from app.engine.lint import juel
from app.engine.lint.feel import constant
from app.engine.lint.finding import Fault, Rule, error
from app.engine.lint.model import Diagram, Node, local, text_of

_SHORTEST = timedelta(seconds=1)
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_DEFINITIONS = ("timeDuration", "timeDate", "timeCycle")
_MENDS = {
    "timeDuration": "持续时间请写 ISO 8601，如 PT30M、P1D，或“= limits.名称”",
    "timeDate": "时间请写 ISO 8601，如 2026-10-01T08:00:00+08:00，或以“=”开头的表达式",
    "timeCycle": "循环请写 ISO 8601（不支持 cron），如 R/PT2H、R3/PT5M，或以“=”开头的表达式",
}


def _timers(diagram: Diagram) -> Iterator[tuple[Node, str, str]]:
    """Each timer with the name of its definition and its text, where it has exactly one that is known beforehand."""
    for node in diagram.nodes:
        timer = node.event("timer")
        found = [child for tag in _DEFINITIONS for child in timer.children(tag)] if timer else []
        if len(found) == 1:
            kind, text = local(found[0]), text_of(found[0])
            if text.startswith("="):
                text = "" if kind == "timeDate" else constant(text[1:].strip()) or ""
            if text and not juel.is_juel(text):
                yield node, kind, text


def _period(kind: str, text: str) -> timedelta | None:
    """The least time a duration or a cycle takes, None for a date; raises `ScheduleError`."""
    if kind == "timeDate":
        schedule.instant(text)
        return None
    lasts = schedule.duration(text) if kind == "timeDuration" else _every(text)
    return lasts.time + timedelta(days=28) * lasts.months


def _every(text: str) -> schedule.Duration:
    """How often a cycle comes; nought, which the schedule itself would not take, too."""
    period = text.strip().rpartition("/")[2]
    if schedule.is_duration(period) and schedule.duration(period) == schedule.Duration():
        return schedule.Duration()
    return schedule.cycle(text, _SOME_DAY).every


@error("missing-timer")
def missing_timer(diagram: Diagram) -> Iterator[Fault]:
    """A timer that does not say when."""
    for node in diagram.nodes:
        timer = node.event("timer")
        if timer is None:
            continue
        found = [child for tag in _DEFINITIONS for child in timer.children(tag)]
        if len(found) != 1:
            yield Fault(
                node,
                Text("计时有 {count} 个定义，应当恰好一个", count=len(found)),
                "请填持续时间、时间或循环之一",
            )
        elif not text_of(found[0]):
            yield Fault(node, "计时没有填写", _MENDS[local(found[0])])


@error("invalid-timer")
def invalid_timer(diagram: Diagram) -> Iterator[Fault]:
    """A timer that is neither ISO 8601 nor an expression fails when it is armed."""
    for node, kind, text in _timers(diagram):
        try:
            _period(kind, text)
        except (schedule.ScheduleError, OverflowError):
            shown = text if len(text) <= 40 else f"{text[:39]}…"
            yield Fault(node, Text("计时“{shown}”看不懂", shown=shown), _MENDS[kind])


@error("timer-too-short")
def timer_too_short(diagram: Diagram) -> Iterator[Fault]:
    """Timers of zero seconds, and cycles that would fill the list."""
    for node, kind, text in _timers(diagram):
        try:
            period = _period(kind, text)
        except (schedule.ScheduleError, OverflowError):
            continue
        least = DEFAULT.interval if kind == "timeCycle" else _SHORTEST
        if period is not None and period < least:
            yield Fault(
                node,
                Text("计时太短：{text}", text=text),
                Text("请不短于 {seconds} 秒", seconds=least.seconds),
            )


TIMERS: tuple[Rule[Diagram], ...] = (missing_timer, invalid_timer, timer_too_short)
