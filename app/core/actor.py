"""Who acts: a person, the worker, or the command line."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of actor stands behind a change."""

    USER = "user"
    SYSTEM = "system"
    CLI = "cli"


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the log keeps it: by text, so that an entry survives the account.

    `groups` are candidate-group keys within `jurisdiction`; `permissions` are `resource:action` texts;
    `acting_for` names the post that a substitute stands in for.
    """

    kind: ActorKind
    id: str
    name: str
    jurisdiction: str | None = None
    unit: str = ""
    groups: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    acting_for: str | None = None
    address: str | None = None


def system(jurisdiction: str | None = None) -> Actor:
    """The worker, which acts by the diagrams' own rules."""
    return Actor(kind=ActorKind.SYSTEM, id="system", name="系统", jurisdiction=jurisdiction)
