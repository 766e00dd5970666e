"""When a timer start event is next due, on the calendar; no instance waits for it."""

from datetime import datetime

from app.bundle.starts import plan
from app.core.errors import DomainError
from app.engine import schedule
from app.engine.elements import StartInfo, StartKind
from app.engine.errors import DiagramRefused
from app.engine.program import Program


def planned(start: StartInfo, program: Program, now: datetime) -> str | None:
    """What a timer start event waits for from a deployment at `now`, worked out with its limits; else None.

    Raises `DiagramRefused` when the text gives no time.
    """
    if start.kind is not StartKind.TIMER:
        return start.expression
    try:
        return plan(start.timer or "", start.expression or "", program.limits_at(None), now)
    except (schedule.ScheduleError, DomainError) as error:
        raise DiagramRefused(start.element, f"开始事件的计时用不了：{error}") from error


def next_start(expression: str | None, after: datetime) -> datetime | None:
    """The first instant after `after` at which the start event fires; None when it never does again."""
    try:
        return schedule.next_start(expression or "", after, after)
    except schedule.ScheduleError:
        return None
