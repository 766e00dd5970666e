"""Flows: lines with rounded corners, their heads, and the signs of default and condition at their beginning."""

from math import atan2, degrees

from app.bundle.drawing.geometry import Point, towards
from app.bundle.drawing.interchange import Edge
from app.bundle.drawing.markup import INK, PAPER, circle, group, number, path
from app.engine.lint.names import GATEWAYS

_CORNER = 6.0
_HEAD = 9.0


def flow(edge: Edge) -> str:
    """A sequence flow, a message flow, an association or a data association."""
    return _KINDS.get(edge.tag, _association)(edge)


def _sequence(edge: Edge) -> str:
    line = _line((*edge.points[:-1], _short_of_end(edge)), stroke_width=1.4)
    return line + _head(edge, INK) + _sign(edge)


def _message(edge: Edge) -> str:
    points = (*edge.points[:-1], _short_of_end(edge))
    line = _line(points, stroke_width=1.2, stroke_dasharray="9 6")
    return line + circle(*edge.points[0], 3.6, stroke_width=1.2) + _head(edge, PAPER)


def _association(edge: Edge) -> str:
    line = _line(edge.points, stroke_width=1.2, stroke_dasharray="1.5 4")
    directed = edge.tag.startswith("data") or edge.xml.get("associationDirection") in {"One", "Both"}
    open_head = path("M-9,-4.5 L0,0 L-9,4.5", transform=_turned(edge.points[-1], *edge.points[-2:]))
    return line + (open_head if directed else "")


_KINDS = {"sequenceFlow": _sequence, "messageFlow": _message}


def _line(points: tuple[Point, ...], **attributes: object) -> str:
    way = [f"M{_xy(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        away = towards(corner, before, min(_CORNER, _half(corner, before)))
        on = towards(corner, after, min(_CORNER, _half(corner, after)))
        way.append(f"L{_xy(away)} Q{_xy(corner)} {_xy(on)}")
    way.append(f"L{_xy(points[-1])}")
    return path(" ".join(way), stroke_linejoin="round", **attributes)


def _half(one: Point, other: Point) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) / 2


def _short_of_end(edge: Edge) -> Point:
    """Where the line meets the back of its head."""
    return towards(edge.points[-1], edge.points[-2], _HEAD - 1)


def _head(edge: Edge, fill: str) -> str:
    turn = _turned(edge.points[-1], *edge.points[-2:])
    return path("M-9,-4 L0,0 L-9,4 z", fill=fill, stroke_linejoin="round", transform=turn)


def _sign(edge: Edge) -> str:
    """A stroke through the default flow; a diamond where an activity's own flow has a condition."""
    turn, source = _turned(edge.points[0], *edge.points[:2]), edge.source
    if source is None:
        return ""
    if edge.id and source.get("default") == edge.id:
        return path("M6,5.5 L12,-5.5", stroke_width=1.6, transform=turn)
    leaves_gateway = str(source.tag).rpartition("}")[2] in GATEWAYS
    if edge.has("conditionExpression") and not leaves_gateway:
        return group(path("M0,0 L8,-5 L16,0 L8,5 z", fill=PAPER), transform=turn)
    return ""


def _turned(place: Point, start: Point, end: Point) -> str:
    """Put a sign at a place, turned the way that the line runs there."""
    angle = degrees(atan2(end[1] - start[1], end[0] - start[0]))
    return f"translate({_xy(place)}) rotate({angle:.1f})"


def _xy(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"
