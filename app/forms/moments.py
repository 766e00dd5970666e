"""Dates and times exactly as form-js-viewer serialises them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Literal

from app.core.clock import SHANGHAI

Subtype = Literal["date", "time", "datetime"]
SUBTYPES = ("date", "time", "datetime")
FORMATS = ("utc_offset", "utc_normalized", "no_timezone")
INTERVALS = (1, 5, 10, 15, 30, 60)
USUAL_INTERVAL = 15
EARLIEST = date(1900, 1, 1)

_DAY = r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
_CLOCK = r"(?P<clock>[0-9]{2}:[0-9]{2})"
_SECONDS = r"(?::[0-9]{2}(?:\.[0-9]+)?)?"
_SUBMITTED = {"date": _DAY, "time": _CLOCK + _ZONE, "datetime": f"{_DAY}T{_CLOCK}{_ZONE}"}
_STORED = {"date": _DAY, "time": _CLOCK + _SECONDS + _ZONE, "datetime": f"{_DAY}T{_CLOCK}{_SECONDS}{_ZONE}"}
_ANY_DAY = "2000-01-01"  # a time of day stands on a day without a change of clocks
_LARGEST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says: `at` is aware and on the wall clock here; `form` is the serialising format of the text."""

    at: datetime
    form: str


def submitted(subtype: Subtype, value: Any) -> Moment | None:
    """What a submitted text says; null when form-js would not have written it so."""
    return _read(_SUBMITTED[subtype], value)


def stored(subtype: Subtype, value: Any) -> Moment | None:
    """What a stored text says, seconds and fractions allowed; null when there is nothing to show."""
    return _read(_STORED[subtype], value)


def serialised(subtype: Subtype, form: str, value: Any) -> str | None:
    """A stored text as form-js submits it unchanged from a browser here; null when it shows nothing."""
    moment = stored(subtype, value)
    if moment is None:
        return None
    if subtype == "date":
        return moment.at.date().isoformat()
    zone = UTC if form == "utc_normalized" else SHANGHAI
    text = moment.at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
    suffix = {"utc_normalized": "Z", "utc_offset": "+08:00"}.get(form, "")
    return (text if subtype == "datetime" else text.partition("T")[2]) + suffix


def _read(grammar: str, value: Any) -> Moment | None:
    match = re.fullmatch(grammar, value) if isinstance(value, str) else None
    if match is None:
        return None
    groups = {"day": _ANY_DAY, "clock": "00:00", "zone": None} | match.groupdict()
    try:
        zone = _zone(groups["zone"])
        wall = datetime.fromisoformat(f"{groups['day']}T{groups['clock']}").replace(tzinfo=zone or SHANGHAI)
        return Moment(wall.astimezone(SHANGHAI), _form(groups["zone"]))
    except (ValueError, OverflowError):  # no such day, or none on the calendar here
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    if offset > _LARGEST_OFFSET:
        raise ValueError("no such offset")
    return timezone(offset if text[0] == "+" else -offset)


def _form(zone: str | None) -> str:
    """By the text, for an offset of zero is UTC as well: a browser in London writes `+00:00`."""
    if not zone:
        return "no_timezone"
    return "utc_normalized" if zone == "Z" else "utc_offset"
