"""The drawing of one measure by group, as plain geometry that a template turns into SVG."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.reports.definition import Operator
from app.reports.figures import Figure, Figures

WIDTH, ROW, LABEL, TOP = 640, 28, 150, 8
_HEIGHT, _LEFT, _BOTTOM = 220, 44, 28
_MOST = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar, or a point of a line: where it stands, its label and its figure; `met` as the figure says."""

    x: float
    y: float
    width: float
    label: str
    text: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of that size; `points` join the marks of a line. `title` says what a reader without eyes needs."""

    kind: str
    title: str
    width: int
    height: int
    marks: tuple[Mark, ...]
    points: str = ""


def drawing_of(found: Figures) -> Drawing | None:
    """The chart of a report; None when it has none or nothing to show."""
    chart = found.report.chart
    if chart is None or not found.lines:
        return None
    labels = [measure.label for measure in found.report.measures]
    place = labels.index(chart.measure)
    shown = [(line.label, line.figures[place]) for line in found.lines[:_MOST]]
    share = found.report.measures[place].operator is Operator.SHARE
    most = 1.0 if share else max((_size(figure) for _, figure in shown), default=0) or 1.0
    title = f"{found.report.title}：{chart.measure}"
    return _bars(title, shown, most) if chart.kind == "bar" else _line(title, shown, most)


def _bars(title: str, shown: list[tuple[str, Figure]], most: float) -> Drawing:
    space = WIDTH - LABEL - 120
    marks = tuple(
        Mark(LABEL, TOP + ROW * place, round(space * _size(figure) / most, 1), label, figure.text, figure.met)
        for place, (label, figure) in enumerate(shown)
    )
    return Drawing("bar", title, WIDTH, 2 * TOP + ROW * len(shown), marks)


def _line(title: str, shown: list[tuple[str, Figure]], most: float) -> Drawing:
    step = (WIDTH - 2 * _LEFT) / max(len(shown) - 1, 1)
    height = _HEIGHT - _BOTTOM - 3 * TOP
    marks = tuple(
        Mark(
            round(_LEFT + step * place, 1),
            round(3 * TOP + height * (1 - _size(figure) / most), 1),
            0,
            label,
            figure.text,
            figure.met,
        )
        for place, (label, figure) in enumerate(shown)
        if figure.value is not None
    )
    return Drawing("line", title, WIDTH, _HEIGHT, marks, " ".join(f"{mark.x},{mark.y}" for mark in marks))


def _size(figure: Figure) -> float:
    if isinstance(figure.value, timedelta):
        return max(figure.value.total_seconds(), 0)
    return max(float(figure.value or Decimal(0)), 0)
