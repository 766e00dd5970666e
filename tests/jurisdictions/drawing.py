"""Reads the drawing (BPMN DI) of a diagram: where each shape and label stands and how each flow runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"
_WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_UNNAMED = frozenset({"flowNodeRef", "incoming", "outgoing", "documentation", "extensionElements", "laneSet"})

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True)
class Box:
    """A rectangle in the drawing's coordinates."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether the point lies inside, `margin` away from the border."""
        return (
            self.x + margin <= point[0] <= self.x + self.width - margin
            and self.y + margin <= point[1] <= self.y + self.height - margin
        )

    def within(self, other: "Box") -> bool:
        """Whether the other box contains this one."""
        far = (self.x + self.width, self.y + self.height)
        return other.holds((self.x, self.y)) and other.holds(far)

    def overlaps(self, other: "Box") -> bool:
        """Whether they share more than a border."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def crossed_by(self, segment: Segment) -> bool:
        """Whether an upright or level line goes through the inside."""
        (x0, y0), (x1, y1) = segment
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        return (
            left < self.x + self.width - 1
            and right > self.x + 1
            and top < self.y + self.height - 1
            and bottom > self.y + 1
        )


@dataclass
class Drawing:
    """One file's elements by id with what is drawn of them."""

    path: Path
    root: etree._Element
    elements: dict[str, etree._Element] = field(default_factory=dict)
    shapes: dict[str, Box] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, list[Point]] = field(default_factory=dict)

    def tag(self, id_: str) -> str:
        """The BPMN name of an element's type."""
        return etree.QName(self.elements[id_]).localname

    def all(self, *tags: str) -> Iterator[etree._Element]:
        """The elements of these types, in the order of the file."""
        return (element for element in self.elements.values() if etree.QName(element).localname in tags)

    def around(self, id_: str) -> set[str]:
        """The ids of the elements that hold this one."""
        return {ancestor.get("id") or "" for ancestor in self.elements[id_].iterancestors()}

    def segments(self, edge: str) -> list[Segment]:
        """The straight pieces of a flow."""
        return list(pairwise(self.edges[edge]))

    def ends(self, edge: str) -> tuple[str, str]:
        """The ids that a flow or an association joins."""
        element = self.elements[edge]
        return element.get("sourceRef", ""), element.get("targetRef", "")


def read_drawing(path: Path) -> Drawing:
    """The drawing of a BPMN file."""
    root = etree.parse(path).getroot()
    drawing = Drawing(path, root)
    for element in root.iter(f"{BPMN}*"):
        if element.get("id") and etree.QName(element).localname not in _UNNAMED:
            drawing.elements[element.get("id", "")] = element
    for shape in root.iter(f"{_DI}BPMNShape"):
        drawing.shapes[shape.get("bpmnElement", "")] = _box(shape)
        _label(drawing, shape)
    for edge in root.iter(f"{_DI}BPMNEdge"):
        points = [(float(p.get("x", 0)), float(p.get("y", 0))) for p in edge.iterfind(_WAYPOINT)]
        drawing.edges[edge.get("bpmnElement", "")] = points
        _label(drawing, edge)
    return drawing


def _label(drawing: Drawing, drawn: etree._Element) -> None:
    label = drawn.find(f"{_DI}BPMNLabel")
    if label is not None:
        drawing.labels[drawn.get("bpmnElement", "")] = _box(label)


def _box(drawn: etree._Element) -> Box:
    bounds = drawn.find(_BOUNDS)
    assert bounds is not None, drawn.get("id")
    return Box(*(float(bounds.get(name, 0)) for name in ("x", "y", "width", "height")))
