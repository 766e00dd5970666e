"""A small pool of processes that render papers: warm, bounded in time and memory, replaced when worn.

Rendering is pure Python that holds the interpreter for tenths of a second, so it must not run in a web thread. The
processes are spawned, not forked: the parent has threads and database connections.
"""

import resource
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, Self

from app.core.errors import DomainError
from app.printouts.errors import RenderFailed
from app.printouts.folder import Printout
from app.printouts.rendered import Rendered

_SPAWN = get_context("spawn")
_WAIT_SECONDS = 300.0
_START_SECONDS = 60.0
_DATA_LIMIT = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one paper may take, and when a process is replaced."""

    seconds: float = 30.0
    papers: int = 500
    megabytes: int = 350


class RenderPool:
    """Renders papers in processes of its own. Safe to share between threads.

    A process that runs over time, dies or outgrows its memory is replaced; only the paper at hand is refused.
    """

    def __init__(self, processes: int = 1, bounds: Bounds = Bounds()) -> None:
        self._bounds = bounds
        self._idle: LifoQueue[_Worker] = LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = Lock()
        self._closed = False
        for _ in range(processes):
            self._idle.put(self._fresh())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def render(
        self, printout: Printout, data: Mapping[str, Any], *, preview: bool = False, seal: bytes | None = None
    ) -> Rendered:
        """As `app.printouts.render.render`, in another process.

        Raises the same refusals, and RenderFailed when the process took too long or died.
        """
        worker = self._take()
        try:
            return worker.render((printout, dict(data), preview, seal), self._bounds.seconds)
        finally:
            self._give_back(worker)

    @property
    def megabytes(self) -> int:
        """The memory of the largest process after its last paper."""
        with self._lock:
            return max((worker.megabytes for worker in self._all), default=0)

    def close(self) -> None:
        """End all processes. Papers at hand are refused."""
        with self._lock:
            self._closed = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.end()

    def _take(self) -> "_Worker":
        if self._closed:
            raise RenderFailed(reason="排版服务已停止")
        try:
            return self._idle.get(timeout=_WAIT_SECONDS)
        except Empty:
            raise RenderFailed(reason="排版队列太长") from None

    def _give_back(self, worker: "_Worker") -> None:
        if worker.worn(self._bounds) and not self._closed:
            worker.end()
            with self._lock:
                self._all.discard(worker)
            worker = self._fresh()
        self._idle.put(worker)

    def _fresh(self) -> "_Worker":
        worker = _Worker()
        with self._lock:
            self._all.add(worker)
        return worker


class _Worker:
    """One process and the pipe to it."""

    def __init__(self) -> None:
        self._ours, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs,), name="papers", daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False
        self._rendered = 0
        self.megabytes = 0

    def render(
        self, request: tuple[Printout, dict[str, Any], bool, bytes | None], seconds: float
    ) -> Rendered:
        self._await_ready()
        self._rendered += 1
        try:
            self._ours.send(request)
            if not self._ours.poll(seconds):
                self.end()
                raise RenderFailed(reason=f"超过 {seconds:g} 秒")
            self.megabytes, answer = self._ours.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise RenderFailed(reason="排版进程中断") from error
        if isinstance(answer, _Refusal):
            raise answer.error()
        rendered: Rendered = answer
        return rendered

    def worn(self, bounds: Bounds) -> bool:
        """Whether another process should take over: dead, served enough, or grown too large."""
        if not self._process.is_alive():
            return True
        return self._rendered >= bounds.papers or self.megabytes > bounds.megabytes

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._process.kill()
        self._process.join()
        self._ours.close()

    def _await_ready(self) -> None:
        """The start of the process does not count as time of the first paper."""
        if self._ready:
            return
        try:
            problem = self._ours.recv() if self._ours.poll(_START_SECONDS) else "启动超时"
        except (EOFError, OSError):
            problem = "排版进程没有启动"
        if problem is not None:
            self.end()
            raise problem.error() if isinstance(problem, _Refusal) else RenderFailed(reason=problem)
        self._ready = True


@dataclass(frozen=True)
class _Refusal:
    """A refusal on its way between processes: its class with the text already made."""

    kind: type[DomainError]
    message: str
    details: dict[str, Any]

    @classmethod
    def of(cls, error: DomainError) -> "_Refusal":
        return cls(type(error), error.message, error.details)

    def error(self) -> DomainError:
        error = self.kind.__new__(self.kind)
        Exception.__init__(error, self.message)
        error.message, error.details = self.message, self.details
        return error


def _serve(connection: Connection) -> None:
    """The life of one process: warm up, say so, render until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (_DATA_LIMIT, _DATA_LIMIT))
    with suppress(EOFError, OSError):
        connection.send(_warmed_up())
        while True:
            request = connection.recv()
            answer = _rendered(*request)
            connection.send((_megabytes(), answer))


def _megabytes() -> int:
    """The memory held now. (The peak that getrusage tells begins with that of the parent that spawned us.)"""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024**2


def _warmed_up() -> _Refusal | None:
    from app.printouts.render import warm_up  # noqa: PLC0415 - WeasyPrint is for this process alone

    try:
        warm_up()
    except DomainError as error:
        return _Refusal.of(error)
    return None


def _rendered(
    printout: Printout, data: dict[str, Any], preview: bool, seal: bytes | None
) -> Rendered | _Refusal:
    from app.printouts.render import render  # noqa: PLC0415 - as above

    try:
        return render(printout, data, preview=preview, seal=seal)
    except DomainError as error:
        return _Refusal.of(error)
    except MemoryError:
        return _Refusal.of(RenderFailed(reason="文书太大，内存不够"))
    except RecursionError:
        return _Refusal.of(RenderFailed(reason="模板或样式套得太深"))
    except Exception as error:
        return _Refusal.of(RenderFailed(reason=f"排版程序出错（{type(error).__name__}: {error}）"[:300]))
