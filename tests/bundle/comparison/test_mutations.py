"""No single change of a shipped file stays silent, whatever it is."""

import json
import random
from collections.abc import Iterator

import pytest
import yaml
from lxml import etree

from app.bundle.comparison import Act
from app.bundle.comparison.decisions import compare_decisions
from app.bundle.comparison.diagrams import compare_diagrams
from app.bundle.comparison.documents import compare_documents
from app.bundle.comparison.forms import compare_forms
from app.bundle.comparison.names import Names
from app.bundle.resources import Kind
from tests.bundle.comparison.packages import pingyin

EACH = 7
SILENT = ("incoming", "outgoing")


def places(root: etree._Element) -> list[tuple[etree._Element, str | None]]:
    """Everything that an XML file says: attributes, and texts under None."""
    found: list[tuple[etree._Element, str | None]] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or etree.QName(element).localname in SILENT:
            continue
        found += [(element, name) for name in element.attrib if not drawing_id(element, name)]
        found += [(element, None)] if (element.text or "").strip() else []
    return found


def drawing_id(element: etree._Element, name: str) -> bool:
    """The id of a shape or edge names nothing; nor does that of the texts inside DMN's cells."""
    tag = etree.QName(element)
    return name == "id" and (
        str(tag.namespace).endswith("DI") or "DMNDI" in str(tag.namespace) or tag.localname.endswith("Entry")
    )


def mutated(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """The file with one attribute or text written otherwise."""
    root = etree.fromstring(data)
    element, name = chance.choice(places(root))
    if name is None:
        element.text = f"{element.text.strip()}9"
    else:
        element.set(name, f"{element.get(name)}9")
    return etree.tostring(root), f"{element.tag} {name}"


@pytest.mark.parametrize("key", sorted(pingyin().diagrams))
def test_diagram_never_changes_silently(key: str) -> None:
    known, data, chance = Names(pingyin()), pingyin().diagrams[key], random.Random(key)

    for _ in range(EACH):
        other, what = mutated(data, chance)

        assert compare_diagrams(data, other, known, known), what
        assert compare_diagrams(other, data, known, known), what


@pytest.mark.parametrize("key", sorted(pingyin().decisions))
def test_decision_never_changes_silently(key: str) -> None:
    data, chance = pingyin().decisions[key], random.Random(key)

    for _ in range(40):
        other, what = mutated(data, chance)

        assert compare_decisions(data, other), what
        assert compare_decisions(other, data), what


@pytest.mark.parametrize("key", sorted(pingyin().forms))
def test_form_never_changes_silently(key: str) -> None:
    known, document, chance = Names(pingyin()), pingyin().forms[key], random.Random(key)
    text = json.dumps(document)
    values = list(leaves(document, ()))

    for path in chance.sample(values, min(20, len(values))):
        other = json.loads(text)
        holder = other
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = f"{holder[path[-1]]}9"

        assert compare_forms(document, other, known, known), path
        assert compare_forms(other, document, known, known), path


@pytest.mark.parametrize("key", ["pingyin-dispatch", "pingyin-drill"])
def test_lost_element_never_goes_silently(key: str) -> None:
    known, data, chance = Names(pingyin()), pingyin().diagrams[key], random.Random(key)

    for _ in range(EACH):
        root = etree.fromstring(data)
        element = chance.choice([one for one in root.iter("*") if one.getparent() is not None and said(one)])
        what = f"{element.tag} {element.get('id')}"
        element.getparent().remove(element)
        items = compare_diagrams(data, etree.tostring(root), known, known)

        assert items, what
        assert all(item.act is not Act.FORMATTED for item in items)


DATA = sorted(
    path
    for path, one in pingyin().resources.items()
    if path.endswith(".yaml") or (path.endswith(".json") and one.kind is Kind.PRINTOUT)
)


@pytest.mark.parametrize("path", DATA[::3])
def test_data_never_changes_silently(path: str) -> None:
    known, resource, chance = Names(pingyin()), pingyin().resources[path], random.Random(path)
    read = json.loads if path.endswith(".json") else yaml.safe_load
    document = read(resource.data)
    values = list(leaves(document, ()))

    for place in chance.sample(values, min(8, len(values))):
        other = read(resource.data)
        holder = other
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = f"{holder[place[-1]]}9"

        assert compare_documents(resource.kind, document, other, known, known, resource), place
        assert compare_documents(resource.kind, other, document, known, known, resource), place


def said(element: etree._Element) -> bool:
    return etree.QName(element).localname not in (*SILENT, "BPMNLabel")


def leaves(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path
