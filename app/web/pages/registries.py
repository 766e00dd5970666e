"""Registers 台账: all of them, one, one entry, a sheet coming in, and what waits to be filed elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.parts import Action, Change, Crumb, Fact, Link, Mark, Note, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A register: how many entries, how many of them are not up to date, who keeps it."""

    title: str
    href: str
    entries: int
    stale: int = 0
    owners: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistersPage:
    """The registers of the jurisdiction."""

    title: str
    rows: tuple[RegisterRow, ...]
    summary: str = ""
    outgoing: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry in the list: its cells in the order of the columns; `note` says why it is marked."""

    href: str
    cells: tuple[str, ...]
    mark: Mark
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """One register. `exports` and `actions` are the buttons that the reader may press."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[EntryRow, ...]
    crumbs: tuple[Crumb, ...] = ()
    summary: str = ""
    search_url: str = ""
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    exports: tuple[Link, ...] = ()
    actions: tuple[Action, ...] = ()
    next_page: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A change of an entry: who, when, by what, and the fields before and after."""

    at: datetime
    who: str
    act: str
    source: str = ""
    instance: Link | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry with its history, newest first. `close_url` takes a POST with the reason."""

    title: str
    facts: tuple[Fact, ...]
    history: tuple[HistoryRow, ...]
    crumbs: tuple[Crumb, ...] = ()
    subtitle: str = ""
    mark: Mark = Mark.DONE
    state: str = ""
    actions: tuple[Action, ...] = ()
    close_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """A line of a sheet: what it does, and what is wrong with it."""

    number: int
    mark: Mark
    act: str
    name: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """The form that takes a sheet, and the report on the one that came last."""

    title: str
    upload_url: str
    headings: str
    template: Link
    crumbs: tuple[Crumb, ...] = ()
    result: Note | None = None
    lines: tuple[ImportLine, ...] = ()
    only_right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingRow:
    """Something meant for an outside system. `file_url` downloads it; `filed_url` takes a POST with the receipt."""

    system: str
    subject: str
    at: datetime
    mark: Mark
    state: str
    file_url: str
    emergency: Link | None = None
    filed_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingPage:
    """What waits to be filed by hand, and what was filed last."""

    title: str
    rows: tuple[OutgoingRow, ...]
    crumbs: tuple[Crumb, ...] = ()
    summary: str = ""
