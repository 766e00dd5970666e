"""What came of scenarios that were played: the ways they took together, and those that none takes."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.bundle.bundle import Bundle
from app.bundle.ways import Way, ways_of

Mark = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was played: scenarios that failed (name, why), all ways, and those that no scenario took."""

    failed: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]
    missed: tuple[Way, ...]

    @property
    def whole(self) -> bool:
        """Whether every scenario ends as it says and every way is taken."""
        return not self.failed and not self.missed

    def share(self, kind: str) -> tuple[int, int]:
        """Ways of a kind taken, and all of them."""
        total = sum(way.kind == kind for way in self.ways)
        return total - sum(way.kind == kind for way in self.missed), total


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario that was played: the ways it took, and when it failed, why and at which step (0: before the first)."""

    name: str
    taken: frozenset[Mark]
    why: str = ""
    step: int = 0


def coverage_of(bundle: Bundle, played: Iterable[Played]) -> Coverage:
    """What scenarios that were played came to together."""
    told = tuple(played)
    taken = frozenset[Mark]().union(*(one.taken for one in told))
    ways = ways_of(bundle)
    return Coverage(
        failed=tuple((one.name, one.why) for one in told if one.why),
        ways=ways,
        missed=tuple(way for way in ways if way.mark not in taken),
    )
