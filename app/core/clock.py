"""The only source of "now". A test sets it; a drill can run it fast."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the time, always aware and in UTC."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may


@dataclass
class SetClock:
    """A clock that stands where it was put and moves only when told."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 2, 47, tzinfo=SHANGHAI))

    def now(self) -> datetime:
        """The instant it was set to, in UTC."""
        return self.at.astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on by a duration."""
        self.at += by
