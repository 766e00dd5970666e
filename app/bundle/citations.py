"""Where the files of a package cite their clauses, by kind of carrier."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from app.bundle.bundle import Bundle
from app.bundle.resources import Kind, Resource
from app.engine.lint.model import Item
from app.engine.lint.names import bpmn
from app.engine.xml import XmlRefused, read_xml

_DMN_WORD = re.compile(r"[A-Za-z]+-\d+[A-Za-z]?")


class Citation(NamedTuple):
    """A clause, the kind of asset that cites it, and the file."""

    clause: str
    carrier: str
    file: str


def citations(bundle: Bundle) -> Iterator[Citation]:
    """All citations of a package."""
    for group in bundle.manifest.groups.values():
        yield from _cited(group.clauses, "role", f"processes/{bundle.key}/jurisdiction.yaml")
    known = {clause.id for clause in bundle.clauses}
    for resource in bundle.resources.values():
        match resource.kind:
            case Kind.DIAGRAM:
                yield from _cited(_of_diagram(resource.data), "process", resource.path)
            case Kind.DECISION:
                yield from _cited(set(_of_decision(resource.data)) & known, "decision", resource.path)
            case Kind.FORM | Kind.REGISTRY:
                found = _of_document(bundle.documents[resource.path].get("components"))
                yield from _cited(found, resource.kind.value, resource.path)
            case Kind.PRINTOUT | Kind.REPORT:
                yield from _cited(_of_yaml(bundle, resource), resource.kind.value, resource.path)


def _cited(clauses: Iterable[str], carrier: str, file: str) -> Iterator[Citation]:
    return (Citation(clause, carrier, file) for clause in dict.fromkeys(clauses))


def words(text: str) -> list[str]:
    """The ids in a `clause` property: apart by blanks or commas."""
    return text.replace(",", " ").split()


def _of_diagram(data: bytes) -> Iterator[str]:
    try:
        root = read_xml(data)
    except XmlRefused:
        return
    for element in root.iter(bpmn("*")):
        yield from words(Item(element).property("clause") or "")


def _of_decision(data: bytes) -> Iterator[str]:
    """Words in descriptions that look like ids of clauses."""
    try:
        root = read_xml(data)
    except XmlRefused:
        return
    for element in root.iter("{*}description"):
        yield from _DMN_WORD.findall(element.text or "")


def _of_document(components: Any) -> Iterator[str]:
    """Ids in `properties.clause` of components at any depth."""
    waiting = list(components) if isinstance(components, list) else []
    while waiting:
        component = waiting.pop()
        if not isinstance(component, dict):
            continue
        given = component.get("properties")
        yield from words(str(given.get("clause", ""))) if isinstance(given, dict) else ()
        inner = component.get("components")
        waiting += inner if isinstance(inner, list) else []


def _of_yaml(bundle: Bundle, resource: Resource) -> Iterator[str]:
    document = bundle.documents.get(resource.path)
    cited = document.get("clauses") if isinstance(document, dict) else None
    yield from (str(clause) for clause in cited) if isinstance(cited, list) else ()
