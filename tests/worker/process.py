"""A worker in a process of its own, with jobs that tests can watch. The jobs write notices: rows say what was done."""

import signal
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.config import Config
from app.core.actor import system
from app.core.errors import DomainError
from app.core.ids import new_id
from app.core.logs import configure_logs
from app.db.context import Context
from app.worker import handlers, lease, runner
from app.worker.house import House, open_house
from app.worker.keeper import Keeper
from app.worker.notices import RECORDED, Notice
from app.worker.queue import Dbos
from app.worker.runner import Worker
from tests.waiting import PATIENCE

NOTE, HOLD, BREAK = "test.note", "test.hold", "test.break"


class NotToday(DomainError):
    """今天不行。"""

    code = "not-today"


def config(url: str, folder: Path, name: str) -> Config:
    """Quick to look, quick to give up; nothing is printed."""
    return Config(
        data_dir=folder,
        database_url=url,
        executor=name,
        render_processes=0,
        scan_seconds=0.2,
        poll_seconds=0.1,
        retry_seconds=0.02,
    )


def note(house: House, payload: Mapping[str, Any]) -> None:
    """Write a row that says which worker did it; a repetition would show as a second one."""
    with house.database.transaction(system("testland")) as ctx:
        _write(ctx, house.config.executor, str(payload["text"]))


def hold(folder: Path, house: House, payload: Mapping[str, Any]) -> None:
    """As jobs are: what is done already is left alone. Stands still before or after the commit, as the text says."""
    if payload["text"].startswith("before"):
        _stand_still(folder, house.config.executor)
    with house.database.transaction(system("testland")) as ctx:
        if ctx.session.scalar(select(Notice.id).where(Notice.subject == payload["text"])) is None:
            _write(ctx, house.config.executor, payload["text"])
    if payload["text"] == "after":
        _stand_still(folder, house.config.executor)


def _stand_still(folder: Path, who: str) -> None:
    (folder / f"{who}.inside").touch()
    while not (folder / "go").exists():
        time.sleep(0.02)


def _write(ctx: Context, who: str, text: str) -> None:
    ctx.session.add(
        Notice(
            id=new_id(),
            jurisdiction="testland",
            recipient=who,
            subject=text,
            text="",
            drill=True,
            status=RECORDED,
            queued_at=ctx.now(),
        )
    )


def refuse(house: House, payload: Mapping[str, Any]) -> None:
    """Count the attempt and fail, as long as no file says otherwise."""
    with (house.config.data_dir / "attempts").open("a") as attempts:
        attempts.write("x")
    if not (house.config.data_dir / "mended").exists():
        raise NotToday
    note(house, payload)


def main(url: str, folder: Path, name: str, dead: float) -> None:
    configure_logs()
    settings = config(url, folder, name)
    house = open_house(settings, lambda: Dbos(settings))
    runner.GRACE_SECONDS = PATIENCE
    lease.HELD = timedelta(seconds=1)  # the turn of a worker that was killed is soon another's
    handlers.HANDLERS |= {NOTE: note, HOLD: partial(hold, folder), BREAK: refuse}
    worker = Worker(house, partial(Keeper, beat=0.2, dead=dead))
    worker.start()
    (folder / f"{name}.ready").touch()
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    told.wait()
    worker.stop()
