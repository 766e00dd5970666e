"""A diagram for one rule: BPMN elements as written, everything else (namespaces, drawing) around them."""

import re
from itertools import pairwise

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:activiti="http://activiti.org/bpmn" '
    'xmlns:other="http://example.org/other" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'targetNamespace="http://example.org/" id="definitions">'
)
_ID = re.compile(r'<(\w+)\b[^<>]*?\bid="([^"]+)"')
_SHAPES = re.compile(
    r"task$|gateway$|event$|subprocess$|transaction$|callactivity$|^lane$|participant$", re.IGNORECASE
)


def flow(ident: str, source: str, target: str, inside: str = "", attributes: str = "") -> str:
    """A sequence flow."""
    return f'<sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}" {attributes}>{inside}</sequenceFlow>'


def when(feel: str) -> str:
    """A condition expression."""
    return f'<conditionExpression xsi:type="tFormalExpression">{feel}</conditionExpression>'


def path(*nodes: str) -> str:
    """Flows from each node to the next."""
    pairs = pairwise(nodes)
    return "".join(flow(f"{source}-{target}", source, target) for source, target in pairs)


def user(ident: str, inside: str = "", attributes: str = "") -> str:
    """A user task that lacks nothing."""
    return (
        f'<userTask id="{ident}" name="{ident}" camunda:candidateGroups="staff" camunda:formKey="form" {attributes}>'
        f"{inside}</userTask>"
    )


def properties(**given: str) -> str:
    """Extension elements with `camunda:property` values."""
    inner = "".join(f'<camunda:property name="{name}" value="{value}"/>' for name, value in given.items())
    return extensions(f"<camunda:properties>{inner}</camunda:properties>")


def extensions(inside: str) -> str:
    """Extension elements."""
    return f"<extensionElements>{inside}</extensionElements>"


def drawing(xml: str, leave_out: tuple[str, ...] = ()) -> str:
    """Shapes and edges of every element with an id, but those left out."""
    drawn = "".join(_drawn(tag, ident) for tag, ident in _ID.findall(xml) if ident not in leave_out)
    plane = f'<bpmndi:BPMNPlane id="plane" bpmnElement="process">{drawn}</bpmndi:BPMNPlane>'
    return f'<bpmndi:BPMNDiagram id="diagram">{plane}</bpmndi:BPMNDiagram>'


def _drawn(tag: str, ident: str) -> str:
    if tag == "sequenceFlow":
        points = '<di:waypoint x="0" y="0"/><di:waypoint x="9" y="9"/>'
        return f'<bpmndi:BPMNEdge id="{ident}_di" bpmnElement="{ident}">{points}</bpmndi:BPMNEdge>'
    if _SHAPES.search(tag):
        box = '<dc:Bounds x="0" y="0" width="9" height="9"/>'
        return f'<bpmndi:BPMNShape id="{ident}_di" bpmnElement="{ident}">{box}</bpmndi:BPMNShape>'
    return ""


def diagram(
    inside: str,
    *,
    outside: str = "",
    leave_out: tuple[str, ...] = (),
    attributes: str = 'isExecutable="true"',
) -> bytes:
    """A whole file: a process with these elements, global elements (messages …), and its drawing."""
    process = f'<process id="process" name="流程" {attributes}>{inside}</process>'
    return f"{HEAD}{outside}{process}{drawing(outside + process, leave_out)}</definitions>".encode()


def line(*middle: str) -> str:
    """Start and end events with the nodes of that XML between them, in the order of their ids."""
    idents = [_ID.search(xml).group(2) for xml in middle]  # type: ignore[union-attr]  # every node has an id
    return (
        '<startEvent id="start"/>' + "".join(middle) + '<endEvent id="end"/>' + path("start", *idents, "end")
    )
