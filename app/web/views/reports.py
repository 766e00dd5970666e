"""Reports as pages."""

from collections.abc import Iterable, Iterator

from flask import url_for

from app.db.context import Context
from app.reports.chart import drawing_of
from app.reports.definition import DRILLS_ONLY, Report, reports_of
from app.reports.figures import Figures, Line
from app.reports.sheets import headings, period_text
from app.repository.deployments import current
from app.web.language import gettext as _
from app.web.pages import Action, Crumb, Icon
from app.web.pages.reports import (
    ChartMark,
    ChartView,
    FigureCell,
    FigureLine,
    ReportPage,
    ReportRow,
    ReportsPage,
)
from app.web.views.common import clause_links


def reports_page(ctx: Context) -> ReportsPage:
    """The reports of the reader's jurisdiction."""
    bundle = current(ctx, ctx.actor.jurisdiction or "").bundle
    rows = tuple(
        ReportRow(
            title=report.title,
            href=url_for("reports.report", key=report.key),
            note=report.note,
            clauses=clause_links(bundle, report.clauses),
        )
        for report in reports_of(bundle)
    )
    return ReportsPage(title=_("报表"), rows=rows, summary=_("演练不计入"))


def report_page(ctx: Context, found: Figures) -> ReportPage:
    """One report, filled in."""
    report, bundle = found.report, current(ctx, ctx.actor.jurisdiction or "").bundle
    return ReportPage(
        title=report.title,
        headings=tuple(headings(found)),
        lines=tuple(_lines(found)),
        crumbs=(Crumb(text=_("报表"), href=url_for("reports.index")), Crumb(text=report.title)),
        subtitle=_subtitle(found),
        note=report.note,
        clauses=clause_links(bundle, report.clauses),
        period_url=url_for("reports.report", key=report.key) if report.period else "",
        first=found.first.isoformat() if found.first else "",
        last=found.last.isoformat() if found.last else "",
        chart=_chart(found),
        detail_headings=tuple(column.label for column in report.columns),
        details=found.details,
        actions=tuple(_actions(found)),
    )


def _subtitle(found: Figures) -> str:
    drills = _("只计演练") if found.report.drills == DRILLS_ONLY else _("演练不计入")
    period = f"{period_text(found)}，" if found.report.period else ""
    return _("%(period)s共 %(n)s 行，%(drills)s", period=period, n=found.rows, drills=drills)


def _lines(found: Figures) -> Iterator[FigureLine]:
    for line in found.lines:
        yield _line(line)
    yield _line(found.total, total=True)


def _line(line: Line, *, total: bool = False) -> FigureLine:
    cells = tuple(FigureCell(text=figure.text, met=figure.met) for figure in line.figures)
    return FigureLine(label=_("合计") if total else line.label, cells=cells, total=total)


def _chart(found: Figures) -> ChartView | None:
    drawn = drawing_of(found)
    if drawn is None:
        return None
    marks = tuple(
        ChartMark(x=m.x, y=m.y, width=m.width, label=m.label, text=m.text, met=m.met) for m in drawn.marks
    )
    return ChartView(
        kind=drawn.kind,
        title=drawn.title,
        width=drawn.width,
        height=drawn.height,
        marks=marks,
        points=drawn.points,
    )


def _actions(found: Figures) -> Iterable[Action]:
    asked = {"first": found.first, "last": found.last}
    period = {name: day.isoformat() for name, day in asked.items() if day}
    for ending, words in (("xlsx", _("导出 xlsx")), ("pdf", _("下载 PDF"))):
        yield Action(text=words, href=_address(found.report, ending, period), icon=Icon.FILE)


def _address(report: Report, ending: str, period: dict[str, str]) -> str:
    query = "&".join(f"{name}={value}" for name, value in period.items())
    return url_for("reports.file", key=report.key, ending=ending) + (f"?{query}" if query else "")
