"""Where the files of a package cite their clauses, by kind of carrier; only what something runs counts."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from app.bundle.bundle import Bundle
from app.bundle.resources import Kind, Resource
from app.bundle.usage import used
from app.core.remembered import Remembered
from app.engine.lint.model import Item
from app.engine.lint.names import bpmn
from app.engine.xml import XmlRefused, read_xml

_DMN_WORD = re.compile(r"[A-Za-z]+-\d+[A-Za-z]?")


class Cited(NamedTuple):
    """A clause as some place in a file cites it; the place by id and by the name that people see."""

    clause: str
    element: str | None = None
    name: str | None = None
    process: str | None = None


class Citation(NamedTuple):
    """A clause, the kind of asset that cites it, the file and the place in it; in a diagram, in which process.

    `runs` is false where nothing uses the file, so that the clause is not carried there.
    """

    clause: str
    carrier: str
    file: str
    element: str | None = None
    name: str | None = None
    process: str | None = None
    runs: bool = True


def citations(bundle: Bundle) -> Iterator[Citation]:
    """All citations of a package, each place once."""
    known = used(bundle)
    for group in bundle.manifest.groups.values():
        for clause in group.clauses:
            file = f"processes/{bundle.key}/jurisdiction.yaml"
            runs = group.key in known.groups
            yield Citation(clause, "role", file, group.key, group.name, runs=runs)
    for resource in bundle.resources.values():
        carrier = _CARRIERS.get(resource.kind)
        runs = known.holds(resource)
        for cited in dict.fromkeys(_cited(bundle, resource)) if carrier else ():
            yield Citation(cited.clause, carrier or "", resource.path, *cited[1:], runs)


_CARRIERS = {
    Kind.DIAGRAM: "process",
    Kind.DECISION: "decision",
    Kind.FORM: "form",
    Kind.REGISTRY: "registry",
    Kind.PRINTOUT: "printout",
    Kind.REPORT: "report",
}


def _cited(bundle: Bundle, resource: Resource) -> Iterable[Cited]:
    match resource.kind:
        case Kind.DIAGRAM:
            return _KNOWN.get(resource.digest, lambda: tuple(_of_diagram(resource.data)))
        case Kind.DECISION:
            known = {clause.id for clause in bundle.clauses}
            found = _KNOWN.get(resource.digest, lambda: tuple(_of_decision(resource.data)))
            return (cited for cited in found if cited.clause in known)
        case Kind.FORM | Kind.REGISTRY:
            return _of_document(bundle.documents[resource.path].get("components"))
    return _of_yaml(bundle.documents.get(resource.path))


_KNOWN: Remembered[tuple[Cited, ...]] = Remembered(1_024)


def words(text: str) -> list[str]:
    """The ids in a `clause` property: apart by blanks or commas."""
    return text.replace(",", " ").split()


def _of_diagram(data: bytes) -> Iterator[Cited]:
    try:
        root = read_xml(data)
    except XmlRefused:
        return
    for element in root.iter(bpmn("*")):
        item = Item(element)
        for clause in words(item.property("clause") or ""):
            yield Cited(clause, item.id, item.name, _process_of(element))


def _process_of(element: etree._Element) -> str | None:
    """The process that an element stands in, or is."""
    around = (element, *element.iterancestors(bpmn("process")))
    return next((found.get("id") for found in around if found.tag == bpmn("process")), None)


def _of_decision(data: bytes) -> Iterator[Cited]:
    """Words in descriptions that look like ids of clauses, with the decision around them."""
    try:
        root = read_xml(data)
    except XmlRefused:
        return
    for decision in root.iter("{*}decision", "{*}businessKnowledgeModel", "{*}decisionService"):
        for element in decision.iter("{*}description"):
            for clause in _DMN_WORD.findall(element.text or ""):
                yield Cited(clause, decision.get("id"), decision.get("name"))


def _of_document(components: Any) -> Iterator[Cited]:
    """Ids in `properties.clause` of components at any depth."""
    waiting = list(components) if isinstance(components, list) else []
    while waiting:
        component = waiting.pop()
        if not isinstance(component, dict):
            continue
        given = component.get("properties")
        for clause in words(str(given.get("clause", ""))) if isinstance(given, dict) else ():
            yield Cited(clause, str(component.get("id")), str(component.get("label") or component.get("key")))
        inner = component.get("components")
        waiting += inner if isinstance(inner, list) else []


def _of_yaml(document: Any) -> Iterator[Cited]:
    described = document if isinstance(document, dict) else {}
    cited, title = described.get("clauses"), described.get("title")
    for clause in cited if isinstance(cited, list) else ():
        yield Cited(str(clause), None, str(title) if title else None)
