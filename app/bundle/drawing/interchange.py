"""Reads a diagram's shapes and edges; coordinates that are no numbers, or absurd, are brought into bounds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isfinite

from lxml import etree

from app.bundle.drawing.geometry import Box, Point, around, around_points
from app.engine.lint.names import BPMN, BPMNDI, DC, DI

_FARTHEST = 100_000.0
_SHAPE, _EDGE, _LABEL = (f"{{{BPMNDI}}}{name}" for name in ("BPMNShape", "BPMNEdge", "BPMNLabel"))
_BOUNDS, _WAYPOINT, _PLANE = f"{{{DC}}}Bounds", f"{{{DI}}}waypoint", f"{{{BPMNDI}}}BPMNPlane"

Shown = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What an element and its drawing have in common: id, BPMN name of its type, name, XML, place of its label."""

    id: str
    tag: str
    name: str
    xml: etree._Element
    label: Box | None

    def has(self, child: str) -> bool:
        """Whether the element holds a child of that BPMN name."""
        return self.xml.find(f"{{{BPMN}}}{child}") is not None

    def is_set(self, attribute: str, default: str = "false") -> bool:
        """A yes-no attribute."""
        return self.xml.get(attribute, default) == "true"


@dataclass(frozen=True, slots=True)
class Shape(Drawn):
    """A node, lane, pool or data object.

    `flags` are the yes-no attributes of its drawing, `divided` says whether a pool or lane holds lanes.
    """

    box: Box
    flags: frozenset[str]
    divided: bool


@dataclass(frozen=True, slots=True)
class Edge(Drawn):
    """A flow or association along its points, at least two; `source` is what it leaves."""

    points: tuple[Point, ...]
    source: etree._Element | None = None


@dataclass(frozen=True, slots=True)
class Plane:
    """One drawing."""

    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        boxes = [part for shape in self.shapes for part in (shape.box, shape.label) if part]
        boxes += [part for edge in self.edges for part in (around_points(edge.points), edge.label) if part]
        object.__setattr__(self, "box", around(boxes))


def read_planes(root: etree._Element, shown: Shown) -> Iterator[Plane]:
    """The drawings of a `definitions` element; `shown` makes a name fit to be printed."""
    elements = {found.get("id"): found for found in root.iter(f"{{{BPMN}}}*") if found.get("id")}
    reader = _Reader(elements, shown)
    for plane in root.iter(_PLANE):
        shapes = (reader.shape(found) for found in plane.iterfind(_SHAPE))
        edges = (reader.edge(found) for found in plane.iterfind(_EDGE))
        yield Plane(tuple(one for one in shapes if one), tuple(one for one in edges if one))


@dataclass(frozen=True, slots=True)
class _Reader:
    elements: dict[str | None, etree._Element]
    shown: Shown

    def shape(self, found: etree._Element) -> Shape | None:
        """A shape; None where its element or place is missing."""
        element, bounds = self.elements.get(found.get("bpmnElement")), found.find(_BOUNDS)
        if element is None or bounds is None:
            return None
        flags = frozenset(str(name) for name, value in found.attrib.items() if value == "true")
        return Shape(*self._drawn(found, element), _box(bounds), flags, self._is_divided(element))

    def edge(self, found: etree._Element) -> Edge | None:
        """An edge; None where its element or way is missing."""
        element = self.elements.get(found.get("bpmnElement"))
        points = tuple((_number(p.get("x")), _number(p.get("y"))) for p in found.iterfind(_WAYPOINT))
        if element is None or len(points) < 2:
            return None
        return Edge(*self._drawn(found, element), points, self.elements.get(element.get("sourceRef")))

    def _is_divided(self, element: etree._Element) -> bool:
        process = self.elements.get(element.get("processRef"))
        if process is not None:
            return process.find(f"{{{BPMN}}}laneSet/{{{BPMN}}}lane") is not None
        return element.find(f"{{{BPMN}}}childLaneSet") is not None

    def _drawn(
        self, found: etree._Element, element: etree._Element
    ) -> tuple[str, str, str, etree._Element, Box | None]:
        tag = etree.QName(element).localname
        text = element.findtext(f"{{{BPMN}}}text") if tag == "textAnnotation" else element.get("name")
        name = self.shown(" ".join((text or "").split()))
        label = found.find(f"{_LABEL}/{_BOUNDS}")
        return element.get("id", ""), tag, name, element, None if label is None else _box(label)


def _box(bounds: etree._Element) -> Box:
    x, y, width, height = (_number(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return Box(x, y, max(width, 0.0), max(height, 0.0))


def _number(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return max(-_FARTHEST, min(_FARTHEST, value)) if isfinite(value) else 0.0
