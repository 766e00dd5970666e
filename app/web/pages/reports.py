"""Reports: all of them, and one with its figures, its drawing and its rows."""

from dataclasses import dataclass

from app.web.pages.parts import Action, Crumb, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report by its title and what it is for."""

    title: str
    href: str
    note: str = ""
    clauses: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """The reports of the jurisdiction."""

    title: str
    rows: tuple[ReportRow, ...]
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """A figure as text; `met` says whether it reaches its target, None without one."""

    text: str
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A group and its figures; `total` is the line under all groups."""

    label: str
    cells: tuple[FigureCell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartMark:
    """A bar (with a width) or a point, placed in the drawing's own units."""

    x: float
    y: float
    width: float
    label: str
    text: str
    met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartView:
    """A drawing: its kind (bar or line), its size, its marks, and the points that a line joins."""

    kind: str
    title: str
    width: int
    height: int
    marks: tuple[ChartMark, ...]
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report. `first` and `last` fill the period's two fields; empty without a period."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[FigureLine, ...]
    crumbs: tuple[Crumb, ...] = ()
    subtitle: str = ""
    note: str = ""
    clauses: tuple[Link, ...] = ()
    period_url: str = ""
    first: str = ""
    last: str = ""
    chart: ChartView | None = None
    detail_headings: tuple[str, ...] = ()
    details: tuple[tuple[str, ...], ...] = ()
    actions: tuple[Action, ...] = ()
