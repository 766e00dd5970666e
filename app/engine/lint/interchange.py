"""Rules on the drawing (BPMN DI): what is not drawn cannot be shown, signed or edited."""

import math
from collections.abc import Iterator

from lxml import etree

from app.core.texts import Text
from app.engine.lint import names
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Item, Node, Scope
from app.engine.lint.names import chinese

_SHAPE = f"{{{names.BPMNDI}}}BPMNShape"
_EDGE = f"{{{names.BPMNDI}}}BPMNEdge"
_PLANE = f"{{{names.BPMNDI}}}BPMNPlane"
_BOUNDS = f"{{{names.DC}}}Bounds"
_WAYPOINT = f"{{{names.DI}}}waypoint"
_REDRAW = "请在建模工具里画出它，或删去"
_REDRAW_ALL = "请删去图形（BPMNDiagram），再用本系统的编辑器打开，图会自动排好"


def _drawn(diagram: Diagram, tag: str) -> set[str]:
    return {found.get("bpmnElement") or "" for found in diagram.root.iter(tag)}


def _has_plane(diagram: Diagram) -> bool:
    return diagram.root.find(f".//{_PLANE}") is not None


@error("missing-diagram")
def missing_diagram(diagram: Diagram) -> Iterator[Fault]:
    """A file with a process and no drawing at all."""
    if diagram.processes and not _has_plane(diagram):
        yield Fault(
            Item(diagram.root),
            "文件里没有图形（BPMNDiagram）",
            "请在本系统的编辑器里打开，图会自动排好，看过后保存",
        )


@error("missing-shape")
def missing_shape(diagram: Diagram) -> Iterator[Fault]:
    """A node, lane or pool that is not drawn: nobody sees where its token stands."""
    if not _has_plane(diagram):
        return
    drawn = _drawn(diagram, _SHAPE)
    for item in (*diagram.nodes, *diagram.held("lane"), *_pools(diagram)):
        if item.id and item.id not in drawn:
            yield Fault(item, Text("{kind}没有画在图上", kind=chinese(item.tag)), _REDRAW)


def _pools(diagram: Diagram) -> Iterator[Item]:
    """The pools of a collaboration that is shown; some products write another one besides."""
    shown = _drawn(diagram, _PLANE)
    for collaboration in diagram.all("collaboration"):
        if collaboration.id in shown:
            yield from (Item(found) for found in collaboration.children("participant"))


@error("missing-edge")
def missing_edge(diagram: Diagram) -> Iterator[Fault]:
    """A sequence flow that is not drawn is a way nobody sees."""
    if not _has_plane(diagram):
        return
    drawn = _drawn(diagram, _EDGE)
    for flow in diagram.flows:
        if flow.id and flow.id not in drawn:
            told = "从“{source}”到“{target}”的顺序流没有画在图上"
            mend = "请在图上从前一个连到后一个，它原来的设置都还在"
            yield Fault(flow, Text(told, source=_end(flow.source), target=_end(flow.target)), mend)


def _end(node: Node | None) -> str:
    return (node and (node.name or node.id)) or "？"


@error("broken-shape")
def broken_shape(diagram: Diagram) -> Iterator[Fault]:
    """A shape without its box, an edge without its points, a plane of nothing: modelers refuse the whole file."""
    for shape in diagram.root.iter(_SHAPE):
        box = shape.find(_BOUNDS)
        if box is None or not all(_finite(box.get(side)) for side in ("x", "y", "width", "height")):
            yield Fault(_subject(diagram, shape), "图形没有位置或大小", "请在建模工具里重新画出它")
    for edge in diagram.root.iter(_EDGE):
        points = edge.findall(_WAYPOINT)
        if len(points) < 2 or not all(_finite(point.get(axis)) for point in points for axis in ("x", "y")):
            yield Fault(_subject(diagram, edge), "连线没有两个拐点", "请在建模工具里重新连线")
    known = {found.get("id") for found in diagram.root.iter(names.bpmn("*"))}
    for plane in diagram.root.iter(_PLANE):
        if plane.get("bpmnElement") is not None and plane.get("bpmnElement") not in known:
            yield Fault(Item(plane), "整张图画的流程或协作在文件里没有", _REDRAW_ALL)


def _finite(text: str | None) -> bool:
    try:
        return math.isfinite(float(text or ""))
    except ValueError:
        return False


def _subject(diagram: Diagram, drawn: etree._Element) -> Item:
    """The element that a shape or edge draws, or the shape itself when there is none."""
    wanted = drawn.get("bpmnElement")
    scopes: list[Scope] = diagram.scopes
    found = (item for scope in scopes for item in (*scope.nodes, *scope.flows) if item.id == wanted)
    return next(found, Item(drawn))


@warning("drawn-nothing")
def drawn_nothing(diagram: Diagram) -> Iterator[Fault]:
    """A shape or edge of an element that the file does not have."""
    known = {found.get("id") for found in diagram.root.iter(names.bpmn("*"))}
    for drawn in diagram.root.iter(_SHAPE, _EDGE):
        wanted = drawn.get("bpmnElement")
        if wanted not in known:
            yield Fault(
                Item(drawn),
                Text("图上画的“{wanted}”在流程里没有", wanted=wanted),
                "请在建模工具里打开并保存一次",
            )


INTERCHANGE: tuple[Rule[Diagram], ...] = (
    missing_diagram,
    missing_shape,
    missing_edge,
    broken_shape,
    drawn_nothing,
)
