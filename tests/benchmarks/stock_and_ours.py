"""One workload on two engines: stock SpiffWorkflow in memory, ours through the services on a durable SQLite."""

import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from SpiffWorkflow.util.task import TaskState

from app.config import ROOT, Config
from app.db.context import Context
from app.db.engine import PRAGMAS
from app.runtime import worklist
from app.runtime.jobs import Kept
from app.runtime.worklist import Submission
from app.tasks.completion import complete
from app.tasks.rules import may_work
from app.worker.house import House, open_house
from app.worker.schema import migrate
from tests.engine.traps.stock import Specs, Stock, name_of
from tests.runtime.lands import Land, form, person


def values_of(element: str) -> dict[str, Any]:
    """What the person at an element hands in: five fields and an object of its own, and the button."""
    return {
        f"{element}_text": "按方案执行，注意安全",
        f"{element}_who": "值班员",
        f"{element}_phone": "000-0000-0001",
        f"{element}_count": 3,
        f"{element}_place": {"name": "港湾街道", "road": "沿海路"},
        "decision": "同意",
    }


def form_of(element: str) -> dict[str, Any]:
    """The form of those fields."""
    texts = (f"{element}_{name}" for name in ("text", "who", "phone", "place.name", "place.road"))
    return form(*texts, f"{element}_count:number", "decision:同意|退回")


@dataclass(frozen=True)
class Workload:
    """A diagram in the notation of the tests, and what the instance begins with.

    `{…}` in the diagram stands for what the two engines write differently: see `_OURS` and `_STOCK`.
    """

    name: str
    diagram: str
    variables: Mapping[str, Any] = field(default_factory=dict)


_FIRST_OPEN = (
    "SELECT id, element FROM user_task WHERE instance_id = ? AND status = 'open' ORDER BY key LIMIT 1"
)
_ROWS = "SELECT key, body FROM execution WHERE instance_id = ?"
_HEAD = "SELECT head FROM process_instance WHERE id = ?"
_USER = re.compile(r"^user (\S+)", re.MULTILINE)
_OURS = {"same": "=", "team": "mi=teams:team", "limit": "PT2H"}
_STOCK = {"same": "==", "team": "mi=teams:team std", "limit": "'\"PT2H\"'"}


def _written(workload: Workload, dialect: Mapping[str, str]) -> str:
    text = workload.diagram
    for name, value in dialect.items():
        text = text.replace(f"{{{name}}}", value)
    return text


class StockRun:
    """Stock: the task's data is set, the task run, the engine stepped, and asked for the tasks that are open now."""

    def __init__(self, workload: Workload) -> None:
        self._specs = Specs(_written(workload, _STOCK))
        self._workload = workload

    def times(self) -> list[float]:
        """Seconds per completion, from the first to the last of an instance."""
        workflow = Stock(self._specs, self._workload.variables).workflow
        times = []
        ready = workflow.get_tasks(state=TaskState.READY, manual=True)
        while ready:
            values = values_of(name_of(ready[0]))
            begun = time.perf_counter()
            ready[0].data.update(values)
            ready[0].run()
            workflow.do_engine_steps()
            ready = workflow.get_tasks(state=TaskState.READY, manual=True)
            times.append(time.perf_counter() - begun)
        assert workflow.is_completed()
        return times


Completes = Callable[[Context, str, Mapping[str, Any]], object]


def by_runtime(ctx: Context, task_id: str, values: Mapping[str, Any]) -> object:
    """Who may is checked, the engine moves, worklist, trace and log are written: all but the validation of a form."""
    task = worklist.hold(ctx, task_id)
    may_work(ctx, task)
    return worklist.complete(ctx, task, lambda _: Submission(values))


class OurRun:
    """Ours: one transaction per completion. Looking for the task is not counted, reading it is."""

    def __init__(self, house: House, workload: Workload, completes: Completes = complete) -> None:
        self._land = Land(house, shadowed=False)
        self._workload = workload
        self._completes = completes
        self._beside = _beside(house)
        self.stored = Stored(house)
        text = _written(workload, _OURS)
        self._land.deploy(text, {f"note-{element}": form_of(element) for element in _USER.findall(text)})

    def times(self, before: Callable[[str], None] = lambda _: None) -> list[float]:
        """Seconds per completion, from the first to the last of an instance; `before` is called ahead of each."""
        land, actor, database = self._land, person("ann"), self._land.house.database
        instance = land.start("main", **self._workload.variables)
        times = []
        while (found := self._next(instance)) is not None:
            task, element = found
            values = values_of(element)
            before(instance)
            begun = time.perf_counter()
            with database.transaction(actor) as ctx:
                self._completes(ctx, task, values)
            times.append(time.perf_counter() - begun)
        assert land.process().status == "completed"
        return times

    def _next(self, instance: str) -> tuple[str, str] | None:
        """The first open task and its element, read beside the house so that looking does not weigh on it."""
        found: tuple[str, str] | None = self._beside.execute(_FIRST_OPEN, (instance,)).fetchone()
        return found


class Stored:
    """The engine's rows of an instance as they stand in the file."""

    def __init__(self, house: House) -> None:
        self._beside = _beside(house)
        self._known: dict[int, str] = {}

    def changed(self, instance: str) -> list[bytes]:
        """What was written since the last look: changed rows, and the head."""
        rows = dict(self._beside.execute(_ROWS, (instance,)))
        (head,) = self._beside.execute(_HEAD, (instance,)).fetchone()
        changed = [body for key, body in rows.items() if self._known.get(key) != body]
        self._known = rows
        return [text.encode() for text in (head, *changed)]


class Commits:
    """A commit of one small row on the same disk, with the same settings: what durability alone costs."""

    def __init__(self, house: House) -> None:
        self._file = sqlite3.connect(f"{house.database.engine.url.database}-commits", isolation_level=None)
        for pragma in PRAGMAS:
            self._file.execute(f"PRAGMA {pragma}")
        self._file.execute("CREATE TABLE row (text)")

    def typical(self) -> float:
        """Seconds, the median of a hundred."""
        times = []
        for _ in range(100):
            begun = time.perf_counter()
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("INSERT INTO row VALUES ('text')")
            self._file.execute("COMMIT")
            times.append(time.perf_counter() - begun)
        return median(times)


def _beside(house: House) -> sqlite3.Connection:
    """A look at the file that the house does not notice."""
    return sqlite3.connect(str(house.database.engine.url.database), isolation_level=None)


def worn_in(house: House, completes: Callable[[], object]) -> None:
    """Write until the database's log has once been full: from then on a commit overwrites it and does not lengthen it.

    Every installation is past that after its first few hundred steps; a new file would measure the file system.
    """
    log = Path(f"{house.database.engine.url.database}-wal")
    size = -1
    while log.stat().st_size != size:
        size = log.stat().st_size
        completes()


@contextmanager
def bench_house() -> Iterator[House]:
    """A house on an SQLite file of its own; `app.db.engine` sets synchronous=FULL."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(Config(data_dir=Path(folder), assets_dir=ROOT, testing=True), Kept)
        migrate(house.database.engine)
        yield house
        house.database.engine.dispose()
