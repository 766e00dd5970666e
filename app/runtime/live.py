"""Instances kept in memory between steps: valid only at the database's version, gone on any doubt."""

from collections import OrderedDict
from threading import Lock

from app.engine.instance import Instance

TASKS_IN_MEMORY = (
    200_000  # engine tasks, about 0.5 kB each: bounded by tasks, for instances differ a thousandfold
)


class LiveInstances:
    """A least-recently-used store bounded by the number of engine tasks in it.

    It keeps nobody waiting: who may move an instance is decided by the lock on its row (`app.runtime.step.hold`).
    """

    def __init__(self, limit: int = TASKS_IN_MEMORY) -> None:
        self._limit = limit
        self._size = 0
        self._known: OrderedDict[str, tuple[int, Instance, int]] = OrderedDict()
        self._lock = Lock()

    def take(self, instance_id: str, version: int) -> Instance | None:
        """Remove and return the instance if it is at that version; whoever takes it puts it back after the commit."""
        with self._lock:
            found = self._known.pop(instance_id, None)
            if found is None:
                return None
            self._size -= found[2]
        return found[1] if found[0] == version else None

    def put(self, instance_id: str, version: int, instance: Instance) -> None:
        """Keep the instance as it stands at that version; a later one that is there already stays."""
        size = instance.size
        with self._lock:
            old = self._known.get(instance_id)
            if old is not None and old[0] > version:
                return
            self._size += size - (old[2] if old else 0)
            self._known[instance_id] = (version, instance, size)
            self._known.move_to_end(instance_id)
            while self._size > self._limit and len(self._known) > 1:
                self._size -= self._known.popitem(last=False)[1][2]

    def clear(self) -> None:
        """Forget all, as a restart would."""
        with self._lock:
            self._known.clear()
            self._size = 0
