"""The scenarios of a draft: what playing them came to, and what none of them takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.web.pages.parts import Crumb, Fact, Mark, Note, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRow:
    """One scenario. `why` says at which step and why it fails; `trial_url` opens a trial that has played so far."""

    name: str
    title: str
    about: str
    mark: Mark
    state: str
    edit_url: str
    trial_url: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageView:
    """A diagram with the flows that are taken and those that are not; `missed` names the latter: (id, words)."""

    xml_url: str
    label: str
    flows: Mapping[str, bool]
    missed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenariosPage:
    """`run` is none, running, done or dropped; `state_url` gives it as JSON while it plays."""

    title: str
    crumbs: tuple[Crumb, ...]
    subtitle: str
    run: str
    state_url: str
    run_url: str
    trial_url: str
    done: int = 0
    total: int = 0
    figures: tuple[Fact, ...] = ()
    rows: tuple[ScenarioRow, ...] = ()
    diagrams: tuple[Tab, ...] = ()
    coverage: CoverageView | None = None
    rules: tuple[str, ...] = ()
    note: Note | None = None
    may_run: bool = True
    may_try: bool = True
