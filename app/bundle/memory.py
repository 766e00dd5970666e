"""Findings that were worked out before: a file is looked at anew when it, or what it depends on, has changed."""

from collections.abc import Callable, Hashable, Iterable

from app.core.remembered import Remembered
from app.engine.lint.finding import Finding

MOST = 4_096
"""Files whose findings are kept."""


class Memory:
    """Findings by what they follow from: the rule book is the program, so file and surroundings are all."""

    def __init__(self, most: int = MOST) -> None:
        self._known: Remembered[tuple[Finding, ...]] = Remembered(most)

    def findings(self, key: Hashable, look: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        """The findings under a key, which names everything that they follow from; looked for when not known."""
        return self._known.get(key, lambda: tuple(look()))
