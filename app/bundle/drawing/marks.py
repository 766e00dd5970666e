"""The small signs in tasks and events (BPMN 2.0.2, tables 10.4, 10.93 and figure 10.20), around or below (0, 0)."""

from collections.abc import Callable
from math import cos, pi, sin

from app.bundle.drawing.markup import INK, PAPER, circle, number, path, tag

_GREY = "#4a5160"


def _gear() -> str:
    """Eight teeth around the middle of a 16 × 16 field."""
    points = []
    for step in range(32):
        radius = 7.4 if step % 4 in (0, 1) else 5.4
        angle = (step - 0.5) * pi / 16
        points.append(f"{number(8 + radius * cos(angle))},{number(8 + radius * sin(angle))}")
    return f"M{' L'.join(points)} z"


TASKS = {
    "userTask": path("M1.5,15 v-2.2 a4.3,4.3 0 0 1 4.3,-4.3 h3.4 a4.3,4.3 0 0 1 4.3,4.3 v2.2 z", stroke=_GREY)
    + circle(7.5, 4.6, 3.2, stroke=_GREY),
    "manualTask": path("M2,7 h8 a1.2,1.2 0 0 1 0,2.4 h4 v4.6 h-8 a4,4 0 0 1 -4,-4 z", stroke=_GREY),
    "serviceTask": path(_gear(), stroke=_GREY) + circle(8, 8, 2.4, stroke=_GREY),
    "businessRuleTask": path("M1,2.5 h14 v11 h-14 z M1,9.7 h14 M5.4,6 v7.5", stroke=_GREY)
    + tag("rect", x=1, y=2.5, width=14, height=3.5, fill=_GREY),
    "scriptTask": path(
        "M5,1 h9 c-4,3 -3,5 -1.4,7 s2,4 -1.6,7 h-9 c4,-3 3,-5 1.4,-7 s-2,-4 1.6,-7 z", stroke=_GREY
    )
    + path("M5,4.5 h5 M5.6,8 h5 M6.4,11.5 h5", stroke=_GREY),
    "sendTask": path("M1,3 h14 v10 h-14 z", fill=_GREY, stroke=_GREY)
    + path("M1,3 l7,5.5 l7,-5.5", stroke=PAPER),
    "receiveTask": path("M1,3 h14 v10 h-14 z M1,3 l7,5.5 l7,-5.5", stroke=_GREY),
}
"""At the upper left corner of a task, in a field of 16 × 16."""

BELOW = {
    "parallel": path("M-4,-6 v11 M0,-6 v11 M4,-6 v11", stroke_width=2),
    "sequential": path("M-6,-4 h12 M-6,0 h12 M-6,4 h12", stroke_width=2),
    "loop": path("M-2,5.4 a5.6,5.6 0 1 1 4,0 M-2,5.4 v-4 M-2,5.4 h-4", stroke_width=1.4),
    "collapsed": path("M-7,-7 h14 v14 h-14 z M0,-4.5 v9 M-4.5,0 h9"),
    "any-order": path("M-7,1 q3.5,-6 7,-1 t7,-1", stroke_width=2),
}
"""At the lower edge of an activity, around its middle."""

_STAR = "M-6.9,-6.9 L6.9,6.9 M-6.9,6.9 L6.9,-6.9"
GATEWAYS = {
    "exclusiveGateway": path("M-6.5,-8 L6.5,8 M-6.5,8 L6.5,-8", stroke_width=3.2),
    "parallelGateway": path("M-10,0 H10 M0,-10 V10", stroke_width=3.2),
    "inclusiveGateway": circle(0, 0, 10.5, stroke_width=2.6),
    "complexGateway": path(f"M-9.5,0 H9.5 M0,-9.5 V9.5 {_STAR}", stroke_width=2.6),
    "eventBasedGateway": circle(0, 0, 13)
    + circle(0, 0, 10.5)
    + path("M0,-6.5 L6.2,-2 L3.8,5.3 H-3.8 L-6.2,-2 z"),
}
"""In the middle of a gateway."""


def _timer(_: str) -> str:
    ticks = (f"M{number(8.2 * cos(a))},{number(8.2 * sin(a))} L{number(10 * cos(a))},{number(10 * sin(a))}"
             for a in (step * pi / 6 for step in range(12)))  # fmt: skip
    return circle(0, 0, 10, stroke_width=1.2) + path(" ".join(ticks)) + path("M0,0 L1.6,-7 M0,0 L5.4,0.8")


def _message(fill: str) -> str:
    line = PAPER if fill == INK else INK
    return path("M-9,-6 h18 v12 h-18 z", fill=fill) + path("M-9,-6 L0,1 L9,-6", stroke=line)


def _figure(way: str) -> Callable[[str], str]:
    return lambda fill: path(way, fill=fill, stroke_linejoin="round")


EVENTS: dict[str, Callable[[str], str]] = {
    "timer": _timer,
    "message": _message,
    "signal": _figure("M0,-9 L9,6.5 H-9 z"),
    "error": _figure("M-8,8 L-3,-8 L2.6,1.4 L8,-8 L3,8 L-2.6,-1 z"),
    "escalation": _figure("M0,-9.5 L7,8.5 L0,1.5 L-7,8.5 z"),
    "link": _figure("M-9,-3.5 H2 V-8 L10,0 L2,8 V3.5 H-9 z"),
    "compensate": _figure("M-9.5,0 L-1,-6.5 V6.5 z M-1,0 L7.5,-6.5 V6.5 z"),
    "cancel": _figure("M-8,-5.5 l2.5,-2.5 5.5,5.5 5.5,-5.5 2.5,2.5 -5.5,5.5 5.5,5.5 -2.5,2.5 -5.5,-5.5 -5.5,5.5 "
                      "-2.5,-2.5 5.5,-5.5 z"),
    "conditional": lambda _: path("M-6.5,-9 h13 v18 h-13 z M-4,-5 h8 M-4,-1.7 h8 M-4,1.7 h8 M-4,5 h8"),
    "terminate": lambda _: circle(0, 0, 10, fill=INK),
}  # fmt: skip
"""In the middle of an event, by the kind of its definition; the fill tells catching (paper) from throwing (ink)."""
