"""Visits that were over when their instance moved to another diagram, of which that diagram knows nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.engine.specs.node import Node

if TYPE_CHECKING:
    from app.engine.runtime.token import Token
    from app.engine.specs.process import ProcessSpec

PLAIN = "-"
"""No XML id begins with a hyphen, so none of these names is an element's."""
BOUNDARY = "-boundary"
TRIGGER = "-trigger"


class Past(Node):
    """What the place of a visit in the tree depends on, and nothing else: it never runs."""

    visible = False
    event_definition = None


class PastBoundary(Past):
    """It stood beside its host: what came after it does not know what the host entered."""

    attached = True
    guards = True

    def host_left(self, token: "Token") -> None:
        """What it has led to goes on."""


class PastTrigger(Past):
    """It had looked at all that its scope knew."""

    armed = True


def past_of(node: Node) -> str:
    """The name under which a visit of a node is kept when the node is no more."""
    return BOUNDARY if node.guards else TRIGGER if node.armed else PLAIN


def past_nodes(spec: "ProcessSpec") -> Iterator[Node]:
    """One of each, in no diagram."""
    yield Past(spec, PLAIN)
    yield PastBoundary(spec, BOUNDARY)
    yield PastTrigger(spec, TRIGGER)
