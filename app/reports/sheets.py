"""A report as a workbook, and as the data of a printed page."""

from collections.abc import Iterator
from typing import Any

from app.registries.cells import guarded
from app.registries.sheets import Row, write_xlsx
from app.reports.figures import Figures, Line


def workbook(found: Figures) -> bytes:
    """Figures, then the rows themselves."""
    return write_xlsx(found.report.title, _rows(found))


def printed(found: Figures) -> dict[str, Any]:
    """What the template of a printed report sees of it."""
    return {
        "title": found.report.title,
        "note": found.report.note,
        "period": period_text(found),
        "rows": found.rows,
        "headings": headings(found),
        "lines": [[line.label, *_cells(line)] for line in (*found.lines, found.total)],
        "detail_headings": [column.label for column in found.report.columns],
        "details": [list(row) for row in found.details[:200]],
        "clauses": list(found.report.clauses),
    }


def headings(found: Figures) -> list[str]:
    """The first column is the group's."""
    group = found.report.group
    return [group.label if group else "范围", *(measure.label for measure in found.report.measures)]


def period_text(found: Figures) -> str:
    """From when to when."""
    if found.first is None and found.last is None:
        return "全部"
    first, last = (day.isoformat() if day else "" for day in (found.first, found.last))
    return f"{first or '起'} 至 {last or '今'}"


def _rows(found: Figures) -> Iterator[Row]:
    yield [guarded(found.report.title), f"起止：{period_text(found)}", f"共 {found.rows} 行"]
    yield []
    yield headings(found)
    for line in (*found.lines, found.total):
        yield [guarded(line.label), *_cells(line)]
    if found.details:
        yield []
        yield [column.label for column in found.report.columns]
        yield from ([guarded(text) for text in row] for row in found.details)


def _cells(line: Line) -> list[str]:
    return [f"{figure.text}{' 未达标' if figure.met is False else ''}" for figure in line.figures]
