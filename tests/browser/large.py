"""Large diagrams as files of the tutorial's draft: the largest that ships, and a thousand elements in sections."""

from itertools import pairwise
from pathlib import Path

from app.repository.drafts import draft_of, read_file, save_file
from tests.browser.drafting import WRITER, Drafting

ROOT = Path(__file__).resolve().parents[2]
LARGEST = max((ROOT / "processes").glob("*/*.bpmn"), key=lambda file: file.stat().st_size)
_PER_ROW = 25
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' id="defs" targetNamespace="http://example.org">'
)


def add(drafting: Drafting, key: str, data: bytes) -> str:
    """Put a diagram into the draft under that key; gives its path."""
    path = f"processes/yunxi/{key}.bpmn"
    with drafting.house.database.transaction(WRITER) as ctx:
        save_file(ctx, drafting.draft, path, data, 0)
        assert read_file(ctx, draft_of(ctx, drafting.draft), path)[0] == data
    return path


def largest(key: str) -> bytes:
    """The largest shipped diagram, its process called by that key."""
    return LARGEST.read_bytes().replace(LARGEST.stem.encode(), key.encode())


def thousand(key: str, steps: int = 500) -> bytes:
    """`steps` tasks with as many flows, in rows, all drawn: twice as many elements."""
    nodes = [f"n{number}" for number in range(steps)]
    flows = list(pairwise(nodes))
    parts = [
        f'{_HEAD}<process id="{key}" name="很多环节" isExecutable="true">',
        *(_node(number, node, len(nodes)) for number, node in enumerate(nodes)),
        *(f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in flows),
        f'</process><bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="{key}">',
        *(_shape(number, node) for number, node in enumerate(nodes)),
        *(_edge(number, a, b) for number, (a, b) in enumerate(flows)),
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>",
    ]
    return "".join(parts).encode()


def _node(number: int, node: str, count: int) -> str:
    into = f"<incoming>n{number - 1}_{node}</incoming>" if number else ""
    out = f"<outgoing>{node}_n{number + 1}</outgoing>" if number + 1 < count else ""
    if number in (0, count - 1):
        tag = "endEvent" if number else "startEvent"
        return f'<{tag} id="{node}">{into}{out}</{tag}>'
    attributes = 'camunda:formKey="answer" camunda:candidateGroups="rescue-team" camunda:dueDate="PT10M"'
    return f'<userTask id="{node}" name="环节 {number}" {attributes}>{into}{out}</userTask>'


def _at(number: int) -> tuple[int, int]:
    return 100 + number % _PER_ROW * 160, 80 + number // _PER_ROW * 120


def _shape(number: int, node: str) -> str:
    x, y = _at(number)
    return (
        f'<bpmndi:BPMNShape id="{node}_di" bpmnElement="{node}">'
        f'<dc:Bounds x="{x}" y="{y}" width="100" height="80"/></bpmndi:BPMNShape>'
    )


def _edge(number: int, a: str, b: str) -> str:
    (x, y), (to, down) = _at(number), _at(number + 1)
    return (
        f'<bpmndi:BPMNEdge id="{a}_{b}_di" bpmnElement="{a}_{b}"><di:waypoint x="{x + 100}" y="{y + 40}"/>'
        f'<di:waypoint x="{to}" y="{down + 40}"/></bpmndi:BPMNEdge>'
    )
