"""The name under which a worker takes jobs: the same after a restart, never the same for two at once.

DBOS gives a worker's unfinished jobs back to the name that took them. A number per machine, held by a lock on a file
that the system releases however the process ends, keeps names apart without any setting.
"""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.config import Config
from app.core.errors import Conflict

SLOTS = 64


class ExecutorTaken(Conflict):
    """本机已有名为 {name} 的后台作业进程在运行。请先停掉它，或给 DIAOLING_EXECUTOR 另取一个名字。"""

    code = "executor-taken"


@contextmanager
def executor_name(config: Config) -> Iterator[str]:
    """The configured name, or host and number: the lowest that no running process on this machine holds."""
    folder = config.data_dir / "workers"
    folder.mkdir(parents=True, exist_ok=True)
    host = socket.gethostname()[:100]
    wanted = [config.executor] if config.executor else [f"{host}-{slot}" for slot in range(1, SLOTS + 1)]
    name, held = _first_free(folder, wanted)
    with held:
        yield name


def _first_free(folder: Path, names: list[str]) -> tuple[str, IO[bytes]]:
    for name in names:
        held = (folder / f"{name.replace('/', '_')}.lock").open("ab")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
        else:
            return name, held
    raise ExecutorTaken(name=names[0])
