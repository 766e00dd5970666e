"""Properties of one element, and how two elements differ in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.bundle.comparison.model import Change
from app.core.texts import Joined, Text

_NOTHING = Text("（空）")


@dataclass(frozen=True, slots=True)
class Facet:
    """A property: `raw` is compared, `shown` is told.

    `parts` are the members of a property that is a list, as they are told: of two lists only the difference is.
    `quiet` ones go without saying where they come or go together with others.
    """

    key: tuple[str, ...]
    label: str
    raw: str
    shown: str = ""
    parts: tuple[str, ...] | None = None
    drawn: bool = False
    quiet: bool = False

    @property
    def told(self) -> str:
        """What people read."""
        return self.shown or _row(self.parts or ()) or self.raw or _NOTHING


def differences(old: Iterable[Facet], new: Iterable[Facet]) -> tuple[Change, ...]:
    """How two elements differ, in the order of the new one; what has gone comes last."""
    before, after = _by_key(old), _by_key(new)
    found = [change for key, facet in after.items() for change in _difference(before.get(key), facet)]
    found += [
        change for key, facet in before.items() if key not in after for change in _difference(facet, None)
    ]
    return tuple(found)


def _by_key(facets: Iterable[Facet]) -> dict[tuple[str, ...], Facet]:
    """By key; what an element says twice is kept apart."""
    found: dict[tuple[str, ...], Facet] = {}
    for facet in facets:
        key, count = facet.key, 1
        while key in found:
            count += 1
            key = (*facet.key, f"#{count}")
        found[key] = facet
    return found


def _difference(old: Facet | None, new: Facet | None) -> Iterator[Change]:
    facet = new or old
    if facet is None or (old and new and old.raw == new.raw):
        return
    if old and new and old.parts is not None and new.parts is not None:
        yield _of_lists(old, old.parts, new, new.parts)
        return
    before, after = old.told if old else None, new.told if new else None
    if before == after and old and new:
        before, after = old.raw, new.raw
    yield Change(facet.label, before, after, facet.key, facet.drawn)


def _of_lists(old: Facet, before: tuple[str, ...], new: Facet, after: tuple[str, ...]) -> Change:
    gone = [part for part in before if part not in after]
    come = [part for part in after if part not in before]
    if not gone and not come:
        label = Text("{list}的次序", list=new.label)
        return Change(label, _row(before), _row(after), new.key, new.drawn)
    return Change(new.label, _row(gone) or None, _row(come) or None, new.key, new.drawn)


def _row(parts: Iterable[str]) -> str:
    return Joined("；", parts)
