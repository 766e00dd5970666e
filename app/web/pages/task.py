"""One user task: what is known, what is asked, what a press does."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.diagram import DiagramView
from app.web.pages.forms import FormIsland
from app.web.pages.parts import Action, Change, Crumb, Deadline, Fact, Link, Note, Quote, TimelineEntry
from app.web.pages.plan import PlanTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The emergency in short: facts in a row, then sentences."""

    facts: tuple[Fact, ...]
    text: tuple[str, ...] = ()
    note: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One thing that the system does at the press, with the clause that asks for it.

    `act` names what leaves the house there ("签发出动指令 3 份"), for the button itself.
    """

    text: str
    clauses: tuple[Link, ...] = ()
    act: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """To whom the task may be handed over: (account, post). `url` takes a POST of `to` and `reason`."""

    url: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """A task with its form. `form` is None when the reader may look but not act; `refusal` then says why.

    `consequences` stand under `consequences_title` ("按下“同意”，系统立即做三件事"). `changes` compare with the
    last submission. `actions` are the lesser ones at the right of the decision bar (claim, unclaim, hand over).
    `hand_over` adds 转办 to them. `draft_key` is where the reader's computer keeps what was not sent.
    """

    id: str
    name: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    deadline: Deadline
    form: FormIsland | None
    diagram: DiagramView | None = None
    urgent: bool = False
    drill: bool = False
    situation: Situation | None = None
    plan: PlanTable | None = None
    changes: tuple[Change, ...] = ()
    changes_title: str = ""
    notes: tuple[Note, ...] = ()
    refusal: Note | None = None
    consequences_title: str = ""
    consequences: tuple[Consequence, ...] = ()
    actions: tuple[Action, ...] = ()
    basis: Quote | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    timeline_url: str = ""
    who: str = ""
    done_at: datetime | None = None
    hand_over: HandOver | None = None
    draft_key: str = ""
