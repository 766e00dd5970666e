"""Findings that were worked out before: a file is looked at anew when it, or what it depends on, has changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock

from app.engine.lint.finding import Finding

MOST = 4_096
"""Files whose findings are kept; those asked for longest ago go first."""


class Memory:
    """Findings by what they follow from: the rule book is the program, so file and surroundings are all."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, tuple[Finding, ...]] = OrderedDict()
        self._lock = Lock()

    def findings(self, key: Hashable, look: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        """The findings under a key, which names everything that they follow from; looked for when not known."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = tuple(look())
        with self._lock:
            self._known[key] = found
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found
