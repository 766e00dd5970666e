"""The emergencies and one of them: the process instance on its diagram."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.board import ForceBoard
from app.web.pages.diagram import DiagramView
from app.web.pages.papers import PaperRow
from app.web.pages.parts import Action, Change, Crumb, Deadline, Fact, Link, Mark, Tab, TimelineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyRow:
    """An emergency and where it stands: `mark` and `state` in words, `steps` the running ones."""

    href: str
    no: str
    title: str
    mark: Mark
    state: str
    started: datetime
    ended: datetime | None = None
    level: str = ""
    kind: str = ""
    steps: str = ""
    urgent: bool = False
    drill: bool = False
    incidents: int = 0
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergenciesPage:
    """The list of emergencies; `start` begins a new one, if the reader may."""

    title: str
    rows: tuple[EmergencyRow, ...]
    summary: str = ""
    search_url: str = ""
    query: str = ""
    tabs: tuple[Tab, ...] = ()
    start: Action | None = None
    next_page: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNote:
    """An 异常 of this instance: what stands still and where to see and retry it."""

    title: str
    text: str
    href: str
    retry: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstancePage:
    """An instance: head, tabs, diagram, forces, papers, what happened last.

    `tasks` are the open ones as links; `data` the variables a reader may see, under their form labels; `changes`
    a list of values changed. Empty parts are not drawn. `related` are instances that called or were called, `records`
    what was done to it beside its diagram.
    """

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    tabs: tuple[Tab, ...]
    diagram: DiagramView
    level: str = ""
    urgent: bool = False
    drill: bool = False
    pace: int = 1
    actions: tuple[Action, ...] = ()
    incidents: tuple[IncidentNote, ...] = ()
    tasks: tuple[Fact, ...] = ()
    board: ForceBoard | None = None
    papers: tuple[PaperRow, ...] = ()
    papers_note: str = ""
    papers_more: Link | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    trace_url: str = ""
    data: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()
    related: tuple[Link, ...] = ()
    records: tuple[Link, ...] = ()
    steps_only: bool = False
