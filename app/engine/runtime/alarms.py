"""Waiting timers by due time, each step paying only for those it touches."""

from datetime import datetime
from heapq import heappop, heappush


class Alarms:
    """Due times by token key; what was stopped is skipped when it comes up."""

    def __init__(self) -> None:
        self._due: dict[int, datetime] = {}
        self._heap: list[tuple[datetime, int]] = []

    def set(self, key: int, due: datetime) -> None:
        """Let a token be rung at an instant, instead of whenever it was to be rung before."""
        self._due[key] = due
        heappush(self._heap, (due, key))

    def stop(self, key: int) -> None:
        """Ring a token no more."""
        self._due.pop(key, None)

    @property
    def next_due(self) -> datetime | None:
        """The earliest instant at which something is due."""
        heap = self._heap
        while heap and self._due.get(heap[0][1]) != heap[0][0]:
            heappop(heap)
        return heap[0][0] if heap else None

    def pop(self) -> int:
        """The key that is due next, no longer set; only where `next_due` tells of one."""
        key = heappop(self._heap)[1]
        del self._due[key]
        return key
