"""When a timer start event is next due, on the calendar; no instance waits for it."""

from datetime import datetime, timedelta

from app.engine.schedule import ScheduleError, cycle, instant

_MOMENT = timedelta(microseconds=1)


def next_start(expression: str | None, after: datetime) -> datetime | None:
    """The first instant after `after` at which the start event fires; None when it never does again."""
    text = (expression or "").strip()
    try:
        at = instant(text)
    except ScheduleError:
        return _next_of_cycle(text, after)
    return at if at > after else None


def _next_of_cycle(text: str, after: datetime) -> datetime | None:
    try:
        repeated = cycle(text, after)
        return repeated.due(repeated.index_from(after + _MOMENT))
    except ScheduleError:
        return None
