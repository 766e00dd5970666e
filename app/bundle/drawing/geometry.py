"""Rectangles and lines in the drawing's own unit, a pixel of the modeler."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def area(self) -> float:
        """Width times height."""
        return self.width * self.height

    def grown(self, by: float) -> "Box":
        """The box with that much more on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: "Box") -> bool:
        """Whether they share a point."""
        level = self.x <= other.right and other.x <= self.right
        return level and self.y <= other.bottom and other.y <= self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all; an empty one when there is none."""
    found = list(boxes)
    if not found:
        return Box(0, 0, 0, 0)
    left, top = min(box.x for box in found), min(box.y for box in found)
    return Box(left, top, max(box.right for box in found) - left, max(box.bottom for box in found) - top)


def around_points(points: Iterable[Point]) -> Box:
    """The smallest box that holds all points."""
    return around(Box(x, y, 0, 0) for x, y in points)


def towards(start: Point, end: Point, distance: float) -> Point:
    """The point that far from `start` on the way to `end`, never beyond it."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    part = min(1.0, distance / length) if length else 0.0
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def middle(points: tuple[Point, ...]) -> Point:
    """The middle of the longest piece of a line."""
    pieces = list(pairwise(points)) or [(points[0], points[0])]
    (ax, ay), (bx, by) = max(pieces, key=lambda ends: hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]))
    return (ax + bx) / 2, (ay + by) / 2
