"""Pools, lanes, groups, and what lies beside the flow: data and notes."""

from app.bundle.drawing.geometry import Box
from app.bundle.drawing.interchange import Shape
from app.bundle.drawing.lettering import block, centred, upright, wrap
from app.bundle.drawing.markup import INK, PAPER, path, tag

BAND = 30.0
"""Width of the band at the left of a pool in which its name stands."""

LANE_BAND = 25.0
"""The same of a lane: what is drawn at its beginning keeps clear of it."""

_NAME = 12.0
_POOL, _LANE = "#e4e9f1", "#f0f3f8"


def pool(shape: Shape) -> str:
    """A pool: its name in the band at the left; of a stranger, whose process is not shown, in the middle."""
    if not shape.xml.get("processRef"):
        return _frame(shape.box, _LANE) + centred(shape.name, shape.box.grown(-4), _NAME + 1)
    return _frame(shape.box, PAPER) + _band(shape, _POOL)


def lane(shape: Shape) -> str:
    """A lane: its name in the band at the left."""
    return _frame(shape.box, "none") + _band(shape, _LANE)


def data_object(shape: Shape) -> str:
    """A sheet with a folded corner."""
    box, fold = shape.box, min(shape.box.width, shape.box.height) / 4
    edge = f"M{box.x},{box.y} H{box.right - fold} L{box.right},{box.y + fold} V{box.bottom} H{box.x} z"
    return path(f"{edge} M{box.right - fold},{box.y} v{fold} h{fold}", fill=PAPER, stroke_width=1.2)


def data_store(shape: Shape) -> str:
    """A drum."""
    box, lid = shape.box, shape.box.height / 8
    half = box.width / 2
    return path(
        f"M{box.x},{box.y + lid} v{box.height - 2 * lid} a{half},{lid} 0 0 0 {box.width},0 "
        f"v{2 * lid - box.height} a{half},{lid} 0 0 0 {-box.width},0 a{half},{lid} 0 0 0 {box.width},0",
        fill=PAPER,
        stroke_width=1.2,
    )


def note(shape: Shape) -> str:
    """A remark with a bracket at its left."""
    box = shape.box
    bracket = path(f"M{box.x + 10},{box.y} H{box.x} V{box.bottom} H{box.x + 10}", stroke_width=1.2)
    most = max(1, int(box.height / (_NAME * 1.22)))
    lines = wrap(shape.name, max(box.width - 8, _NAME) / _NAME, most)
    return bracket + block(lines, box.x + 6, box.y + 2, _NAME, "start")


def frame(shape: Shape) -> str:
    """A group: a dashed line around what belongs together."""
    box = shape.box
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=9, fill="none", stroke=INK,
               stroke_dasharray="8 4 2 4")  # fmt: skip


def is_banded(shape: Shape) -> bool:
    """Whether it is a pool or lane whose name stands in a band at its left."""
    shown = shape.tag == "lane" or (shape.tag == "participant" and bool(shape.xml.get("processRef")))
    return shown and _is_level(shape)


def band(shape: Shape) -> Box:
    """Where the name of a pool or lane stands."""
    width = BAND if shape.tag == "participant" else LANE_BAND
    box = shape.box
    if _is_level(shape):
        return Box(box.x, box.y, min(width, box.width), box.height)
    return Box(box.x, box.y, box.width, min(width, box.height))


def head(box: Box, shape: Shape) -> str:
    """The name of a pool or lane once more, where a picture is continued on another page."""
    return _frame(box, _POOL if shape.tag == "participant" else _LANE) + upright(shape.name, box, _NAME)


def _frame(box: Box, fill: str) -> str:
    return tag(
        "rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=fill, stroke=INK, stroke_width=1.2
    )


def _band(shape: Shape, fill: str) -> str:
    place = band(shape)
    name = (
        upright(shape.name, place, _NAME) if _is_level(shape) else centred(shape.name, place.grown(-2), _NAME)
    )
    return _frame(place, fill) + name


def _is_level(shape: Shape) -> bool:
    return "isHorizontal" in shape.flags or shape.box.width >= shape.box.height
