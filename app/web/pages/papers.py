"""Papers that were issued."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.parts import Action, Crumb, Fact, Link, Mark, Note, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A numbered paper. `href` is empty until its file is made; `state` is the word beside `mark` and leads
    to `details`.
    """

    number: str
    title: str
    to: str
    at: datetime
    mark: Mark
    state: str
    href: str = ""
    emergency: Link | None = None
    drill: bool = False
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """One paper: what it is, where it stands, its file, its public page; `withdraw_url` for who may withdraw it."""

    title: str
    number: str
    mark: Mark
    state: str
    facts: tuple[Fact, ...]
    crumbs: tuple[Crumb, ...]
    drill: bool = False
    note: Note | None = None
    actions: tuple[Action, ...] = ()
    withdraw_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRow:
    """A kind of paper; `href` is it, set with its sample, `number` the form of its numbers."""

    title: str
    href: str
    number: str
    issuer: str
    clauses: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplesPage:
    """Every kind of paper of the package."""

    title: str
    summary: str
    rows: tuple[SampleRow, ...]
    crumbs: tuple[Crumb, ...]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPage:
    """All papers the reader may see, newest first."""

    title: str
    rows: tuple[PaperRow, ...]
    summary: str = ""
    search_url: str = ""
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    samples: Link | None = None
    next_page: Link | None = None
