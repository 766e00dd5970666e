"""The task list with its rail and preview."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.web.pages.parts import Action, Deadline, Link, Mark, Quote
from app.web.pages.plan import PlanRow


class Verb(StrEnum):
    """The one verb of a row: take it from the group, work on it, decide what another prepared, or only look."""

    CLAIM = "claim"
    OPEN = "open"
    REVIEW = "review"
    VIEW = "view"


class GroupKey(StrEnum):
    """Rows are grouped by time due; drills stand apart and are not counted. First what waits for a second person."""

    REVIEW = "review"
    OVERDUE = "overdue"
    HOUR = "hour"
    TODAY = "today"
    LATER = "later"
    DRILL = "drill"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class RailItem:
    """A list to look at. `count` is shown as given; `mark` is LATE, DUE or None; `drill` puts the tag before."""

    text: str
    href: str
    count: str = ""
    current: bool = False
    mark: Mark | None = None
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RailSection:
    """A headed part of the rail."""

    title: str
    items: tuple[RailItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A user task in the list. `owner` is 我 or the group, `since` who or when ("03:09 签收", "3 人可签收").

    `claim_url` and `unclaim_url` take a POST and are empty where the reader may not. `preview_url` gives the
    preview as a part of a page.
    """

    id: str
    href: str
    name: str
    emergency: str
    deadline: Deadline
    owner: str
    since: str
    verb: Verb
    level: str = ""
    fact: str = ""
    urgent: bool = False
    drill: bool = False
    fresh: bool = False
    claim_url: str = ""
    unclaim_url: str = ""
    preview_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGroup:
    """Rows that fall due together. `more` leads to those not shown."""

    key: GroupKey
    rows: tuple[TaskRow, ...]
    more: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPreview:
    """A task beside the list: what to decide, on what, and why it is with the reader.

    `id` is that of its row.
    """

    id: str
    name: str
    emergency: str
    deadline: Deadline
    open_url: str
    decision: str
    level: str = ""
    urgent: bool = False
    drill: bool = False
    forces: tuple[PlanRow, ...] = ()
    warning: str = ""
    returned: Quote | None = None
    why: str = ""
    why_clauses: tuple[Link, ...] = ()
    claim_url: str = ""
    unclaim_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskListPage:
    """`total` and `overdue` count without drills. `poll_url` gives the list part again every `poll_seconds`.

    `sorts` are links whose current one is marked. `doors` are the useful ways on from an empty list.
    """

    title: str
    total: int
    overdue: int
    rail: tuple[RailSection, ...]
    groups: tuple[TaskGroup, ...]
    updated: datetime
    search_url: str
    poll_url: str
    poll_seconds: int = 5
    query: str = ""
    sorts: tuple[RailItem, ...] = ()
    preview: TaskPreview | None = None
    empty_title: str = ""
    empty_text: str = ""
    doors: tuple[Action, ...] = ()
    next_page: Link | None = None
