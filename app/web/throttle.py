"""How often a stranger may ask. Counted per process and address, in memory: outside the log, as strangers are."""

import time
from collections import OrderedDict, deque
from threading import Lock

from app.core.errors import TooMany

_ADDRESSES = 10_000


class Throttle:
    """At most so many calls in so many seconds from one address."""

    def __init__(self, calls: int, seconds: int) -> None:
        self._calls, self._seconds = calls, seconds
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def pass_or_refuse(self, address: str) -> None:
        """Count a call. Raises `TooMany` with the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            calls = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while calls and now - calls[0] >= self._seconds:
                calls.popleft()
            if len(calls) >= self._calls:
                raise TooMany(seconds=int(self._seconds - (now - calls[0])) + 1)
            calls.append(now)
            while len(self._seen) > _ADDRESSES:
                self._seen.popitem(last=False)
