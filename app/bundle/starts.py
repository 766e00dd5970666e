"""Timer start events: nothing has begun yet, so an expression sees the time limits of the package and no more."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.resources import Resource
from app.core.clock import SHANGHAI, SetClock
from app.core.errors import DomainError
from app.core.texts import Text
from app.engine.bounds import DEFAULT
from app.engine.expressions import MISSING, Feel, literal_or_feel, text_value
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Node, text_of
from app.engine.program import Program
from app.engine.schedule import Cycle, ScheduleError, cycle, instant, moment
from app.engine.values import NotStorable
from app.feel import evaluation

_KINDS = ("date", "duration", "cycle")
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def plan(kind: str, expression: str, limits: Mapping[str, Any], now: datetime) -> str:
    """The text of a timer start event as it holds from the deployment at `now`: ISO 8601, with its beginning in it.

    `kind` is date, duration or cycle, `expression` literal text or FEEL after `=`, `limits` what expressions see under
    that name. A duration becomes the instant at which it is over; a repetition without a start of its own counts from
    `now`. Raises `ScheduleError`, in Chinese.
    """
    text = _evaluated(expression, limits, now)
    if kind == "cycle":
        return _anchored(text, cycle(text, now))
    due = instant(text) if kind == "date" and not text.startswith("P") else moment(text, now)
    return due.isoformat()


def timer_start_faults(bundle: Bundle, diagrams: Iterable[Resource]) -> Iterator[Faults]:
    """Expressions of timer start events that give no time with the settings of the package: they would never begin.

    Literal texts are the lint's.
    """
    limits = Program.compile({}, {}, bundle.settings.limits).limits_at(None)
    for resource in diagrams:
        faults = Faults(resource.path)
        for node, kind, text in _expressions(resource.data):
            try:
                plan(kind, text, limits, _SOME_DAY)
            except ScheduleError as error:
                mend = "请写 ISO 8601，或只用时限的表达式，如“= limits.名称”"
                told = Text("开始事件的计时用不了：{error}", error=error)
                faults.add("invalid-start-timer", told, mend, node.line, node.name, element=node.id)
        yield faults


def _evaluated(expression: str, limits: Mapping[str, Any], now: datetime) -> str:
    try:
        given = literal_or_feel(expression, None)
        unknown = [name for name in given.names if name != "limits"] if isinstance(given, Feel) else []
        if unknown:
            raise ScheduleError(Text("流程还没有开始，没有“{names}”", names="”“".join(unknown)))
        with evaluation(clock=SetClock(now)):
            text = text_value(given, lambda name: limits if name == "limits" else MISSING)
    except (DomainError, NotStorable) as error:
        raise ScheduleError(getattr(error, "message", "算出来的不是文字")) from error
    if text is None:
        raise ScheduleError(Text("“{expression}”没有值", expression=expression))
    return text


def _anchored(text: str, repetition: Cycle) -> str:
    """A repetition with its own beginning in the text; one that counts from now has its beginning as occurrence 0."""
    if repetition.every.after(_SOME_DAY) < _SOME_DAY + DEFAULT.interval:
        raise ScheduleError(
            Text(
                "周期“{text}”短于 {interval} 秒",
                text=text,
                interval=f"{DEFAULT.interval / timedelta(seconds=1):g}",
            )
        )
    times = "" if repetition.times is None else str(repetition.times + repetition.first)
    return f"R{times}/{repetition.anchor.astimezone(SHANGHAI).isoformat()}/{repetition.every}"


def _expressions(data: bytes) -> Iterator[tuple[Node, str, str]]:
    """The timer start events of processes that say when by FEEL, each with its kind and its text."""
    starts = (
        node
        for diagram in read_diagrams([data])
        for process in diagram.processes
        for node in process.starts()
    )
    for node in starts:
        timer = node.event("timer")
        found = [
            (kind, one)
            for kind in _KINDS
            for one in (timer.children(f"time{kind.capitalize()}") if timer else ())
        ]
        yield from ((node, kind, text_of(one)) for kind, one in found if text_of(one).startswith("="))
