"""What one engine call changed: plain values, so that layers above never see an engine type.

Everything is frozen and JSON-able. `key` is the number of an activity instance, unique within its process
instance and never reused; `process` and `element` are the BPMN ids of the process and of the flow element.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class InstanceStatus(StrEnum):
    """Where a process instance stands."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ActivityState(StrEnum):
    """What happened to an activity instance."""

    ENTERED = "entered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Row:
    """One engine task to be stored under (instance, key); `body` is its JSON, or None when it is gone."""

    key: int
    body: str | None


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A user task that now waits for a person.

    Attributes hold evaluated values: `due` and `follow_up` are instants, `candidate_groups` group keys as the
    package names them. `scope` holds the keys of the enclosing sub-processes and call activities, outermost
    first. `item` is the multi-instance item it stands for, if any.
    """

    key: int
    process: str
    element: str
    name: str
    lane: str | None
    form_key: str | None
    assignee: str | None
    candidate_groups: tuple[str, ...]
    due: datetime | None
    follow_up: datetime | None
    priority: int
    properties: Mapping[str, str]
    scope: tuple[int, ...]
    item: Any = None


@dataclass(frozen=True, slots=True)
class ClosedTask:
    """A user task that no longer waits: completed, or cancelled by the diagram."""

    key: int
    state: ActivityState


@dataclass(frozen=True, slots=True)
class Reassigned:
    """An open task whose candidate groups, evaluated anew, differ from before (command has passed)."""

    key: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """An open task that became more urgent: a further tick found it still open (property `pileUp=one`)."""

    key: int
    priority: int


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """A service, send or business task that waits for a connector. `inputs` are the mapped variables."""

    key: int
    process: str
    element: str
    name: str
    topic: str
    inputs: Mapping[str, Any]
    properties: Mapping[str, str]
    result_variable: str | None
    scope: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MessageThrown:
    """A message that left the instance; the layers above deliver it after the commit."""

    key: int
    element: str
    name: str
    correlation_key: str | None
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subscription:
    """An armed catch of a message. `startable_by` are the groups that may send it by a button."""

    key: int
    element: str
    name: str
    correlation_key: str | None
    startable_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity instance entered or left."""

    key: int
    parent: int | None
    process: str
    element: str
    name: str
    type: str
    state: ActivityState
    at: datetime


@dataclass(frozen=True, slots=True)
class FlowTaken:
    """A sequence flow that a token took, and why: the condition as written, what it read, what came out."""

    key: int
    process: str
    flow: str
    source: str
    target: str
    condition: str | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    result: Any = None


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A DMN decision that was evaluated, with its evidence as JSON."""

    key: int
    element: str
    decision: str
    result: Any
    evidence: Any


@dataclass(frozen=True, slots=True)
class Written:
    """A data object written by a task (property `writes`): old and new value."""

    key: int
    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """Everything that changed since the last step was taken, each tuple in order of happening.

    `activities`: what lasts (tasks, sub-processes, waiting events) is entered and later completed or cancelled;
    what takes no time (gateways, starts, ends, boundary events that fire) is only completed.
    `unheard` are messages that only this instance could have caught, when nobody in it waited: they go nowhere.
    `variables` are those set in this step, in whatever scope, with their last value.
    """

    status: InstanceStatus
    head: str
    rows: tuple[Row, ...]
    next_due: datetime | None
    opened: tuple[OpenedTask, ...] = ()
    closed: tuple[ClosedTask, ...] = ()
    reassigned: tuple[Reassigned, ...] = ()
    services: tuple[ServiceCall, ...] = ()
    cancelled_services: tuple[int, ...] = ()
    messages: tuple[MessageThrown, ...] = ()
    subscribed: tuple[Subscription, ...] = ()
    unsubscribed: tuple[int, ...] = ()
    activities: tuple[Activity, ...] = ()
    flows: tuple[FlowTaken, ...] = ()
    decisions: tuple[DecisionTaken, ...] = ()
    written: tuple[Written, ...] = ()
    raised: tuple[Raised, ...] = ()
    unheard: tuple[MessageThrown, ...] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)
