"""ISO 8601 instants, durations and repetitions, with calendar months in local time (BPMN 2.0.2, 10.5.5.5)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.core.clock import SHANGHAI

_DURATION = re.compile(
    r"P(?!$)(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,7})D)?"
    r"(?:T(?!$)(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,6})?)S)?)?"
)
_REPEAT = re.compile(r"R(?P<times>\d{0,6})/(?P<rest>.+)")
_YEARS = range(1900, 9_999)
"""Years that every zone can tell: beyond them the same instant has no date somewhere."""


class ScheduleError(ValueError):
    """A text that is no instant, duration or repetition; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Calendar months plus exact time."""

    months: int = 0
    time: timedelta = timedelta()

    def after(self, start: datetime, times: int = 1) -> datetime:
        """The instant that many durations after `start`; months count on the calendar of `start`'s own zone.

        31 January plus one month is the last of February, plus two is 31 March.
        """
        try:
            return _told_everywhere(_plus_months(start, self.months * times) + self.time * times)
        except (OverflowError, ValueError) as error:
            raise ScheduleError("时间超出日历范围") from error

    def __str__(self) -> str:
        months = f"{self.months}M" if self.months else ""
        seconds = self.time.total_seconds()
        return f"P{months}T{seconds:f}".rstrip("0").rstrip(".") + "S" if seconds else f"P{months or '0D'}"


def _told_everywhere(found: datetime) -> datetime:
    if found.year not in _YEARS:
        raise ScheduleError("时间超出日历范围")
    return found


def _plus_months(start: datetime, months: int) -> datetime:
    if not months:
        return start
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if years not in _YEARS:
        raise OverflowError
    return start.replace(year=years, month=month + 1, day=min(start.day, monthrange(years, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Cycle:
    """A repetition: `times` occurrences (None = for ever), the n-th one `every` × n after `anchor`.

    `first` is 0 where the text names the start itself, 1 where it counts from now.
    """

    every: Duration
    anchor: datetime
    first: int
    times: int | None

    def due(self, index: int) -> datetime | None:
        """The instant of an occurrence counted from 0; None after the last."""
        if self.times is not None and index >= self.times:
            return None
        return self.every.after(self.anchor, index + self.first)

    def index_from(self, moment: datetime) -> int:
        """The first occurrence that is not before the moment."""
        index = self._near(moment)
        while self.every.after(self.anchor, index + self.first) < moment:
            index += 1
        return index

    def _near(self, moment: datetime) -> int:
        """An occurrence surely not after the moment, reached by division."""
        longest = self.every.time + timedelta(days=31) * self.every.months
        if moment <= self.anchor or longest <= timedelta():
            return 0
        return max(0, (moment - self.anchor) // longest - self.first - 1)


def is_duration(text: str) -> bool:
    """Whether the text is an ISO 8601 duration."""
    return _DURATION.fullmatch(text) is not None


def duration(text: str) -> Duration:
    """An ISO 8601 duration such as `PT20M`, `P1M` or `P1DT12H`. Raises `ScheduleError`."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ScheduleError(f"“{text}”不是 ISO 8601 时长（例如 PT20M）")
    part = {name: float(value or 0) for name, value in found.groupdict().items()}
    exact = timedelta(
        weeks=part["weeks"],
        days=part["days"],
        hours=part["hours"],
        minutes=part["minutes"],
        seconds=part["seconds"],
    )
    return Duration(int(part["years"] * 12 + part["months"]), exact)


def instant(text: str) -> datetime:
    """An ISO 8601 date-time; without an offset it is local (Asia/Shanghai), without a time it is midnight."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ScheduleError(f"“{text}”不是 ISO 8601 日期时间（例如 2026-12-01T08:00:00+08:00）") from error
    return _told_everywhere(found if found.tzinfo else found.replace(tzinfo=SHANGHAI))


def cycle(text: str, now: datetime) -> Cycle:
    """`R3/PT5M`, `R/2026-12-01T08:00:00+08:00/P1M`, or a bare duration, which repeats for ever."""
    found = _REPEAT.fullmatch(text.strip())
    times = int(found["times"]) if found and found["times"] else None
    start, _, period = (found["rest"] if found else text).rpartition("/")
    every = duration(period)
    if every == Duration():
        raise ScheduleError(f"“{text}”的周期是零")
    return Cycle(every, instant(start) if start else now.astimezone(SHANGHAI), 0 if start else 1, times)


def moment(text: str, now: datetime) -> datetime:
    """An instant, or a duration counted from `now`; in UTC."""
    text = text.strip()
    if text.startswith("P"):
        return duration(text).after(now.astimezone(SHANGHAI)).astimezone(UTC)
    return instant(text).astimezone(UTC)


def next_start(text: str, anchor: datetime, after: datetime) -> datetime | None:
    """When a timer start event is due next, strictly after a moment; None when never again.

    `anchor` is the instant from which a repetition without a start of its own counts (the deployment).
    """
    if not text.strip().startswith("R") and not is_duration(text.strip()):
        due = instant(text).astimezone(UTC)
        return due if due > after else None
    repetition = cycle(text, anchor)
    due_next = repetition.due(repetition.index_from(after + timedelta(microseconds=1)))
    return due_next.astimezone(UTC) if due_next else None
