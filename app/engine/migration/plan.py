"""What would become of an instance on another deployment. Plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.engine.marking import Place

Moved = Mapping[tuple[str, str], str]
"""(process, element of the old diagram) → element of the new one; what is not named goes to the element of its id."""


class Obstacle(StrEnum):
    """Why an instance cannot be carried over."""

    PROCESS_GONE = "process-gone"
    ELEMENT_GONE = "element-gone"
    ELEMENT_MOVED = "element-moved"
    KIND_CHANGED = "kind-changed"
    LOOP_CHANGED = "loop-changed"
    RACE_CHANGED = "race-changed"
    JOIN_FLOW_GONE = "join-flow-gone"
    JOIN_STARVED = "join-starved"


class Hint(StrEnum):
    """What is different afterwards, without being an obstacle."""

    MAPPED = "mapped"
    TIMER_KEPT = "timer-kept"
    TIMER_REARMED = "timer-rearmed"
    EVENT_ARMED = "event-armed"
    EVENT_DISARMED = "event-disarmed"
    MESSAGE_CHANGED = "message-changed"
    TOPIC_KEPT = "topic-kept"
    ITEM_RENAMED = "item-renamed"
    DATA_GONE = "data-gone"
    DOER_UNKNOWN = "doer-unknown"


@dataclass(frozen=True, slots=True)
class Terms:
    """How an instance is carried over.

    `moved` says which elements became which others. With `rearm` timers that the new diagram sets otherwise are set
    anew; else they keep the instant they had.
    """

    moved: Moved = field(default_factory=dict)
    rearm: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """An obstacle or hint at an element; `other` is the element it has become, or what it is called there."""

    code: Obstacle | Hint
    process: str
    element: str
    name: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """What a migration would do to one instance; with obstacles it does nothing.

    `before` is where its tokens stand, `after` where they would stand before anything else moves.
    """

    obstacles: tuple[Finding, ...]
    hints: tuple[Finding, ...]
    before: tuple[Place, ...]
    after: tuple[Place, ...] = ()
    renamed: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacles
