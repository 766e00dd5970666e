"""Activities, events and gateways."""

from lxml import etree

from app.bundle.drawing.geometry import Box
from app.bundle.drawing.interchange import Shape
from app.bundle.drawing.lettering import block, centred, wrap
from app.bundle.drawing.marks import BELOW, EVENTS, GATEWAYS, TASKS
from app.bundle.drawing.markup import INK, PAPER, circle, group, path, tag
from app.engine.lint.names import BPMN, SCOPES

NAME = 12.0
"""Size of names in tasks."""

_FILLS = {"userTask": "#fff7e0", "manualTask": "#fff7e0", "callActivity": "#e9f1fb"}
_OTHER_FILL = "#f3f5f8"
_MULTI = f"{{{BPMN}}}multiInstanceLoopCharacteristics"
_DEFINITION = "EventDefinition"
_MARK = 18.0


def activity(shape: Shape) -> str:
    """A task, a call activity or a sub-process that is closed: rounded, its sign, its name, its markers."""
    box, markers = shape.box, _markers(shape)
    frame = _rounded(
        box,
        fill=_FILLS.get(shape.tag, _OTHER_FILL),
        stroke=INK,
        stroke_width=3.6 if shape.tag == "callActivity" else 1.5,
        **({"stroke_dasharray": "1 4"} if _is_event_scope(shape) else {}),
    )
    sign = TASKS.get(shape.tag, "")
    corner = group(sign, transform=_at(box.x + 5, box.y + 5)) if sign else ""
    room = Box(box.x + 5, box.y + 4, box.width - 10, box.height - 8 - (_MARK if markers else 0))
    taken = Box(box.x + 5, box.y + 5, 16, 15) if sign else None
    return frame + corner + centred(shape.name, room, NAME, taken) + markers


def scope(shape: Shape) -> str:
    """An open sub-process: its name stands at the upper edge, its steps inside."""
    box = shape.box
    dashes = {"stroke_dasharray": "2 5"} if _is_event_scope(shape) else {}
    frame = _rounded(box, fill="#fbfcfe", stroke=INK, stroke_width=1.5, **dashes)
    lines = wrap(shape.name, max(box.width - 24, NAME) / NAME, 2)
    return frame + block(lines, box.centre[0], box.y + 6, NAME) + _markers(shape)


def event(shape: Shape) -> str:
    """An event: one thin line for a start, two for what comes between, a thick one for an end; its sign inside."""
    x, y = shape.box.centre
    radius = min(shape.box.width, shape.box.height) / 2
    dashes = {} if _interrupts(shape) else {"stroke_dasharray": "5 3"}
    rings = circle(x, y, radius, stroke_width=_RINGS.get(shape.tag, 1.5), **dashes)
    if shape.tag not in _RINGS:
        rings += circle(x, y, max(radius - 3.2, 1), stroke_width=1.5, **dashes)
    throws = shape.tag in {"endEvent", "intermediateThrowEvent"}
    paint = EVENTS.get(_kind(shape))
    if paint is None:
        return rings
    return rings + group(paint(INK if throws else PAPER), transform=f"{_at(x, y)} scale({radius / 18:.3f})")


_RINGS = {"startEvent": 1.5, "endEvent": 3.6}


def gateway(shape: Shape) -> str:
    """A diamond with its sign; an exclusive one shows it where the drawing says so."""
    box = shape.box
    x, y = box.centre
    diamond = path(
        f"M{x},{box.y} L{box.right},{y} L{x},{box.bottom} L{box.x},{y} z", fill=PAPER, stroke_width=1.5
    )
    hidden = shape.tag == "exclusiveGateway" and "isMarkerVisible" not in shape.flags
    sign = "" if hidden else GATEWAYS.get(shape.tag, "")
    scale = min(box.width, box.height) / 50
    return diamond + (group(sign, transform=f"{_at(x, y)} scale({scale:.3f})") if sign else "")


def is_open(shape: Shape) -> bool:
    """Whether a sub-process shows what is inside."""
    return shape.tag in SCOPES and "isExpanded" in shape.flags


def _is_event_scope(shape: Shape) -> bool:
    return shape.is_set("triggeredByEvent")


def _interrupts(shape: Shape) -> bool:
    attribute = "cancelActivity" if shape.tag == "boundaryEvent" else "isInterrupting"
    return shape.is_set(attribute, "true")


def _kind(shape: Shape) -> str:
    names = (etree.QName(child).localname for child in shape.xml if isinstance(child.tag, str))
    return next((name.removesuffix(_DEFINITION) for name in names if name.endswith(_DEFINITION)), "")


def _markers(shape: Shape) -> str:
    """The signs at the lower edge, side by side."""
    found = list(_marks_of(shape))
    x, y = shape.box.centre[0], shape.box.bottom - 11
    first = x - (len(found) - 1) * _MARK / 2
    return "".join(
        group(BELOW[name], transform=_at(first + _MARK * place, y)) for place, name in enumerate(found)
    )


def _marks_of(shape: Shape) -> list[str]:
    found = []
    multi = shape.xml.find(_MULTI)
    if multi is not None:
        found.append("sequential" if multi.get("isSequential") == "true" else "parallel")
    if shape.has("standardLoopCharacteristics"):
        found.append("loop")
    if shape.tag == "callActivity" or (shape.tag in SCOPES and not is_open(shape)):
        found.append("collapsed")
    if shape.tag == "adHocSubProcess":
        found.append("any-order")
    return found


def _rounded(box: Box, **attributes: object) -> str:
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=9, **attributes)


def _at(x: float, y: float) -> str:
    return f"translate({x:.2f} {y:.2f})"
