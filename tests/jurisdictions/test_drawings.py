"""Every diagram of the packages can be read by a person: complete, tidy, nothing on top of something else."""

from itertools import combinations
from pathlib import Path

import pytest

from tests.jurisdictions.drawing import Box, Drawing, Point, Segment, read_drawing

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "processes").rglob("*.bpmn"))
DRAWINGS = {path: read_drawing(path) for path in FILES}
CONTAINERS = frozenset({"participant", "lane", "subProcess"})
FLOWS = ("sequenceFlow", "messageFlow")
NODES = frozenset({"dataObjectReference", "textAnnotation", "participant", "lane"})
CHARACTER = 12

each = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=lambda drawing: drawing.path.stem)


def _has_shape(tag: str) -> bool:
    return tag in NODES or tag.endswith(("Task", "Gateway", "Activity", "subProcess")) or _is_event(tag)


def _is_event(tag: str) -> bool:
    return tag.endswith("Event")


def _obstacles(drawing: Drawing) -> dict[str, Box]:
    return {id_: box for id_, box in drawing.shapes.items() if drawing.tag(id_) not in CONTAINERS}


def _on_border(box: Box, point: Point) -> bool:
    return box.holds(point, -1) and not box.holds(point, 1)


def _crossing(one: Segment, other: Segment) -> bool:
    """Whether an upright and a level piece cross inside both."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, _) = other
    if (ax == bx) == (cx == dx):
        return False
    if ax != bx:
        return _crossing(other, one)
    return min(cx, dx) < ax < max(cx, dx) and min(ay, by) < cy < max(ay, by)


def test_packages_have_diagrams() -> None:
    assert len(FILES) >= 9


@each
def test_every_element_is_drawn(drawing: Drawing) -> None:
    wanted = {id_ for id_ in drawing.elements if _has_shape(drawing.tag(id_))}
    flows = {flow.get("id") for flow in drawing.all(*FLOWS, "association")}

    assert wanted - set(drawing.shapes) == set()
    assert flows - set(drawing.edges) == set()


@each
def test_nothing_is_drawn_that_does_not_exist(drawing: Drawing) -> None:
    assert (set(drawing.shapes) | set(drawing.edges)) - set(drawing.elements) == set()


@each
def test_every_node_stands_in_its_lane(drawing: Drawing) -> None:
    for lane in drawing.all("lane"):
        bounds = drawing.shapes[lane.get("id", "")]
        for reference in lane.iterfind("{*}flowNodeRef"):
            assert bounds.holds(drawing.shapes[reference.text or ""].centre), reference.text


@each
def test_every_node_of_a_process_has_one_lane(drawing: Drawing) -> None:
    lanes = [r.text for lane in drawing.all("lane") for r in lane.iterfind("{*}flowNodeRef")]
    nodes = {
        id_
        for id_, element in drawing.elements.items()
        if _has_shape(drawing.tag(id_))
        and drawing.tag(id_) not in NODES
        and element.getparent() in list(drawing.all("process"))
    }

    assert sorted(lanes) == sorted(nodes)


@each
def test_small_lanes_are_wide_enough_for_whole_nodes(drawing: Drawing) -> None:
    lanes = [drawing.shapes[lane.get("id", "")] for lane in drawing.all("lane")]
    for id_, box in _obstacles(drawing).items():
        if drawing.tag(id_) != "boundaryEvent":
            assert any(box.within(lane) for lane in lanes), id_


@each
def test_what_is_inside_stands_inside(drawing: Drawing) -> None:
    for id_, box in drawing.shapes.items():
        holder = drawing.elements[id_].getparent()
        outer = drawing.shapes.get(holder.get("id", "")) if holder is not None else None
        if outer is not None and drawing.tag(id_) != "boundaryEvent":
            assert box.within(outer), id_


@each
def test_nodes_do_not_overlap(drawing: Drawing) -> None:
    boxes = {id_: b for id_, b in _obstacles(drawing).items() if drawing.tag(id_) != "boundaryEvent"}
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        assert not first.overlaps(second), (one, other)


@each
def test_boundary_events_sit_on_their_host(drawing: Drawing) -> None:
    for event in drawing.all("boundaryEvent"):
        host = drawing.shapes[event.get("attachedToRef", "")]
        assert _on_border(host, drawing.shapes[event.get("id", "")].centre), event.get("id")


@each
def test_flows_run_level_and_upright(drawing: Drawing) -> None:
    for flow in drawing.all(*FLOWS):
        for (x0, y0), (x1, y1) in drawing.segments(flow.get("id", "")):
            assert x0 == x1 or y0 == y1, flow.get("id")


@each
def test_flows_touch_what_they_join(drawing: Drawing) -> None:
    for flow in drawing.all(*FLOWS):
        points = drawing.edges[flow.get("id", "")]
        for end, point in zip(drawing.ends(flow.get("id", "")), (points[0], points[-1]), strict=True):
            assert _on_border(drawing.shapes[end], point), (flow.get("id"), end)


@each
def test_flows_do_not_run_through_nodes(drawing: Drawing) -> None:
    for flow in drawing.all(*FLOWS):
        mine = set(drawing.ends(flow.get("id", "")))
        for id_, box in _obstacles(drawing).items():
            through = [s for s in drawing.segments(flow.get("id", "")) if box.crossed_by(s)]
            assert id_ in mine or _host(drawing, id_) in mine or not through, (flow.get("id"), id_)


def _host(drawing: Drawing, id_: str) -> str | None:
    return drawing.elements[id_].get("attachedToRef")


@each
def test_sequence_flows_do_not_cross(drawing: Drawing) -> None:
    flows = [flow.get("id", "") for flow in drawing.all("sequenceFlow")]
    for one, other in combinations(flows, 2):
        if set(drawing.ends(one)) & set(drawing.ends(other)):
            continue
        for first in drawing.segments(one):
            for second in drawing.segments(other):
                assert not _crossing(first, second), (one, other)


def _around(drawing: Drawing, id_: str) -> set[str]:
    return {id_, *drawing.ends(id_)}


@each
def test_labels_are_free(drawing: Drawing) -> None:
    nodes = _obstacles(drawing)
    for id_, label in drawing.labels.items():
        for other, box in nodes.items():
            beside_diamond = other in _around(drawing, id_) and drawing.tag(other).endswith("Gateway")
            assert beside_diamond or not label.overlaps(box), (id_, other)
    for (one, first), (other, second) in combinations(drawing.labels.items(), 2):
        assert not first.overlaps(second), (one, other)


@each
def test_no_flow_runs_through_a_label(drawing: Drawing) -> None:
    for id_, label in drawing.labels.items():
        for flow in drawing.all("sequenceFlow"):
            struck = any(label.crossed_by(s) for s in drawing.segments(flow.get("id", "")))
            assert not struck, (id_, flow.get("id"))


@each
def test_names_fit_into_tasks(drawing: Drawing) -> None:
    for task in drawing.all("userTask", "serviceTask", "businessRuleTask", "callActivity"):
        box = drawing.shapes[task.get("id", "")]
        per_line = int((box.width - 14) // CHARACTER)
        name = task.get("name", "")
        assert name, task.get("id")
        assert -(-len(name) // per_line) <= (box.height - 24) // 15, name


@each
def test_splitting_gateways_name_their_question(drawing: Drawing) -> None:
    for gateway in drawing.all("exclusiveGateway", "inclusiveGateway"):
        out = [f for f in drawing.all("sequenceFlow") if f.get("sourceRef") == gateway.get("id")]
        if len(out) > 1:
            assert gateway.get("name"), gateway.get("id")
            assert all(flow.get("name") for flow in out), gateway.get("id")
