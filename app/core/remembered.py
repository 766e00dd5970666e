"""Answers that were worked out before: kept by what they follow from, those asked for longest ago go first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Remembered(Generic[V]):
    """Values by key, of at most so much weight together.

    A key names everything that its value follows from; values are never changed.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], V], weight: int = 1) -> V:
        """The value under the key, worked out when it is not known; two that ask at once may both work.

        `weight` is what the value counts; unless told, values are counted one by one.
        """
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][0]
        value = work()
        with self._lock:
            self._weight += weight - self._known.pop(key, (value, 0))[1]
            self._known[key] = value, weight
            while self._weight > self._most:
                self._weight -= self._known.popitem(last=False)[1][1]
        return value
