"""Migrations of running instances, and modifications of one: what is planned, what was done, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.web.pages.diagram import DiagramView
from app.web.pages.parts import Action, Crumb, Fact, Link, Mark, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRow:
    """A process on a version, with how many instances run there; `move` leads to where they could go."""

    process: str
    version: str
    count: int
    current: bool = False
    move: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of how many are through; `share` in percent."""

    done: int
    total: int
    words: str

    @property
    def share(self) -> int:
        """Whole percents, for a bar."""
        return round(100 * self.done / self.total) if self.total else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationRow:
    """A migration in the list."""

    href: str
    at: datetime
    process: str
    versions: str
    reason: str
    who: str
    mark: Mark
    state: str
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationsPage:
    """Where instances run, and which migrations there were."""

    title: str
    grounds: tuple[GroundRow, ...]
    rows: tuple[MigrationRow, ...]
    crumbs: tuple[Crumb, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRow:
    """An instance to be carried over; `where` are the steps it stands at."""

    id: str
    no: str
    title: str
    href: str
    where: str
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedGroup:
    """Instances of which the same is to be said."""

    mark: Mark
    title: str
    lines: tuple[str, ...]
    rows: tuple[CarriedRow, ...]
    possible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An entry of a list; `element` is what it is in the diagram. What is suggested is not chosen yet."""

    value: str
    text: str
    chosen: bool = False
    suggested: bool = False
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRow:
    """An element at which instances stand and which the new diagram does not have as it was."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationNewPage:
    """What a migration would do. `fields` go along with whichever button is pressed."""

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    groups: tuple[CarriedGroup, ...]
    mappings: tuple[MappingRow, ...]
    fields: tuple[tuple[str, str], ...]
    rearm: bool
    timers: bool
    possible: int
    preview_url: str
    start_url: str
    compare: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """What became of one instance."""

    no: str
    title: str
    href: str
    where: str
    mark: Mark
    state: str
    lines: tuple[str, ...] = ()
    picture: str = ""
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationPage:
    """One migration as it goes on; `poll_url` while it does. `way_back` is for those that have moved since."""

    title: str
    crumbs: tuple[Crumb, ...]
    mark: Mark
    state: str
    facts: tuple[Fact, ...]
    progress: Progress
    rows: tuple[ResultRow, ...]
    actions: tuple[Action, ...]
    left: str = ""
    revert_url: str = ""
    way_back: Link | None = None
    poll_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A process before and after."""

    name: str
    before: DiagramView
    after: DiagramView


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPage:
    """One instance before and after its migration."""

    title: str
    crumbs: tuple[Crumb, ...]
    mark: Mark
    state: str
    lines: tuple[str, ...]
    facts: tuple[Fact, ...]
    pairs: tuple[Pair, ...]
    revert_url: str = ""
    way_back: Link | None = None
    instance_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """An act in words."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifyPage:
    """Where a modification is put together. `acts` are those chosen so far, as JSON text; `tokens` what can be chosen
    in the diagram, `targets` where it can go, `forms` what the forms of open tasks ask for; `fans` are the steps done
    for many, `items` each single one of them, `samples` how one looks; `stopped` says why the acts cannot be done, or
    why what was `typed` is none.
    """

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    diagram: DiagramView
    tokens: tuple[Choice, ...]
    targets: tuple[Choice, ...]
    acts: str
    lines: tuple[ActLine, ...]
    effect: tuple[Fact, ...]
    pairs: tuple[Pair, ...]
    url: str
    propose_url: str
    forms: tuple[Fact, ...] = ()
    fans: tuple[Choice, ...] = ()
    items: tuple[Choice, ...] = ()
    samples: tuple[Fact, ...] = ()
    stopped: Note | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    drill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModificationPage:
    """A proposal, or what became of it. `version` is of the instance whose effect is shown."""

    title: str
    crumbs: tuple[Crumb, ...]
    mark: Mark
    state: str
    lines: tuple[ActLine, ...]
    facts: tuple[Fact, ...]
    effect: tuple[Fact, ...]
    pairs: tuple[Pair, ...]
    version: int = 0
    approve_url: str = ""
    refuse_url: str = ""
    own: bool = False
    stopped: Note | None = None
    drill: bool = False
