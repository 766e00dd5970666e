"""What may be done to one running instance beside its diagram. Plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Move:
    """End what runs at a token and go on before another element.

    The element may stand in the same scope, in one around it (then the sub-process is ended with all that runs in
    it) or inside a sub-process of these, which is entered.
    """

    key: int
    to: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Start an element once more, beside what runs. `key` is a token of the process, to say which run of it."""

    key: int
    element: str


@dataclass(frozen=True, slots=True)
class Skip:
    """Let what waits at a token be done, with these values, without its person, connector or event.

    Of sub-processes only one that is an item of a multi-instance activity, with what has been entered in it so far.
    """

    key: int
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetValue:
    """Set a variable or data object for everything that is open in the process of a token."""

    key: int
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class AddItem:
    """One more item of a running multi-instance activity, whose token is `key`. Where it counts, the next number."""

    key: int
    item: Any = None


@dataclass(frozen=True, slots=True)
class RepeatItem:
    """Begin one item of a running multi-instance activity anew: what it has left, or is doing, counts no more.

    `key` is the token of the item, which may be done already.
    """

    key: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take one item that is being done out of its multi-instance activity: it leaves nothing and is not done."""

    key: int


Act = Move | Repeat | Skip | SetValue | AddItem | RepeatItem | Withdraw
