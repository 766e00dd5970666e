"""Clauses 条款: what carries each obligation of the mechanism, and how often it was passed."""

from dataclasses import dataclass

from app.web.pages.parts import Crumb, Link, Mark, Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCell:
    """One kind of carrier: carried (●), wanted and missing (缺), or not asked for."""

    carried: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """A clause: where it stands, what it asks, its carriers by kind, the main one, how often it was passed."""

    id: str
    href: str
    at: str
    must: str
    cells: tuple[ClauseCell, ...]
    main: str
    used: str
    idle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesPage:
    """All clauses of the jurisdiction. `kinds` are the headings of the cells."""

    title: str
    kinds: tuple[str, ...]
    rows: tuple[ClauseRow, ...]
    carried: int
    total: int
    subtitle: str = ""
    jurisdiction: str = ""
    tabs: tuple[Tab, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierRow:
    """A place that carries a clause: its kind, its name, the file it stands in, and how often it was passed."""

    kind: str
    name: str
    file: str
    element: str
    mark: Mark
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePage:
    """One clause with everything that carries it and the instances that passed there last."""

    title: str
    must: str
    at: str
    rows: tuple[CarrierRow, ...]
    instances: tuple[Link, ...]
    missing: str = ""
    crumbs: tuple[Crumb, ...] = ()
