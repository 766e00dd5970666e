"""Processes of one's own, to be raced or killed: forked from one that has imported the product already."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

_SERVER = get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.runtime.hands", "tests.worker.process"])
pipe = _SERVER.Pipe
"""Both ends of a connection, one of them to be handed to a process and closed here."""


def started(target: Callable[..., object], *arguments: object) -> BaseProcess:
    """A process that calls the target. A new interpreter would spend a second and a half on its imports first."""
    process = _SERVER.Process(target=target, args=arguments)
    process.start()
    return process
