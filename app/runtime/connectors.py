"""Connectors: what a service task's topic does. The composition root fills the table."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from app.db.context import Context
from app.engine.step import ServiceCall
from app.repository.deployments import Deployed
from app.runtime.errors import UnknownConnector


class InstanceInfo(NamedTuple):
    """What layers above may know of an instance during its step; `next_due` as `iso` text."""

    id: str
    jurisdiction: str
    number: str
    title: str
    process: str
    drill: bool
    version: int
    case: Mapping[str, Any]
    deployed: Deployed
    status: str = "active"
    next_due: str | None = None


class Refused(Exception):
    """A connector's business refusal: a BPMN error with this code, for a boundary event to catch."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Connector(Protocol):
    """Does the work of one topic."""

    def __call__(self, ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any] | None:
        """The result variables; None when the work goes on outside and a job finishes it later."""
        ...


class Outside(Protocol):
    """Does the rest of a topic's work after the commit, in no transaction: at least once, perhaps twice."""

    def __call__(self, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
        """The result variables. Raises `Refused`; anything else is tried again, then becomes an incident."""
        ...


class Connectors(dict[str, Connector]):
    """The table: topic → connector. `later` has the rest of those that answer None."""

    def __init__(
        self, connectors: Mapping[str, Connector] | None = None, later: Mapping[str, Outside] | None = None
    ) -> None:
        super().__init__(connectors or {})
        self.later = dict(later or {})

    def of(self, topic: str) -> Connector:
        """The connector, or a clear refusal."""
        if topic not in self:
            raise UnknownConnector(topic=topic)
        return self[topic]

    def later_of(self, topic: str) -> Outside:
        """The rest of a connector's work, or a clear refusal."""
        if topic not in self.later:
            raise UnknownConnector(topic=topic)
        return self.later[topic]


def outside(connector: Connector, recorder: Connector) -> Connector:
    """A connector whose work leaves the house: in a drill its recorder stands in, and nothing leaves."""

    def either(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any] | None:
        return (recorder if instance.drill else connector)(ctx, call, instance)

    return either
