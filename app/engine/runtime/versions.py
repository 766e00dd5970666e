"""A value of a variable as somebody entered it, and what paths know of such values."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple


class Version(NamedTuple):
    """A value that was entered once, wherever it has been carried to since.

    `at` counts what is entered in the instance. `by` is the key of the visit that entered it, or inside which it was
    entered: negative as long as that sub-process runs, for what is seen of it meanwhile is not its outcome.
    """

    value: Any
    at: int
    by: int

    def is_(self, other: "Version | None") -> bool:
        """Whether both were entered by the same visit at the same moment."""
        return other is not None and self.at == other.at and self.by == other.by


Versions = Mapping[str, Version]


def values(versions: Versions) -> dict[str, Any]:
    """What the variables hold."""
    return {name: version.value for name, version in versions.items()}


def through(versions: Versions, by: int) -> dict[str, Version]:
    """The same as seen from outside the visit inside which they were entered."""
    return {name: Version(version.value, version.at, by) for name, version in versions.items()}


class Known:
    """What paths know of one variable: the newest version of each visit, and everything entered up to `seen`."""

    __slots__ = ("newest", "seen")

    def __init__(self) -> None:
        self.newest: dict[int, Version] = {}
        self.seen = 0

    def add(self, version: Version) -> None:
        """A path has come upon a version."""
        known = self.newest.get(version.by)
        if known is None or known.at < version.at:
            self.newest[version.by] = version

    def join(self, other: "Known") -> None:
        """Know what others know, too."""
        for version in other.newest.values():
            self.add(version)
        self.seen = max(self.seen, other.seen)

    def knows(self, version: Version) -> bool:
        """Whether it, or what has replaced it, was come upon; a sub-process's outcome replaces all entered in it."""
        known = self.newest.get(version.by)
        return (
            (known is not None and known.at >= version.at)
            or (version.by < 0 and -version.by in self.newest)
            or version.at <= self.seen
        )

    def among(self, visits: Collection[int]) -> list[int]:
        """Those visits of which it may know a version."""
        return (
            list(visits) if self.seen else [by for key in self.newest for by in (key, -key) if by in visits]
        )

    def shared_with(self, other: "Known") -> Iterable[Version]:
        """What both know, as far as they came upon it."""
        theirs = other.newest
        yield from (version for version in self.newest.values() if other.knows(version))
        yield from (theirs[by] for by in self.among(theirs) if self.knows(theirs[by]))
