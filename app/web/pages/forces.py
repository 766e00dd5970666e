"""The register of forces."""

from dataclasses import dataclass

from app.web.pages.parts import Link, Mark, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceListRow:
    """A force: what it is, what it can, where it stands. `state` is the word beside `mark`."""

    name: str
    kind: str
    mark: Mark
    state: str
    skills: str = ""
    crew: str = ""
    place: str = ""
    contact: str = ""
    phone: str = ""
    regulator: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesPage:
    """The forces the reader may see."""

    title: str
    rows: tuple[ForceListRow, ...]
    summary: str = ""
    search_url: str = ""
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    next_page: Link | None = None
