"""Elements of a file as records, and how two lists of them differ."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.bundle.comparison.facets import Facet, differences
from app.bundle.comparison.model import Act, Change, Item
from app.core.texts import Text

ORDER = ("次序",)
"""Under which name the place of a record in its list is told."""


@dataclass(frozen=True, slots=True)
class Record:
    """An element: its id within the file, Chinese kind, what people call it, its properties."""

    id: str
    kind: str
    name: str
    facets: tuple[Facet, ...]


def compare_records(
    old: Sequence[Record],
    new: Sequence[Record],
    renumbered: Mapping[str, str] | None = None,
    counter: str | None = None,
) -> tuple[Item, ...]:
    """What was added, removed and changed, in the order of the new list; removed ones where they stood.

    `renumbered` gives the new id of an old one; `counter` is how a list counts where order matters.
    """
    renumbered = renumbered or {}
    before = _by_id(old, renumbered)
    after = _by_id(new, {})
    places = _places(list(before), list(after), counter) if counter else {}
    found: list[Item] = []
    for key in _merged(list(before), list(after)):
        item = _item(before.get(key), after.get(key), places.get(key))
        found += [item] if item else []
    return tuple(found)


def _by_id(records: Sequence[Record], renumbered: Mapping[str, str]) -> dict[str, Record]:
    """By the id that counts in the new version; the second of an id that is given twice is kept apart."""
    found: dict[str, Record] = {}
    for record in records:
        key = renumbered.get(record.id, record.id)
        while key in found:
            key = Text("{id}（重复）", id=key)
        found[key] = record
    return found


def _item(old: Record | None, new: Record | None, place: Change | None) -> Item | None:
    record = new or old
    if record is None:
        return None
    if old is None or new is None:
        return _one_sided(record, old, new)
    changes = differences(old.facets, new.facets)
    if old.id != new.id:
        changes = (Change(Text("编号"), old.id, new.id, ("id",)), *changes)
    if place:
        changes = (place, *changes)
    return Item(_act(changes), new.kind, new.name, old.id, new.id, changes) if changes else None


def _one_sided(record: Record, old: Record | None, new: Record | None) -> Item:
    """An element that came or went, with what it says itself: not with what its name and its kind say already."""
    telling = [facet for facet in record.facets if not (facet.drawn or facet.quiet)]
    changes = differences(telling if old else (), telling if new else ())
    act = Act.REMOVED if new is None else Act.ADDED
    return Item(act, record.kind, record.name, old.id if old else None, new.id if new else None, changes)


def _act(changes: Sequence[Change]) -> Act:
    telling = [change for change in changes if not change.drawn]
    if not telling:
        return Act.MOVED
    if all(change.at in _ENDS for change in telling):
        return Act.REATTACHED
    if all(change.at == ORDER for change in telling):
        return Act.REORDERED
    return Act.RENUMBERED if all(change.at == ("id",) for change in telling) else Act.CHANGED


_ENDS = (("@sourceRef",), ("@targetRef",), ("@attachedToRef",))


def _merged(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The keys of both: those that went are where they stood, behind what preceded them."""
    known = set(after)
    gone: dict[str | None, list[str]] = {}
    anchor: str | None = None
    for key in before:
        if key in known:
            anchor = key
        else:
            gone.setdefault(anchor, []).append(key)
    yield from gone.get(None, ())
    for key in after:
        yield key
        yield from gone.get(key, ())


def _places(before: Sequence[str], after: Sequence[str], counter: str) -> dict[str, Change]:
    """The places of the records that changed theirs against the others: as few as explain the new order."""
    stood = {key: place for place, key in enumerate(before, 1)}
    stands = {key: place for place, key in enumerate(after, 1)}
    kept = [key for key in after if key in stood]
    still = {kept[index] for index in _longest_rise([stood[key] for key in kept])}
    return {
        key: Change(Text("次序"), Text(counter, place=stood[key]), Text(counter, place=stands[key]), ORDER)
        for key in kept
        if key not in still
    }


def _longest_rise(values: Sequence[int]) -> list[int]:
    """The indexes of a longest rising subsequence."""
    ends: list[int] = []
    tails: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [index]
        previous.append(ends[place - 1] if place else -1)
    found, index = [], ends[-1] if ends else -1
    while index >= 0:
        found.append(index)
        index = previous[index]
    return found[::-1]
