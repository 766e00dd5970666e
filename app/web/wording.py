"""Times and durations as people say them. frontend/base/wording.js says the same while the page is open."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import flask_babel

from app.web.language import gettext as _
from app.web.language import language
from app.web.pages.parts import Deadline

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_FINE = 10 * _MINUTE
_COUNTED = 2 * _HOUR
_ALWAYS_NEAR = 5 * _MINUTE


class DeadlineState(StrEnum):
    """How pressing a deadline is."""

    PLAIN = "plain"
    NEAR = "near"
    OVER = "over"
    PAUSED = "paused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """A deadline in two lines, its state, and the part of the time that is used up (0 to 1, None without limit)."""

    state: DeadlineState
    left: str
    note: str
    used: float | None = None


def local(at: datetime) -> datetime:
    """The instant in the zone of the request."""
    return at.astimezone(flask_babel.get_timezone())


def clock(at: datetime) -> str:
    """03:18."""
    return local(at).strftime("%H:%M")


def clock_seconds(at: datetime) -> str:
    """03:18:00."""
    return local(at).strftime("%H:%M:%S")


def day(at: date) -> str:
    """11 月 22 日."""
    pattern = "d MMM" if language() == "en" else "M 月 d 日"
    return str(flask_babel.format_date(at, pattern, rebase=False))


def weekday(at: datetime) -> str:
    """11 月 22 日 星期日."""
    pattern = "EEE d MMM" if language() == "en" else "M 月 d 日 EEEE"
    return str(flask_babel.format_date(local(at), pattern, rebase=False))


def moment(at: datetime, now: datetime) -> str:
    """The clock time on the day of `now`, else with the date, and with the year when that differs."""
    then, today = local(at), local(now)
    if then.date() == today.date():
        return clock(then)
    if then.year == today.year:
        return f"{day(then)} {clock(then)}"
    return then.strftime("%Y-%m-%d %H:%M")


def duration(seconds: float, *, fine: bool = False) -> str:
    """4 分 12 秒 when fine and under ten minutes, else the whole minutes, hours or days that are full."""
    whole = int(seconds)
    minutes, rest = divmod(whole, _MINUTE)
    if whole < _MINUTE:
        return _("%(n)s 秒", n=rest)
    if whole < _HOUR:
        return _join(minutes, "minute", rest if fine and whole < _FINE else 0, "second")
    if whole < _DAY:
        hours, minutes = divmod(minutes, 60)
        return _join(hours, "hour", minutes if hours < 3 else 0, "minute")
    return _unit(whole // _DAY, "day")


def deadline(due: Deadline, now: datetime, *, fine: bool = False, brief: bool = False) -> DeadlineWords:
    """The two lines of a deadline at `now`: `fine` counts seconds, `brief` says what follows only once it is over."""
    if due.paused:
        return DeadlineWords(DeadlineState.PAUSED, _("已停表"), due.paused)
    if due.due is None:
        return DeadlineWords(DeadlineState.NONE, _("无时限"), due.after)
    seconds = (due.due - now).total_seconds()
    if seconds < 0:
        note = _sentence(_("应于 %(time)s", time=moment(due.due, now)), due.after)
        return DeadlineWords(
            DeadlineState.OVER, _("逾期 %(time)s", time=duration(-seconds, fine=fine)), note, 1.0
        )
    left, note = _ahead(due.due, now, seconds, fine=fine)
    state = DeadlineState.NEAR if seconds <= _near(due.limit) else DeadlineState.PLAIN
    return DeadlineWords(state, left, _sentence(note, "" if brief else due.after), _used(seconds, due.limit))


def near_seconds(due: Deadline) -> float:
    """How many seconds before the time due a deadline begins to be near."""
    return _near(due.limit)


def _near(limit: timedelta | None) -> float:
    return max(_ALWAYS_NEAR, limit.total_seconds() / 4 if limit else 0)


def _used(seconds: float, limit: timedelta | None) -> float | None:
    return None if not limit else min(1.0, max(0.0, 1 - seconds / limit.total_seconds()))


def _ahead(due: datetime, now: datetime, seconds: float, *, fine: bool) -> tuple[str, str]:
    left = duration(seconds, fine=fine)
    if seconds < _COUNTED:
        return _("还剩 %(time)s", time=left), _("%(time)s 前", time=moment(due, now))
    days = (local(due).date() - local(now).date()).days
    remaining = _("还有 %(time)s", time=left if days <= 1 else _unit(days, "day"))
    if days == 0:
        return _("今天 %(time)s", time=clock(due)), remaining
    if days == 1:
        return _("明天 %(time)s", time=clock(due)), remaining
    return day(local(due)), remaining


def _join(first: int, unit: str, second: int, smaller: str) -> str:
    return _unit(first, unit) if not second else f"{_unit(first, unit)} {_unit(second, smaller)}"


def _unit(count: int, unit: str) -> str:
    words = {
        "second": _("%(n)s 秒", n=count),
        "minute": _("%(n)s 分", n=count),
        "hour": _("%(n)s 小时", n=count),
        "day": _("%(n)s 天", n=count),
    }
    return words[unit]


def _sentence(first: str, second: str) -> str:
    return f"{first} · {second}" if second else first
