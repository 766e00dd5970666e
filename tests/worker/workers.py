"""Starting, killing and watching workers."""

from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.core.actor import system
from app.db.context import Context
from app.runtime.jobs import enqueue
from app.runtime.models import Incident
from app.worker.house import House
from app.worker.keeper import DEAD_SECONDS
from app.worker.notices import Notice
from tests.processes import started
from tests.waiting import PATIENCE, eventually
from tests.worker import process


class Workers:
    """Processes on one database, all gone at the end of the test."""

    def __init__(self, house: House, url: str, folder: Path) -> None:
        self.house = house
        self._url = url
        self.folder = folder
        self._running: dict[str, BaseProcess] = {}

    def start(self, *names: str, dead: float = DEAD_SECONDS) -> None:
        """Start workers of these names and wait until they run; one silent for `dead` seconds they take for gone."""
        for name in names:
            (self.folder / f"{name}.ready").unlink(missing_ok=True)
            self._running[name] = started(process.main, self._url, self.folder, name, dead)
        for name in names:
            eventually(lambda name=name: self._is_ready(name))

    def kill(self, name: str) -> None:
        """As a power cut would."""
        worker = self._running.pop(name)
        worker.kill()
        worker.join()

    def stop(self, name: str) -> int | None:
        """As a service manager would; returns the exit code, None if it does not end."""
        worker = self._running.pop(name)
        worker.terminate()
        worker.join(PATIENCE)
        return worker.exitcode

    def end(self) -> None:
        """Kill whatever still runs."""
        with ExitStack() as stack:
            for name in list(self._running):
                stack.callback(self.kill, name)

    def ask(self, name: str, *texts: str, key: str | None = None) -> None:
        """One transaction that asks for a job per text."""
        with self.house.database.transaction(system("testland")) as ctx:
            for text in texts:
                enqueue(ctx, name, {"text": text}, key=key)

    def await_inside(self, *names: str) -> None:
        """Until each of these workers stands still in a job."""
        for name in names:
            eventually((self.folder / f"{name}.inside").exists)

    def noted(self) -> list[str]:
        """The effects so far."""
        return self._read(
            lambda ctx: list(ctx.session.scalars(select(Notice.subject).order_by(Notice.subject)))
        )

    def doers(self) -> set[str]:
        """Which workers did something."""
        return self._read(lambda ctx: set(ctx.session.scalars(select(Notice.recipient))))

    def incidents(self) -> list[Incident]:
        """What stands open."""
        return self._read(
            lambda ctx: list(ctx.session.scalars(select(Incident).where(Incident.status == "open")))
        )

    def _read(self, query: Callable[[Context], Any]) -> Any:
        with self.house.database.reading(system()) as ctx:
            return query(ctx)

    def _is_ready(self, name: str) -> bool:
        assert self._running[name].is_alive(), f"{name} has ended"
        return (self.folder / f"{name}.ready").exists()
