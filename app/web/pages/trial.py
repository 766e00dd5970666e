"""A trial run: its diagram, who has what to do, the clock, what came of it; the form of a step; where it begins."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.diagram import DiagramView
from app.web.pages.forms import FormIsland
from app.web.pages.parts import Crumb, Link, Mark, Note, Tab
from app.web.pages.task import Consequence
from app.web.pages.trace import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTask:
    """An open task. `doers` open its form as a post that may; `forms_url` takes `as` for anybody else's try."""

    element: str
    name: str
    process: str
    due: str
    late: bool
    doers: tuple[Link, ...]
    form_url: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPost:
    """The tasks of one candidate group, or of several together."""

    name: str
    tasks: tuple[TrialTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialMessage:
    """A message that may be sent now, and the posts that may: (login, name)."""

    name: str
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialClock:
    """What happens next by itself: when, and what it is; empty when nothing is counting."""

    next_at: str = ""
    next_is: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialStep:
    """One act of the trial. A refused one carries the refusal; `typed` marks one that only the form refused."""

    number: int
    at: datetime
    act: str
    mark: Mark
    refusal: str = ""
    typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialValue:
    """A variable and its value; a long one is folded."""

    name: str
    value: str
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPaper:
    """A paper that was issued, with its text."""

    number: str
    title: str
    to: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialNotice:
    """What was told to whom."""

    at: datetime
    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialConnector:
    """A connector, or one service task: (key, words); `order` says what it answers now, empty as usual."""

    key: str
    name: str
    used_by: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialIncident:
    """A failure of the trial: where and why."""

    element: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage:
    """A trial under way. Of what the `panel` does not show, the tuples are empty. `address` begins all its acts.

    `outdated` says that the draft was saved again since the trial took its copy.
    """

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    now: datetime
    address: str
    diagram: DiagramView
    diagrams: tuple[Tab, ...]
    state: tuple[Mark, str]
    panel: str
    panels: tuple[Tab, ...]
    posts: tuple[TrialPost, ...]
    clock: TrialClock
    messages: tuple[TrialMessage, ...] = ()
    incidents: tuple[TrialIncident, ...] = ()
    steps: tuple[TrialStep, ...] = ()
    reasons: tuple[Reason, ...] = ()
    tokens: tuple[Tab, ...] = ()
    values: tuple[TrialValue, ...] = ()
    papers: tuple[TrialPaper, ...] = ()
    notices: tuple[TrialNotice, ...] = ()
    connectors: tuple[TrialConnector, ...] = ()
    errors: tuple[str, ...] = ()
    drill: bool = False
    note: Note | None = None
    outdated: Note | None = None
    may_undo: bool = False
    name: str = ""
    draft_url: str = ""
    edit_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFormPage:
    """The form of a step as a post sees it. Without `form`, `refusal` says why this post may not hand it in."""

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    now: datetime
    form: FormIsland | None
    back_url: str
    refusal: Note | None = None
    attempt_url: str = ""
    login: str = ""
    drill: bool = False
    consequences_title: str = ""
    consequences: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialBeginning:
    """A way to begin: a start event of a process."""

    name: str
    how: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialStartPage:
    """Where a trial begins. `starters` are the posts that may start by hand: (login, name)."""

    title: str
    crumbs: tuple[Crumb, ...]
    beginnings: tuple[TrialBeginning, ...]
    now: datetime
    draft_url: str
    form: FormIsland | None = None
    chosen: str = ""
    starters: tuple[tuple[str, str], ...] = ()
    by_event: bool = False
    note: Note | None = None
