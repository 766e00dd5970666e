"""Small parts that several pages show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Mark(StrEnum):
    """The glyph of a state; its word always stands beside it."""

    NOT_YET = "not-yet"
    RUNNING = "running"
    NOW = "now"
    DONE = "done"
    DUE = "due"
    LATE = "late"
    FAILED = "failed"
    RETURNED = "returned"
    NONE = "none"


class Tone(StrEnum):
    """What a note asks of its reader: stop, mind, trust, or know."""

    STOP = "stop"
    MIND = "mind"
    PROOF = "proof"
    FACT = "fact"


class Icon(StrEnum):
    """A drawing that goes before words, never instead of them."""

    PRINT = "print"
    PHONE = "phone"
    FILE = "file"
    PLACE = "place"
    SEND = "send"
    PLUS = "plus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A way to another page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the path above the title; the last has no address."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A part of a page with an address of its own."""

    text: str
    href: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A button: a link, or with `post` a form of one button. `fields` are sent along with it.

    What cannot be undone says in `ask` what it sets off, and is pressed a second time under that.
    """

    text: str
    href: str
    post: bool = False
    primary: bool = False
    icon: Icon | None = None
    fields: tuple[tuple[str, str], ...] = ()
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """How long there is. Without `due` there is no limit; `paused` says why the clock stands still.

    `limit` is the whole time allowed: the last quarter of it, or five minutes, count as near. `after` says what
    happens or has happened at the time due, such as 到时上报值班领导.
    """

    due: datetime | None = None
    limit: timedelta | None = None
    after: str = ""
    paused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what is known; `link` leads to more."""

    label: str
    value: str
    note: str = ""
    link: Link | None = None
    clauses: tuple[Link, ...] = ()
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody wrote, and who and when."""

    text: str
    source: str = ""
    clauses: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value before and after, under its form label. Equal values are said to be unchanged."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Who did what at a time, with the words they left."""

    at: datetime
    mark: Mark
    act: str
    note: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A framed remark: title first, then what to do."""

    tone: Tone
    title: str
    text: str = ""
    links: tuple[Link, ...] = ()
    actions: tuple[Action, ...] = ()
