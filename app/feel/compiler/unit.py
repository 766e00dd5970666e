"""One compilation: what is in scope, what is read from outside, how heavy it is."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from app.feel.compiler.scope import Closure
from app.feel.limits import Limits
from app.feel.syntax.ast import Node

Compiler = Callable[[Any, "Unit"], Closure]


class Unit:
    """Compiles the nodes of one tree by a table of compilers, one per class of node."""

    def __init__(self, source: str, compilers: Mapping[type[Node], Compiler], limits: Limits) -> None:
        self._source = source
        self._compilers = compilers
        self._frames: list[frozenset[str] | None] = []
        self.limits = limits
        self.weight = 0
        self.names: set[str] = set()
        self.filter_names: set[str] = set()
        self.light = True

    def compile(self, node: Node) -> Closure:
        """The closure of a node."""
        self.weight += 1
        return self._compilers[type(node)](node, self)

    def weighed(self, node: Node) -> tuple[Closure, int]:
        """The closure of a node and how many nodes it has: the steps of running it once, without its loops."""
        before = self.weight
        closure = self.compile(node)
        return closure, self.weight - before

    @contextmanager
    def frame(self, *names: str) -> Iterator[None]:
        """Inside the block these names are local."""
        self._frames.append(frozenset(names))
        yield
        self._frames.pop()

    @contextmanager
    def item_frame(self) -> Iterator[None]:
        """Inside the block any name may be an entry of a filter's item."""
        self._frames.append(None)
        yield
        self._frames.pop()

    def heavy(self) -> None:
        """Note that the expression calls or loops, so that its steps must be counted."""
        self.light = False

    def is_local(self, name: str) -> bool:
        """Whether the name is certainly that of a variable, parameter or entry of this expression."""
        return any(frame is not None and name in frame for frame in self._frames)

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset in the text."""
        return self._source.count("\n", 0, at) + 1, at - self._source.rfind("\n", 0, at)

    @property
    def at_root(self) -> bool:
        """Whether no local name is in scope."""
        return not self._frames

    def read_perhaps(self, name: str) -> None:
        """Note that the name is read from outside, if it is there."""
        self.filter_names.add(name)

    def read(self, name: str) -> None:
        """Note that the name is read from outside (inside a filter: perhaps)."""
        if self.is_local(name):
            return
        if None in self._frames:
            self.filter_names.add(name)
        else:
            self.names.add(name)
