"""Scenarios played in a process of their own: the engine keeps the interpreter busy, and pages must not wait for it."""

import math
import os
import resource
import signal
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.config import Config
from app.core.errors import DomainError
from app.core.texts import Text
from app.worker.scenarios.played import Played
from app.worker.scenarios.stage import Theatre, open_theatre

_SPAWN = get_context("spawn")
NICE = 10
_NEVER_BEGAN = Text("进程没有启动")
_CUT_SHORT = Text("演到一半进程中断了，多半是内存不够")
START_SECONDS = 300.0
SCENARIO_SECONDS = 60.0
"""How long one scenario may keep the processor busy. What else the machine does is no fault of the package."""
SHARE = 10
"""How many times longer it may take by the clock: it is played behind all else."""
DATA_LIMIT = 1024 * 1024 * 1024
"""Bytes that a process may hold: variables that grow without end end it, not the machine."""


class StageRefused(DomainError):
    """演不了：{why}"""

    code = "stage-refused"
    status = 422


@dataclass(frozen=True, slots=True)
class _Work:
    """What crosses to the process: a bundle's frozen views do not, its files do."""

    config: Config
    key: str
    files: tuple[tuple[str, bytes], ...]
    names: tuple[str, ...]
    seconds: float


def played(
    config: Config, bundle: Bundle, seconds: float = SCENARIO_SECONDS
) -> Generator[Played, None, None]:
    """Every scenario in turn; one that works longer than `seconds` has failed. Close it to stop early.

    Raises `StageRefused` for a package that cannot be set on a stage.
    """
    names = tuple(bundle.scenarios)
    while names:
        for one in _some(config, bundle, names, seconds):
            names = names[names.index(one.name) + 1 :]
            yield one


def _some(
    config: Config, bundle: Bundle, names: Sequence[str], seconds: float
) -> Generator[Played, None, None]:
    """Until all are played or the process had to be ended."""
    files = tuple((path, resource.data) for path, resource in bundle.resources.items())
    ours, theirs = _SPAWN.Pipe(duplex=False)
    work = _Work(config, bundle.key, files, tuple(names), seconds)
    process = _SPAWN.Process(target=_serve, args=(theirs, work), name="scenarios", daemon=True)
    process.start()
    theirs.close()
    try:
        _await_stage(ours)
        for name in names:
            one = _next(process, ours, seconds)
            if isinstance(one, Text):
                yield Played(name, frozenset(), one)
                return
            yield one
    finally:
        process.kill()
        process.join()
        ours.close()


def _await_stage(pipe: Connection) -> None:
    try:
        problem = pipe.recv() if pipe.poll(START_SECONDS) else _NEVER_BEGAN
    except EOFError:
        problem = _NEVER_BEGAN
    if problem:
        raise StageRefused(why=problem)


def _next(process: SpawnProcess, pipe: Connection, seconds: float) -> Played | Text:
    """What came of the next scenario, or why it came to no end."""
    too_long = Text("超过 {seconds:g} 秒没有演完", seconds=seconds)
    if not pipe.poll(seconds * SHARE):
        return too_long
    try:
        one: Played = pipe.recv()
    except EOFError:
        process.join(START_SECONDS)
        return too_long if process.exitcode == -signal.SIGXCPU else _CUT_SHORT
    return one


def _serve(pipe: Connection, work: _Work) -> None:
    """The life of the process: set the stage, say so, play until all are told or nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_LIMIT, DATA_LIMIT))
    with suppress(EOFError, OSError):
        try:
            _play(pipe, work)
        except DomainError as refusal:
            pipe.send(refusal.message)


def _play(pipe: Connection, work: _Work) -> None:
    files = (Resource.of(path, data) for path, data in work.files)
    bundle = Bundle.from_resources(work.key, [file for file in files if file is not None])
    with open_theatre(work.config, bundle, checked=False) as theatre:
        pipe.send("")
        for name in work.names:
            _allow(work.seconds)
            pipe.send(_guarded(theatre, bundle, name))


def _allow(seconds: float) -> None:
    """Let the process work so long from now on; then the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _guarded(theatre: Theatre, bundle: Bundle, name: str) -> Played:
    from app.worker.scenarios.coverage import play_scenario  # noqa: PLC0415 - plays jobs, of which this is one

    try:
        return play_scenario(theatre, bundle, name)
    except Exception as error:  # one scenario must not end the others
        what = f"{type(error).__name__}: {error}"[:300]
        return Played(name, frozenset(), Text("内部出错（{what}）", what=what))
