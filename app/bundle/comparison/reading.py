"""The order in which people read a diagram: from its starts along the flows to its ends."""

from collections.abc import Iterable, Mapping

from app.bundle.comparison.elements import Elements

Graph = dict[str, dict[str, None]]


def reading_order(old: Elements, new: Elements, renumbered: Mapping[str, str]) -> dict[str, int]:
    """New id (of removed elements the old one) → place, over both versions together."""
    graph: Graph = {}
    for elements, ids in ((new, {}), (old, renumbered)):
        _add(graph, elements, ids)
    nodes = _walk(graph, _starts(graph))
    places = {id_: place for place, id_ in enumerate(nodes)}
    return {
        id_: _place(id_, places, new if id_ in new.xml else old, renumbered)
        for id_ in _all(old, new, renumbered)
    }


def _all(old: Elements, new: Elements, renumbered: Mapping[str, str]) -> Iterable[str]:
    return dict.fromkeys([*new.xml, *(renumbered.get(id_, id_) for id_ in old.xml)])


def _add(graph: Graph, elements: Elements, ids: Mapping[str, str]) -> None:
    """Nodes and what comes after each: along flows, into sub-processes, to the events on its edge."""
    for id_, xml in elements.xml.items():
        here, tag = ids.get(id_, id_), elements.tag(id_)
        if tag == "sequenceFlow":
            source, target = xml.get("sourceRef", ""), xml.get("targetRef", "")
            graph.setdefault(ids.get(source, source), {})[ids.get(target, target)] = None
        elif tag == "boundaryEvent":
            host = xml.get("attachedToRef", "")
            graph.setdefault(ids.get(host, host), {})[here] = None
        elif tag == "startEvent":
            holder = xml.getparent()
            scope = holder.get("id", "") if holder is not None else ""
            graph.setdefault(ids.get(scope, scope), {})[here] = None


def _starts(graph: Graph) -> list[str]:
    """What nothing leads to, in the order of the file: processes and their first events."""
    reached = {target for targets in graph.values() for target in targets}
    return [node for node in graph if node not in reached]


def _walk(graph: Graph, starts: Iterable[str]) -> list[str]:
    """Nearest first; what no start reaches follows at the end."""
    found: dict[str, None] = {}
    waiting = list(starts)
    for node in (*waiting, *graph):
        waiting = [node] if node not in found else []
        while waiting:
            here = waiting.pop(0)
            if here not in found:
                found[here] = None
                waiting += graph.get(here, ())
    return list(found)


def _place(id_: str, places: Mapping[str, int], elements: Elements, renumbered: Mapping[str, str]) -> int:
    """Flows stand behind what they leave; what frames the flow stands first, what lies beside it last."""
    xml = elements.xml.get(id_)
    if xml is None or id_ in places:
        return 2 * places.get(id_, -1)
    ends = (xml.get(end, "") for end in ("sourceRef", "targetRef"))
    known = [places[one] for end in ends if (one := renumbered.get(end, end)) in places]
    if known:
        return 2 * known[0] + 1
    return -1 if elements.tag(id_) in _FRAME else 2 * len(places)


_FRAME = frozenset({"process", "participant", "lane", "message", "signal", "error", "escalation"})
