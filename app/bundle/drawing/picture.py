"""A whole drawing, or a window of it, as SVG."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from app.bundle.drawing import containers, flows, nodes
from app.bundle.drawing.geometry import Box, around, around_points, middle
from app.bundle.drawing.interchange import Drawn, Edge, Plane, Shape, Shown, read_planes
from app.bundle.drawing.lettering import LEADING, block, width, wrap
from app.bundle.drawing.markup import group
from app.engine.lint.names import EVENTS, GATEWAYS
from app.engine.xml import read_xml

SMALLEST = 11.0
"""Size of the smallest letters: names beside events, gateways and flows."""

MARGIN = 10.0
_LABEL_ROOM = 90.0
_LABEL_LINES = 6
_OUTSIDE = frozenset({"dataObjectReference", "dataObject", "dataStoreReference"}) | EVENTS | GATEWAYS
_PAINTERS: dict[str, Callable[[Shape], str]] = {
    "participant": containers.pool,
    "lane": containers.lane,
    "dataObjectReference": containers.data_object,
    "dataObject": containers.data_object,
    "dataStoreReference": containers.data_store,
    "textAnnotation": containers.note,
    "group": containers.frame,
    **dict.fromkeys(EVENTS, nodes.event),
    **dict.fromkeys(GATEWAYS, nodes.gateway),
}
_BOTTOM = ("participant", "lane")


@dataclass(frozen=True, slots=True)
class _Item:
    """Something drawn, and the box that it takes."""

    box: Box
    markup: str


@dataclass(frozen=True)
class Picture:
    """A drawing in pixels of the modeler; `box` is all of it with a margin."""

    box: Box
    plane: Plane
    items: tuple[_Item, ...]

    def svg(self, font: str, window: Box | None = None) -> str:
        """The drawing, or what of it stands in a window, one pixel a unit; `font` is a CSS font family.

        A window that begins right of a lane's name shows the name once more at its left edge.
        """
        seen = window or self.box
        parts = [item.markup for item in self.items if item.box.overlaps(seen)]
        parts += list(self._heads(seen))
        view = f"{seen.x:.2f} {seen.y:.2f} {seen.width:.2f} {seen.height:.2f}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{seen.width:.2f}" height="{seen.height:.2f}" '
            f'viewBox="{view}" font-family="{escape(font)}">{"".join(parts)}</svg>'
        )

    def lane_of(self, element: str) -> str:
        """The name of the innermost lane in which an element is drawn, in a sub-process too; empty without lanes."""
        place = self._places.get(element)
        if place is None:
            return ""
        centre = Box(*place.centre, 0, 0)
        lanes = [lane for lane in self._lanes if lane.box.overlaps(centre)]
        return min(lanes, key=lambda lane: lane.box.area).name if lanes else ""

    @cached_property
    def _places(self) -> dict[str, Box]:
        return {shape.id: shape.box for shape in self.plane.shapes}

    @cached_property
    def _lanes(self) -> tuple[Shape, ...]:
        return tuple(shape for shape in self.plane.shapes if shape.tag == "lane")

    def _heads(self, seen: Box) -> Iterator[str]:
        """Names of pools and lanes that a window would cut, or that stand outside it."""
        held = [
            shape for shape in self.plane.shapes if containers.is_banded(shape) and shape.box.overlaps(seen)
        ]
        for shape in held:
            top, bottom = max(shape.box.y, seen.y), min(shape.box.bottom, seen.bottom)
            band = containers.band(shape)
            if band.right > seen.x:
                left, wanted = band.x, bottom - top < band.height
            else:
                left, wanted = seen.x, not shape.divided
            if wanted and bottom - top > band.width:
                yield containers.head(Box(left, top, band.width, bottom - top), shape)


def draw(data: bytes, shown: Shown = str) -> tuple[Picture, ...]:
    """The drawings of a BPMN file, one for each diagram in it.

    `shown` makes a name fit to be printed (a character that no font has, say). Raises `XmlRefused`.
    """
    return tuple(_picture(plane) for plane in read_planes(read_xml(data), shown))


def _picture(plane: Plane) -> Picture:
    items = (*_items(plane), *_labels(plane))
    return Picture(around(item.box for item in items).grown(MARGIN), plane, items)


def _items(plane: Plane) -> Iterator[_Item]:
    """Pools first, then open sub-processes from the outermost, flows, nodes, events on their edges, message flows."""
    shapes = sorted(plane.shapes, key=_depth)
    yield from (_painted(shape) for shape in shapes if _depth(shape)[0] < _NODES)
    yield from (_drawn(edge) for edge in plane.edges if edge.tag != _OVER)
    yield from (_painted(shape) for shape in shapes if _depth(shape)[0] >= _NODES)
    yield from (_drawn(edge) for edge in plane.edges if edge.tag == _OVER)


def _drawn(edge: Edge) -> _Item:
    return _Item(around_points(edge.points).grown(6), _named(edge, flows.flow(edge)))


_OVER = "messageFlow"
_NODES = 3


def _depth(shape: Shape) -> tuple[int, float]:
    """What lies below what: the larger below the smaller."""
    if shape.tag in _BOTTOM:
        return _BOTTOM.index(shape.tag), -shape.box.area
    if nodes.is_open(shape):
        return 2, -shape.box.area
    return (_NODES + 1 if shape.tag == "boundaryEvent" else _NODES), 0.0


def _painted(shape: Shape) -> _Item:
    paint = _PAINTERS.get(shape.tag, nodes.scope if nodes.is_open(shape) else nodes.activity)
    return _Item(shape.box.grown(3), _named(shape, paint(shape)))


def _named(drawn: Drawn, markup: str) -> str:
    """The markup under the id of its element, by which tests and other programs find it."""
    return group(markup, data_element=drawn.id)


def _labels(plane: Plane) -> Iterator[_Item]:
    """The names that stand beside what they name."""
    bands = [containers.band(shape) for shape in plane.shapes if containers.is_banded(shape)]
    for shape in plane.shapes:
        if shape.name and shape.tag in _OUTSIDE:
            below = Box(shape.box.x, shape.box.bottom + 4, shape.box.width, SMALLEST)
            yield _label(shape, shape.label or below, bands)
    for edge in plane.edges:
        if edge.name:
            x, y = middle(edge.points)
            yield _label(edge, edge.label or Box(x, y - SMALLEST * LEADING - 2, 0, SMALLEST), bands)


def _label(drawn: Shape | Edge, place: Box, bands: Sequence[Box]) -> _Item:
    """A name centred on its place, moved right where it would run over the name of a lane."""
    lines = wrap(drawn.name, max(place.width, _LABEL_ROOM) / SMALLEST, _LABEL_LINES)
    length = max(map(width, lines)) * SMALLEST
    box = Box(place.centre[0] - length / 2, place.y, length, len(lines) * SMALLEST * LEADING)
    for band in bands:
        if band.overlaps(box):
            box = Box(max(box.x, band.right + 3), box.y, box.width, box.height)
    markup = block(lines, box.centre[0], box.y, SMALLEST)
    return _Item(box.grown(4), group(markup, data_label=drawn.id))
