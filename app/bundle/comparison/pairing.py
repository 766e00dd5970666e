"""Elements whose id was changed and nothing else: the same kind, name and neighbours, and no other like them."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from app.bundle.comparison.elements import Elements

_ROUNDS = 3


def renumbered(old: Elements, new: Elements) -> dict[str, str]:
    """Old id → new id of the elements that are obviously the same."""
    found: dict[str, str] = {}
    for _ in range(_ROUNDS):
        more = _round(old, new, found)
        if not more:
            break
        found |= more
    return {one: other for one, other in found.items() if _neighbours_agree(old, one, new, other)}


def _round(old: Elements, new: Elements, found: Mapping[str, str]) -> dict[str, str]:
    """Those that are found when these are known: first by name, then by what they are connected with."""
    known = set(found.values())
    gone = [id_ for id_ in old.xml if id_ not in new.xml and id_ not in found]
    come = [id_ for id_ in new.xml if id_ not in old.xml and id_ not in known]
    if not gone or not come:
        return {}
    named = _unique(gone, come, lambda id_: _by_name(old, id_), lambda id_: _by_name(new, id_))
    gone = [id_ for id_ in gone if id_ not in named]
    paired = set(named.values())
    come = [id_ for id_ in come if id_ not in paired]
    ids = {**found, **named}
    return named | _unique(
        gone, come, lambda id_: _by_ends(old, id_, ids), lambda id_: _by_ends(new, id_, {})
    )


def _unique(
    gone: Iterable[str],
    come: Iterable[str],
    of_old: Callable[[str], Hashable | None],
    of_new: Callable[[str], Hashable | None],
) -> dict[str, str]:
    """Those of which there is one on each side by the same description."""
    before, after = _described(gone, of_old), _described(come, of_new)
    return {ids[0]: after[key][0] for key, ids in before.items() if len(ids) == 1 == len(after.get(key, ()))}


def _described(ids: Iterable[str], of: Callable[[str], Hashable | None]) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for id_ in ids:
        description = of(id_)
        if description is not None:
            found.setdefault(description, []).append(id_)
    return found


def _by_name(elements: Elements, id_: str) -> Hashable | None:
    """Kind and name; None without a name, and for flows, which are told by their ends."""
    name = elements.own_name(id_)
    return (elements.kind(id_), name) if name and elements.tag(id_) != "sequenceFlow" else None


def _by_ends(elements: Elements, id_: str, ids: Mapping[str, str]) -> Hashable | None:
    """Kind, name and neighbours, these under their new ids; None without neighbours."""
    xml = elements.xml[id_]
    ends = [
        ids.get(end, end) for name in ("sourceRef", "targetRef", "attachedToRef") if (end := xml.get(name))
    ]
    after = (elements.xml[flow].get("targetRef", "") for flow in elements.ways.get(id_, ()))
    ends += sorted(ids.get(one, one) for one in elements.comes.get(id_, ()))
    ends += sorted(ids.get(one, one) for one in after)
    return (elements.kind(id_), elements.own_name(id_), tuple(ends)) if ends else None


def _neighbours_agree(old: Elements, one: str, new: Elements, other: str) -> bool:
    """Whether they share a neighbour by name, or have none on one side."""
    before, after = _neighbours(old, one), _neighbours(new, other)
    return not before or not after or bool(before & after)


def _neighbours(elements: Elements, id_: str) -> set[str]:
    flows = (elements.xml[flow].get("targetRef", "") for flow in elements.ways.get(id_, ()))
    return {name for one in (*elements.comes.get(id_, ()), *flows) if (name := elements.name(one))}
