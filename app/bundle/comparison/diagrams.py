"""Two versions of a BPMN file, element by element."""

from collections.abc import Mapping
from dataclasses import replace

from app.bundle.comparison.elements import Elements, references
from app.bundle.comparison.facets import Facet
from app.bundle.comparison.model import Act, Change, Item
from app.bundle.comparison.names import Names
from app.bundle.comparison.pairing import renumbered
from app.bundle.comparison.reading import reading_order
from app.bundle.comparison.records import Record, compare_records
from app.core.texts import Joined, Text
from app.engine.xml import read_xml

_NO_DIAGRAM = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'


def compare_diagrams(old: bytes | None, new: bytes | None, before: Names, after: Names) -> tuple[Item, ...]:
    """The elements that differ, in the order in which the diagram is read; raises `XmlRefused`.

    A file that is not there is one without elements.
    """
    then, now = Elements(read_xml(old or _NO_DIAGRAM), before), Elements(read_xml(new or _NO_DIAGRAM), after)
    ids = renumbered(then, now)
    records = then.records(), now.records()
    if old is None or new is None:
        for side in records:
            side.pop("")
    found = compare_records(
        [_referring(one, ids) for one in records[0].values()], list(records[1].values()), ids
    )
    items = {_key(item, ids): item for item in found}
    _note_order(items, then, now, ids)
    places = reading_order(then, now, ids)
    return tuple(sorted(items.values(), key=lambda item: places.get(_key(item, ids), -1)))


def _key(item: Item, ids: Mapping[str, str]) -> str:
    return item.new if item.new is not None else ids.get(item.old or "", item.old or "")


def _referring(record: Record, ids: Mapping[str, str]) -> Record:
    """The record of an old element, which names others by their new ids."""
    if not ids:
        return record
    return replace(record, facets=tuple(_renamed(facet, ids) for facet in record.facets))


def _renamed(facet: Facet, ids: Mapping[str, str]) -> Facet:
    return replace(facet, raw=ids[facet.raw]) if facet.raw in ids and references(facet) else facet


def _note_order(items: dict[str, Item], old: Elements, new: Elements, ids: Mapping[str, str]) -> None:
    """Say where conditions are asked in another order: the first that holds decides."""
    for then in old.xml:
        now = ids.get(then, then)
        if now in new.xml and len(old.ways.get(then, ())) > 1:
            before = [ids.get(flow, flow) for flow in old.ways[then]]
            after = [flow for flow in new.ways.get(now, ()) if flow in before]
            before = [flow for flow in before if flow in after]
            if before != after:
                items[now] = _ordered(items.get(now), new, then, now, (before, after))


def _ordered(
    item: Item | None, new: Elements, then: str, now: str, flows: tuple[list[str], list[str]]
) -> Item:
    told = [Joined("、", (_way(new, flow) for flow in side)) for side in flows]
    change = Change(Text("各路判断的次序"), told[0], told[1], ("ways",))
    if item is None:
        return Item(Act.CHANGED, new.kind(now), new.name(now), then, now, (change,))
    act = Act.CHANGED if item.act is Act.MOVED else item.act
    return replace(item, act=act, changes=(*item.changes, change))


def _way(elements: Elements, flow: str) -> str:
    return elements.own_name(flow) or elements.name(elements.xml[flow].get("targetRef", ""))
