"""What a path knows: for each variable a version, which knows the versions that it replaced."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Version:
    """A value of a variable, what it replaced, and when it was written."""

    value: Any
    before: tuple["Version", ...]
    at: int

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


def merged(arms: Iterable[Data], clock: Iterator[int]) -> tuple[Data, Data]:
    """What several paths know together, and which versions had to be made for it.

    A version that descends from another replaces it: what a path merely carries along is no change. Two that know
    nothing of each other are settled for the later path, if it changed anything since they parted.
    """
    result: Data = {}
    made: Data = {}
    for arm in arms:
        for name, version in arm.items():
            known = result.setdefault(name, version)
            if version in known.ancestry():
                continue
            if known in version.ancestry():
                result[name] = version
            else:
                result[name] = made[name] = _settled(known, version, next(clock))
    return result, made


def _settled(one: Version, other: Version, at: int) -> Version:
    common = one.ancestry() & other.ancestry()
    parted = max(common, key=lambda version: version.at, default=None)
    unchanged = parted is not None and parted.value == other.value
    return Version(one.value if unchanged else other.value, (one, other), at)


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
