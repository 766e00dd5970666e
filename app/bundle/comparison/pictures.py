"""Diagrams on paper: the drawing with a numbered sign at every element that differs, and its parts enlarged.

Paper is black and white: the sign says what became of the element, the number leads to its row in the list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.bundle.comparison.model import Act
from app.bundle.drawing import Box, Picture, draw
from app.bundle.drawing.geometry import around, middle
from app.bundle.drawing.markup import INK, PAPER, circle, tag, text

WIDTH = 178.0
"""Millimetres of a page across."""

HIGHEST = 105.0
"""Millimetres that one picture may take."""

_READABLE = 0.15
_LARGEST = 0.25
_MOST_PARTS = 6
_BADGE = 2.4
_AROUND = 60.0
_DASHES = {Act.REMOVED: "2 2", Act.MOVED: "0.6 1.6"}


@dataclass(frozen=True, slots=True)
class Sign:
    """What became of an element, and the number of its row."""

    act: Act
    number: int


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture as SVG and its size on paper in millimetres; `part` counts the enlarged parts, 0 is the whole."""

    label: str
    svg: str
    width: float
    height: float
    part: int


@dataclass(frozen=True, slots=True)
class Side:
    """One version: what it is called, its BPMN file, the signs by id of element."""

    label: str
    data: bytes
    signs: Mapping[str, Sign]


def plates(sides: Sequence[Side], font: str) -> tuple[tuple[Plate, ...], ...]:
    """Rows of pictures, one of each side: first the whole diagrams, then the parts in which something differs.

    Parts follow where the letters of the whole would be too small to read; a row shows the same part of both sides.
    Raises `XmlRefused`.
    """
    drawn = [draw(side.data) for side in sides]
    most = max((len(pictures) for pictures in drawn), default=0)
    return tuple(row for number in range(most) for row in _rows(drawn, sides, number, font))


def _rows(
    drawn: Sequence[Sequence[Picture]], sides: Sequence[Side], number: int, font: str
) -> Iterator[tuple[Plate, ...]]:
    views = [
        _View(side, pictures[number], font)
        for side, pictures in zip(sides, drawn, strict=True)
        if number < len(pictures)
    ]
    yield tuple(view.whole() for view in views)
    if any(view.scale < _READABLE for view in views):
        wanted = [box for view in views for box in view.telling()]
        for part, window in enumerate(_windows(around(view.picture.box for view in views), wanted), 1):
            yield tuple(view.plate(window, _READABLE, part) for view in views)


class _View:
    """One drawing of one side."""

    def __init__(self, side: Side, picture: Picture, font: str) -> None:
        self.side = side
        self.picture = picture
        self.font = font
        self.places = {id_: box for id_, box in _places(picture) if id_ in side.signs}
        box = picture.box
        self.scale = min(WIDTH / max(box.width, 1), HIGHEST / max(box.height, 1), _LARGEST)

    def telling(self) -> Iterator[Box]:
        """Where something differs that is not only drawn otherwise."""
        return (box for id_, box in self.places.items() if not self.side.signs[id_].act.drawn_only)

    def whole(self) -> Plate:
        """All of it, as large as a page allows."""
        return self.plate(self.picture.box, self.scale, 0)

    def plate(self, window: Box, scale: float, part: int) -> Plate:
        """A part of it."""
        seen = ((self.side.signs[id_], box) for id_, box in self.places.items() if box.overlaps(window))
        marks = "".join(_mark(box, sign, scale) for sign, box in seen)
        svg = f"{self.picture.svg(self.font, window).removesuffix('</svg>')}{marks}</svg>"
        size = round(window.width * scale, 1), round(window.height * scale, 1)
        return Plate(self.side.label, svg, *size, part)


def _places(picture: Picture) -> Iterator[tuple[str, Box]]:
    """Shapes by their box; a flow by the middle of its longest piece, where its number stands."""
    yield from ((shape.id, shape.box) for shape in picture.plane.shapes)
    for edge in picture.plane.edges:
        x, y = middle(edge.points)
        yield edge.id, Box(x, y, 0, 0)


def _mark(box: Box, sign: Sign, scale: float) -> str:
    """A frame around the element and its number on the upper right corner, as large on every scale."""
    unit = 1 / scale
    if not box.area:
        return _number(*box.centre, sign, unit)
    frame = box.grown(1.2 * unit)
    drawn = tag("rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, fill="none", stroke=INK,
                stroke_width=0.5 * unit, stroke_dasharray=_dashes(sign.act, unit))  # fmt: skip
    return drawn + _number(frame.right, frame.y, sign, unit)


def _number(x: float, y: float, sign: Sign, unit: float) -> str:
    radius = _BADGE * unit
    number = text(
        str(sign.number), x, y + radius * 0.42, radius * 1.15, text_anchor="middle", font_weight="bold"
    )
    return circle(x, y, radius, fill=PAPER, stroke_width=0.35 * unit) + number


def _dashes(act: Act, unit: float) -> str:
    pattern = _DASHES.get(act)
    return " ".join(f"{float(part) * unit:.2f}" for part in pattern.split()) if pattern else "none"


def _windows(box: Box, wanted: Sequence[Box]) -> Iterator[Box]:
    """Parts of a page's width that show everything wanted, from left to right; not more than a few."""
    width, height = min(WIDTH / _READABLE, box.width), min(HIGHEST / _READABLE, box.height)
    waiting = sorted(
        (one for one in wanted if one.width < width and one.height < height), key=lambda one: one.x
    )
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        seen = _together(waiting, width - 2 * _AROUND, height - 2 * _AROUND)
        left = _within(seen.centre[0] - width / 2, box.x, box.right - width)
        top = _within(seen.centre[1] - height / 2, box.y, box.bottom - height)
        window = Box(left, top, width, height)
        yield window
        waiting = [one for one in waiting if not _holds(window, one)]


def _together(boxes: Sequence[Box], width: float, height: float) -> Box:
    """The first box with as many of the following as fit."""
    seen = boxes[0]
    for box in boxes[1:]:
        more = around((seen, box))
        if more.width <= width and more.height <= height:
            seen = more
    return seen


def _holds(window: Box, box: Box) -> bool:
    return (
        window.x <= box.x and box.right <= window.right and window.y <= box.y and box.bottom <= window.bottom
    )


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))
