"""What of a package something runs: forms that are asked for, papers that are issued, decisions that are taken."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.resources import COMMON, Kind, Resource
from app.core.canonical import digest
from app.core.remembered import Remembered
from app.core.texts import Text
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Node
from app.engine.lint.parameters import inputs, literals
from app.engine.xml import XmlRefused, read_xml

_TEXT = re.compile(r'"([^"]+)"')


@dataclass(slots=True)
class Used:
    """Names that diagrams, registers and people of a package refer to literally."""

    forms: set[str] = field(default_factory=set)
    printouts: set[str] = field(default_factory=set)
    decisions: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)

    def holds(self, resource: Resource) -> bool:
        """Whether a file of the package is used; only forms, papers and decisions can be idle."""
        match resource.kind:
            case Kind.FORM:
                return resource.key in self.forms
            case Kind.PRINTOUT:
                return resource.key in self.printouts
            case Kind.DECISION:
                return not self.decisions.isdisjoint(decided_in(resource.data))
        return True


def used(bundle: Bundle) -> Used:
    """What the diagrams, registers and people of a package name."""
    found = Used()
    for data in bundle.diagrams.values():
        one, lanes = _KNOWN.get(digest(data), partial(_used_in, data))
        found.forms |= one.forms
        found.printouts |= one.printouts
        found.decisions |= one.decisions
        found.groups |= one.groups
        found.groups.update(*(bundle.manifest.lanes.get(lane, ()) for lane in lanes))
    for document in bundle.registries.values():
        given = document.get("properties")
        found.groups |= set(str(given.get("owner", "")).split()) if isinstance(given, dict) else set()
    for person in bundle.manifest.people:
        found.groups |= set(person.groups)
    found.decisions |= _required(bundle.decisions, found.decisions)
    return found


def form_steps(bundle: Bundle) -> Mapping[str, tuple[str, ...]]:
    """The names of the steps that ask for each form, by the form's key."""
    found: dict[str, dict[str, None]] = {}
    for diagram in read_diagrams(bundle.diagrams.values()):
        for node in diagram.nodes:
            for form in _names(node.camunda("formKey")):
                found.setdefault(form, {})[" ".join((node.name or node.id or "").split())] = None
    return {form: tuple(steps) for form, steps in found.items()}


def _used_in(data: bytes) -> tuple[Used, frozenset[str]]:
    """What one diagram names, and its lanes."""
    found, lanes = Used(), set[str]()
    for diagram in read_diagrams([data]):
        for node in diagram.nodes:
            _note(found, node)
        lanes |= {lane.name or "" for lane in diagram.held("lane")}
    return found, frozenset(lanes)


_KNOWN: Remembered[tuple[Used, frozenset[str]]] = Remembered(1_024)


def unused_files(bundle: Bundle) -> Iterator[Faults]:
    """A warning for each own form, paper or decision that nothing names: it is read by nobody and carries nothing."""
    known = used(bundle)
    for resource in bundle.resources.values():
        described = resource.kind is not Kind.PRINTOUT or resource.path.endswith("/printout.yaml")
        if resource.owner != COMMON and described and not known.holds(resource):
            faults = Faults(resource.path)
            faults.warn(
                "unused-file",
                Text("没有环节用到“{key}”", key=resource.key),
                "请在流程图里引用，或删去",
                1,
                resource.key,
            )
            yield faults


def decided_in(data: bytes) -> frozenset[str]:
    """The ids and names of the decisions of a DMN file."""
    try:
        root = read_xml(data)
    except XmlRefused:
        return frozenset()
    found = root.iter("{*}decision", "{*}decisionService")
    return frozenset(name for one in found for name in (one.get("id"), one.get("name")) if name)


def _required(files: Mapping[str, bytes], wanted: set[str]) -> set[str]:
    """The decisions of other files that the wanted ones require."""
    found, waiting = set(wanted), dict(files)
    while taken := [key for key, data in waiting.items() if not found.isdisjoint(decided_in(data))]:
        for key in taken:
            found |= _required_in(waiting.pop(key))
    return found


def _required_in(data: bytes) -> set[str]:
    hrefs = (one.get("href") or "" for one in read_xml(data).iter("{*}requiredDecision"))
    return {href.rpartition("#")[2] for href in hrefs}


def _note(found: Used, node: Node) -> None:
    found.forms.update(_names(node.camunda("formKey")))
    found.decisions.update(_names(node.camunda("decisionRef")), *map(_names, inputs(node, "decision")))
    found.groups.update(_names(node.camunda("candidateGroups")), _names(node.property("startableBy")))
    if (node.camunda("topic") or "").startswith("printout."):
        found.printouts.update(*map(_names, inputs(node, "printout")))
    if node.tag == "callActivity":
        found.printouts.update(*map(_names, _passed(node, "printout")))


def _passed(node: Node, variable: str) -> Iterator[str]:
    """The expressions whose value a call activity passes under that name."""
    mappings = (found for found in node.extension("in") if found.get("target") == variable)
    return (found.get("sourceExpression") or "" for found in mappings)


def _names(text: str | None) -> list[str]:
    """The names in a list, or the texts in an expression, one of which it will give."""
    return _TEXT.findall(text or "") if (text or "").strip().startswith("=") else literals(text)
