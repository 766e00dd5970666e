"""A process of its own that works on a database, to be raced against another or killed."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import select

from app.config import ROOT, Config
from app.core.errors import Conflict
from app.runtime.jobs import Kept
from app.runtime.models import UserTask
from app.runtime.numbering import allot
from app.tasks.completion import complete
from app.worker.house import House, open_house
from tests.runtime.lands import KEY, person

SOME = 20
Say = Callable[[str], None]


def main(what: str, url: str, argument: str, test: Connection) -> None:
    """Say that it is ready, wait for a word, then work and tell of it at once."""
    with tempfile.TemporaryDirectory() as folder:
        house = open_house(
            Config(data_dir=Path(folder), database_url=url, assets_dir=ROOT, testing=True), Kept
        )
        test.send("ready")
        test.recv()
        {"number": number, "complete": complete_all, "begin": begin}[what](house, argument, test.send)


def number(house: House, times: str, say: Say) -> None:
    """Take one number of each of two series per transaction, every other time in opposite order."""
    for turn in range(int(times)):
        with house.database.transaction(person("ann")) as ctx:
            for series in ("order", "filing")[:: 1 if turn % 2 else -1]:
                (taken,) = allot(ctx, series, "2026", jurisdiction=KEY, drill=False)
                say(f"{series} {taken}")


def complete_all(house: House, instance: str, say: Say) -> None:
    """Complete whatever is open until nothing is."""
    for task in _completed(house, instance):
        say(task)


def begin(house: House, instance: str, say: Say) -> None:
    """Complete some tasks, then stand still: whoever is slow to kill this process finds work left."""
    for task in islice(_completed(house, instance), SOME):
        say(task)
    signal.pause()


def _completed(house: House, instance: str) -> Iterator[str]:
    """The first open task each time, once it is completed."""
    while True:
        with house.database.reading(person("ann")) as ctx:
            query = select(UserTask.id).where(UserTask.instance_id == instance, UserTask.status == "open")
            task = ctx.session.scalars(query.order_by(UserTask.key)).first()
        if task is None:
            return
        try:
            with house.database.transaction(person("ann")) as ctx:
                complete(ctx, task, {})
        except Conflict:
            continue
        yield task
