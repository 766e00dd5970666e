"""What a path knows: for each variable a version, which knows the versions that it replaced."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Version:
    """A value of a variable, what it replaced, and when it was written.

    A path has `taken` it over if the first that it replaced is what another wrote. `saw` are others that were to be
    seen beside that: who writes over it has replaced them as well, who merely carries it along has not.
    """

    value: Any
    before: tuple["Version", ...]
    at: int
    saw: tuple["Version", ...] = ()
    taken: bool = False

    def ancestry(self) -> set["Version"]:
        """Itself and all that it replaced."""
        found: set[Version] = set()
        waiting = [self]
        while waiting:
            version = waiting.pop()
            if version not in found:
                found.add(version)
                waiting += version.before
        return found


Data = dict[str, Version]


def values(data: Data) -> dict[str, Any]:
    """What the variables hold."""
    return {name: version.value for name, version in data.items()}


Heads = list[tuple[Version, Version | None]]


def merged(arms: Iterable[Data], clock: Iterator[int]) -> tuple[Data, Data]:
    """What several paths know together, and which versions had to be made for it."""
    versions: dict[str, list[Version]] = {}
    for arm in arms:
        for name, version in arm.items():
            versions.setdefault(name, []).append(version)
    heads = {name: _heads(several) for name, several in versions.items()}
    made = {name: _settled(several, next(clock)) for name, several in heads.items() if len(several) > 1}
    return {name: made.get(name, several[0][0]) for name, several in heads.items()}, made


def _heads(versions: list[Version]) -> Heads:
    """Those that no other replaced, in order of their paths, each with the one that both it and those before it know.

    A version that descends from another replaces it: what a path merely carries along is no change. What it took over
    counts only where nobody comes from where it was written.
    """
    written = {one for version in versions if not version.taken for one in version.ancestry()}
    heads: Heads = []
    seen: set[Version] = set()
    for version in versions:
        if version in seen or (version.taken and version.before[0] in written):
            continue
        ancestry = version.ancestry()
        parted = max(ancestry & seen, key=lambda one: one.at, default=None)
        heads = [*(head for head in heads if head[0] not in ancestry), (version, parted)]
        seen |= ancestry
    return heads


def _settled(heads: Heads, at: int) -> Version:
    """For the later path, if it changed anything since it parted from those before."""
    value = heads[0][0].value
    for version, parted in heads[1:]:
        if parted is None or parted.value != version.value:
            value = version.value
    return Version(value, tuple(version for version, _ in heads), at)


def newest(versions: Iterable[tuple[str, Version]]) -> Data:
    """Of each variable the version written last."""
    found: Data = {}
    for name, version in versions:
        if name not in found or found[name].at < version.at:
            found[name] = version
    return found


def copied(arms: Iterable[Data]) -> tuple[dict[str, Any], bool]:
    """What stock makes of it: the later copy wins; and whether it would merge lists or contexts item by item (T3)."""
    result: dict[str, Any] = {}
    mixed = False
    for arm in arms:
        for name, value in values(arm).items():
            mixed = mixed or (isinstance(value, list | dict) and result.get(name, value) != value)
            result[name] = value
    return result, mixed
