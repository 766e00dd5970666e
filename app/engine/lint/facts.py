"""What the diagrams of a package say about each other: who calls whom, who waits for what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from app.core.canonical import digest
from app.core.remembered import Remembered
from app.engine.lint.model import Diagram
from app.engine.lint.names import CATCHING, bpmn
from app.engine.lint.parameters import issued
from app.engine.lint.reader import read_diagram
from app.engine.lint.variables import given
from app.engine.xml import XmlRefused, read_xml


@dataclass(slots=True)
class Facts:
    """Calls by process id; names of data objects, messages waited for, papers issued, and of what steps give values to.

    `processes` are the ids of all processes with their lines, in order.
    """

    calls: dict[str, frozenset[str]] = field(default_factory=dict)
    data_objects: set[str] = field(default_factory=set)
    caught: set[str] = field(default_factory=set)
    printouts: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    processes: list[tuple[str, int | None]] = field(default_factory=list)


_KNOWN: Remembered[Facts] = Remembered(1_024)


def facts(files: Iterable[bytes]) -> Facts:
    """The facts of all files that can be read; the others are left to the check."""
    found = Facts()
    for data in files:
        one = _KNOWN.get(digest(data), partial(_facts_of, data))
        found.calls |= one.calls
        found.data_objects |= one.data_objects
        found.caught |= one.caught
        found.printouts |= one.printouts
        found.given |= one.given
        found.processes += one.processes
    return found


def _facts_of(data: bytes) -> Facts:
    found = Facts()
    for diagram in read_diagrams([data]):
        for process in diagram.processes:
            found.processes.append((process.id or "", process.line))
            if process.id:
                found.calls[process.id] = _calls(diagram, process.id)
        for item in diagram.held("dataObject", "dataObjectReference"):
            found.data_objects |= {name for name in (item.id, item.get("name")) if name}
        found.caught |= set(_caught(diagram))
        found.printouts |= {name for node in diagram.nodes for name in issued(node)}
        found.given |= {name for node in diagram.nodes for name in given(node)}
    return found


def read_diagrams(files: Iterable[bytes]) -> Iterator[Diagram]:
    """The diagrams among the files that can be read."""
    for data in files:
        try:
            root = read_xml(data)
        except XmlRefused:
            continue
        if root.tag == bpmn("definitions"):
            yield read_diagram(root)


def _calls(diagram: Diagram, process: str) -> frozenset[str]:
    return frozenset(
        called
        for node in diagram.nodes
        if node.tag == "callActivity" and node.scope.process.id == process
        if (called := (node.get("calledElement") or "").strip())
    )


def _caught(diagram: Diagram) -> Iterator[str]:
    messages = diagram.globals["message"]
    for node in diagram.nodes:
        targets = [messages.get(node.get("messageRef") or "")] if node.tag == "receiveTask" else []
        if node.tag in CATCHING:
            targets += [event.target for event in node.events if event.kind == "message"]
        yield from (target.name for target in targets if target is not None and target.name)
