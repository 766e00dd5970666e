"""How late a timer fires with the product's own intervals: the scan, the queue, the step."""

import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from app.config import Config
from app.db.engine import open_engine
from app.worker.house import House, open_house
from app.worker.queue import Dbos, prepare
from app.worker.runner import Worker
from app.worker.schema import migrate
from tests.runtime.lands import Land
from tests.waiting import eventually

LATE = 2.0
TIMERS = range(1, 10)
PROCESS = "\n".join(
    [
        'process main "时限"',
        "start s",
        "par p",
        *(f"catch t{n} timer=PT{n}S\nuser u{n} groups=staff" for n in TIMERS),
        "par j",
        "end e",
        "s > p",
        *(f"p > t{n} > u{n} > j" for n in TIMERS),
        "j > e\n",
    ]
)


def run() -> list[dict[str, Any]]:
    """The median: one timer may meet what else the machine does."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Config(data_dir=Path(folder))
        engine = open_engine(settings.url)
        migrate(engine)
        engine.dispose()
        prepare(settings)
        house = open_house(settings, lambda: Dbos(settings))
        worker = Worker(house)
        worker.start()
        late = median(_late(house))
        worker.stop()
        house.database.engine.dispose()
    return [
        {"name": "timer-late", "value": round(late, 2), "unit": "s", "bound": LATE, "holds": late <= LATE}
    ]


def _late(house: House) -> list[float]:
    land = Land(house, shadowed=False).deploy(PROCESS)
    land.start()
    began = land.process().started_at
    eventually(lambda: len(land.open) == len(TIMERS))
    opened = {n: land.row(land.task(f"u{n}")).opened_at for n in TIMERS}
    return [(at - began - timedelta(seconds=n)).total_seconds() for n, at in opened.items()]
