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
    """Let what waits at a token be done, with these values, without its person, connector or event."""

    key: int
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetValue:
    """Set a variable or data object for everything that is open in the process of a token."""

    key: int
    name: str
    value: Any


Act = Move | Repeat | Skip | SetValue
