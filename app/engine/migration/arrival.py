"""What happens once an instance stands on its new program: events armed and set anew, joins looked at again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.engine.expressions import Feel
from app.engine.migration.carrier import Carrier
from app.engine.migration.kinds import kind_of
from app.engine.migration.plan import Finding, Hint
from app.engine.runtime.opening import groups_of, opened_task
from app.engine.runtime.token import Token
from app.engine.runtime.workflow import Workflow
from app.engine.specs.gateways import EventBasedGateway
from app.engine.specs.node import Node


@dataclass(frozen=True, slots=True)
class Arming:
    """An event that begins to wait: beside or behind the token of a key."""

    key: int
    node: Node


def armings(carrier: Carrier) -> tuple[Arming, ...]:
    """The events that the old diagram did not have, as far as what they belong to has been reached."""
    return tuple(_armings(carrier))


def told(found: Iterable[Arming]) -> Iterator[Finding]:
    """The same as hints."""
    for arming in found:
        node = arming.node
        yield Finding(Hint.EVENT_ARMED, node.process, node.element, node.bpmn_name or "")


def _armings(carrier: Carrier) -> Iterator[Arming]:
    for scope in carrier.scopes():
        spec = carrier.spec_of(scope)
        if spec is not None:
            known = _known(carrier, scope.spec.triggers)
            yield from (Arming(scope.task_tree.id, n) for n in spec.triggers if _key(n) not in known)
    for key, token in sorted(carrier.top.everything.items()):
        node = carrier.carried[key].node
        if node is None:
            continue
        if not token.finished:
            known = _known(carrier, token.task_spec.boundaries)
            yield from (Arming(key, n) for n in node.boundaries if _key(n) not in known)
        elif isinstance(node, EventBasedGateway) and any(not child.finished for child in token.children):
            names = {carrier.name_of(flow.node) for flow in token.task_spec.outgoing}
            yield from (Arming(key, flow.node) for flow in node.outgoing if flow.node.name not in names)


def _known(carrier: Carrier, nodes: Iterable[Node]) -> set[tuple[str, str]]:
    return {(carrier.name_of(node), kind_of(node)) for node in nodes}


def _key(node: Node) -> tuple[str, str]:
    return node.name, kind_of(node)


def settle(top: Workflow, carrier: Carrier, found: Iterable[Arming], since: Mapping[int, datetime]) -> None:
    """Bring an instance that was loaded from rewritten rows in order; then the engine may run what is ready."""
    for key, carried in carrier.carried.items():
        token = top.everything[key]
        if not token.finished:
            _find_anew(token, carried.forget, since.get(key, top.now))
    for arming in found:
        beside = top.everything[arming.key]
        arming.node._update(beside.workflow.spawn(arming.node, beside))
    for scope in (top, *sorted(top.subprocesses.values(), key=lambda scope: -scope.depth)):
        scope.settle()


def _find_anew(token: Token, forgotten: tuple[str, ...], since: datetime) -> None:
    node, top = token.task_spec, token.workflow.top_workflow
    for fact in forgotten:
        token.internal_data.pop(fact, None)
    if node.catching and forgotten:
        top.disarm(token)
        node.event_definition.arm(token)
    if node.manual:
        _regroup(token)
        now, top.now = top.now, since
        opened_task(token)  # works out and keeps the dates that are missing, from when the task was opened
        top.now = now


def _regroup(token: Token) -> None:
    recorder = token.workflow.top_workflow.recorder
    if isinstance(token.task_spec.assignment.candidate_groups, Feel):
        token.remember(groups=list(groups_of(token)))
        recorder.dynamic[token.id] = token
    else:
        token.internal_data.pop("groups", None)
        recorder.dynamic.pop(token.id, None)
