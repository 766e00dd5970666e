"""Bounds of parsing and evaluation, and the run that counts them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

from app.core.clock import SHANGHAI, Clock, SystemClock
from app.feel.errors import FeelBoundError


@dataclass(frozen=True, slots=True)
class Limits:
    """Most of everything an expression may use; a bound that is hit raises `FeelBoundError` naming it.

    `text_length` in characters; `depth` of nesting in the text; `steps` of one evaluation (one step is about one
    node of the syntax tree or one item of a list touched); `items` of one list; `string_length` in characters.
    """

    text_length: int = 20_000
    depth: int = 64
    steps: int = 150_000
    items: int = 100_000
    string_length: int = 100_000


DEFAULT = Limits()


class Run:
    """One evaluation in progress: what is left of its steps, its limits, its clock and the zone of `now()`."""

    __slots__ = ("clock", "limits", "steps", "zone")

    def __init__(self, limits: Limits = DEFAULT, clock: Clock | None = None, zone: tzinfo = SHANGHAI) -> None:
        self.limits = limits
        self.steps = limits.steps
        self.clock = clock or SystemClock()
        self.zone = zone

    def charge(self, steps: int) -> None:
        """Take steps from what is left."""
        self.steps -= steps
        if self.steps < 0:
            raise FeelBoundError("steps", self.limits.steps)

    def items(self, count: int) -> None:
        """Take the steps of a list of that many items, if a list may be that long."""
        if count > self.limits.items:
            raise FeelBoundError("items", self.limits.items)
        self.charge(count)

    def text(self, length: int) -> None:
        """Take the steps of a string of that many characters, if a string may be that long."""
        if length > self.limits.string_length:
            raise FeelBoundError("string_length", self.limits.string_length)
        self.charge(length >> 6)


_T = TypeVar("_T")
_R = TypeVar("_R")
_RUN: ContextVar[Run | None] = ContextVar("feel_run", default=None)


def current_run() -> Run:
    """The run in progress; outside of any evaluation a fresh one with the default limits."""
    return _RUN.get() or Run()


def running() -> bool:
    """Whether an evaluation is in progress."""
    return _RUN.get() is not None


def in_run(limits: Limits, call: Callable[[_T], _R], argument: _T) -> _R:
    """`call(argument)` within the run in progress, or else within a run of its own."""
    if _RUN.get() is not None:
        return call(argument)
    token = _RUN.set(Run(limits))
    try:
        return call(argument)
    finally:
        _RUN.reset(token)


@contextmanager
def evaluation(
    limits: Limits = DEFAULT, clock: Clock | None = None, zone: tzinfo = SHANGHAI
) -> Iterator[Run]:
    """Let all evaluations inside the block share one run: one count of steps, one clock, one zone.

    A decision of many expressions is bounded as a whole this way; `now()` and `today()` read `clock` in `zone`.
    """
    token = _RUN.set(run := Run(limits, clock, zone))
    try:
        yield run
    finally:
        _RUN.reset(token)
