"""A worker in a process of its own, with jobs that tests can watch. The jobs write notices: rows say what was done."""

import signal
import sys
import threading
import time
from collections.abc import Mapping
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
from app.worker import handlers
from app.worker.house import House, open_house
from app.worker.keeper import Keeper
from app.worker.notices import RECORDED, Notice
from app.worker.queue import Dbos
from app.worker.runner import Worker

NOTE, HOLD, BREAK = "test.note", "test.hold", "test.break"


class NotToday(DomainError):
    """今天不行。"""

    code = "not-today"


def config(url: str, folder: Path, name: str, **given: Any) -> Config:
    """Quick to look, quick to give up."""
    return Config(
        data_dir=folder,
        database_url=url,
        executor=name,
        scan_seconds=0.2,
        poll_seconds=0.1,
        retry_seconds=0.02,
        **given,
    )


def note(house: House, payload: Mapping[str, Any]) -> None:
    """Write a row that says which worker did it; a repetition would show as a second one."""
    with house.database.transaction(system("testland")) as ctx:
        _write(ctx, house.config.executor, str(payload["text"]))


def hold(folder: Path, house: House, payload: Mapping[str, Any]) -> None:
    """As jobs are: what is done already is left alone. Stands still before or after the commit, as the text says."""
    if payload["text"] == "before":
        _stand_still(folder)
    with house.database.transaction(system("testland")) as ctx:
        if ctx.session.scalar(select(Notice.id).where(Notice.subject == payload["text"])) is None:
            _write(ctx, house.config.executor, payload["text"])
    if payload["text"] == "after":
        _stand_still(folder)


def _stand_still(folder: Path) -> None:
    (folder / "inside").touch()
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


def slow_note(house: House, payload: Mapping[str, Any]) -> None:
    """A job that takes a moment, so that there is something to share."""
    time.sleep(0.1)
    note(house, payload)


def refuse(house: House, payload: Mapping[str, Any]) -> None:
    """Count the attempt and fail, as long as no file says otherwise."""
    with (house.config.data_dir / "attempts").open("a") as attempts:
        attempts.write("x")
    if not (house.config.data_dir / "mended").exists():
        raise NotToday
    note(house, payload)


def main(url: str, folder: Path, name: str, smtp_port: int, dead: float) -> None:
    configure_logs()
    house = open_house(
        config(url, folder, name, smtp_host="127.0.0.1" if smtp_port else "", smtp_port=smtp_port or 25),
        lambda: Dbos(config(url, folder, name)),
    )
    handlers.HANDLERS |= {NOTE: slow_note, HOLD: partial(hold, folder), BREAK: refuse}
    worker = Worker(house, partial(Keeper, beat=0.2, dead=dead))
    worker.start()
    (folder / f"{name}.ready").touch()
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    told.wait()
    worker.stop()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), float(sys.argv[5]))
