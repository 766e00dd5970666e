"""Papers that were issued."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.parts import Link, Mark, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A numbered paper. `href` is empty until its file is made; `state` is the word beside `mark`."""

    number: str
    title: str
    to: str
    at: datetime
    mark: Mark
    state: str
    href: str = ""
    emergency: Link | None = None
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPage:
    """All papers the reader may see, newest first."""

    title: str
    rows: tuple[PaperRow, ...]
    summary: str = ""
    search_url: str = ""
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    next_page: Link | None = None
