"""One step = one transaction: the engine moves, connectors work, and all that changed is written together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import bindparam, insert, select

from app.core.canonical import canonical
from app.core.ids import new_id
from app.db.context import Context
from app.db.hot import Hot, Row
from app.db.types import from_json, iso
from app.engine.errors import EngineError
from app.engine.instance import Instance
from app.engine.step import InstanceStatus, ServiceCall, Step
from app.history.log import record
from app.history.operations import Operation
from app.history.trace import append
from app.repository.deployments import Programs
from app.runtime.connectors import Connectors, InstanceInfo, Refused
from app.runtime.errors import EndlessStep, InstanceEnded, InstanceMoved, InstanceNotFound
from app.runtime.events import events_of
from app.runtime.jobs import Names, enqueue
from app.runtime.live import LiveInstances
from app.runtime.messages import send_thrown, wake_waiting
from app.runtime.models import Execution, ProcessInstance, ServiceJob
from app.runtime.rows import Closing, advance_instance, write_engine_rows, write_subscriptions, write_worklist

CONNECTOR_ROUNDS = 200

_c = ProcessInstance.__table__.c
_FACTS = (
    "id",
    "jurisdiction",
    "number",
    "title",
    "process",
    "drill",
    "version",
    "case",
    "status",
    "deployment_id",
)
FACTS = tuple(_c[name] for name in _FACTS)
_facts = select(*FACTS).where(_c.id == bindparam("of"))
_read = Hot(_facts)
_hold = Hot(_facts.with_for_update(key_share=True))
_read_head = Hot(select(_c.head).where(_c.id == bindparam("of")))
_e = Execution.__table__.c
_read_rows = Hot(select(_e.key, _e.body).where(_e.instance_id == bindparam("of")).order_by(_e.key))
_add_services = Hot(
    insert(ServiceJob), ("id", "instance_id", "key", "topic", "element", "inputs", "status", "opened_at")
)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the step happens: what the log will say of it."""

    operation: Operation
    entity: str
    details: Mapping[str, Any] = field(default_factory=dict)
    closing: Closing | None = None


Act = Callable[[Instance], Cause]


def advance(ctx: Context, instance_id: str, act: Act) -> Step:
    """Let the engine act on an instance and write everything that changed; nothing is kept of a failure.

    `act` moves the instance and says why. Whatever it raises leaves the instance as it was.
    """
    hold(ctx, instance_id)
    live = _take(ctx, find(ctx, instance_id))
    try:
        cause = act(live)
        info = find(ctx, instance_id)  # the act may have told more of the emergency
        step = settle(ctx, live, info)
    except EngineError as error:
        error.details["instance_id"] = instance_id
        raise
    compare_and_swap(ctx, info, step)
    write(ctx, info, live, step, cause)
    return step


def because(cause: Cause, move: Callable[[Instance], object]) -> Act:
    """An act whose cause is known beforehand."""

    def act(live: Instance) -> Cause:
        move(live)
        return cause

    return act


def look(ctx: Context, instance_id: str) -> tuple[InstanceInfo, Instance]:
    """An instance to read from, made anew from its rows: writers never see it."""
    info = find(ctx, instance_id)
    return info, _restore(ctx, info)


def find(ctx: Context, instance_id: str) -> InstanceInfo:
    """The facts of an instance; one of another jurisdiction does not exist."""
    held: InstanceInfo | None = ctx.memo.get((InstanceInfo, instance_id))
    return held or _info(ctx, _read.first(ctx, {"of": instance_id}))


def hold(ctx: Context, instance_id: str) -> InstanceInfo:
    """Take the instance's turn until the transaction ends, and read its facts as they are then.

    The lock on its row puts writers in line, in one process or in several (SQLite has one writer anyway); no lock of
    a step is ever waited for while holding one that a step takes later: instance, then numbers, then the log.
    """
    held: InstanceInfo | None = ctx.memo.get((InstanceInfo, instance_id))
    return held or holding(ctx, _hold.first(ctx, {"of": instance_id}))


def holding(ctx: Context, facts: Row | None) -> InstanceInfo:
    """The facts of an instance whose row this transaction has locked; later reads of it are answered from memory."""
    return know(ctx, _info(ctx, facts))


def know(ctx: Context, info: InstanceInfo) -> InstanceInfo:
    """From now on these are the facts of an instance that this transaction holds."""
    ctx.memo[InstanceInfo, info.id] = info
    return info


def _info(ctx: Context, facts: Row | None) -> InstanceInfo:
    if facts is None or ctx.actor.jurisdiction not in {None, facts[1]}:
        raise InstanceNotFound
    id_, jurisdiction, number, title, process, drill, version, case, status, deployment_id = facts
    deployed = ctx.use(Programs).get(ctx, deployment_id)
    return InstanceInfo(
        id_, jurisdiction, number, title, process, bool(drill), version, from_json(case), deployed, status
    )


def settle(ctx: Context, live: Instance, info: InstanceInfo) -> Step:
    """Take the engine's step and run connectors until none is left that works at once."""
    step = live.take()
    for _ in range(CONNECTOR_ROUNDS):
        calls, step = step.services, replace(step, services=())
        waiting = tuple(call for call in calls if not _connect(ctx, live, info, call))
        if len(waiting) == len(calls):
            return replace(step, services=step.services + waiting)
        step = merge(step, live.take(), waiting)
    raise EndlessStep(limit=CONNECTOR_ROUNDS)


def merge(first: Step, second: Step, waiting: Iterable[ServiceCall] = ()) -> Step:
    """Two steps of one transaction as one: later rows win, lists follow one another."""
    rows = {row.key: row for row in (*first.rows, *second.rows)}
    lists = {name: getattr(first, name) + getattr(second, name) for name in _LISTS}
    lists["services"] = (*waiting, *lists["services"])
    return replace(second, rows=tuple(rows.values()), **lists)


_LISTS = (
    "opened", "closed", "reassigned", "services", "cancelled_services", "messages", "subscribed", "unsubscribed",
    "activities", "flows", "decisions", "written", "raised", "unheard",
)  # fmt: skip


def write(ctx: Context, info: InstanceInfo, live: Instance, step: Step, cause: Cause) -> None:
    """Engine rows, worklist, subscriptions, trace, log, messages and jobs of a step."""
    version = info.version + 1
    write_engine_rows(ctx, info.id, step.rows)
    write_worklist(ctx, info, step, cause.closing)
    write_subscriptions(ctx, info, step)
    _hand_out(ctx, info, step)
    trace = append(ctx, info.id, version, events_of(step))
    details = {**cause.details, "number": info.number, "step": {"version": version, "trace": trace}}
    record(ctx, cause.operation, cause.entity, details, instance_id=info.id, jurisdiction=info.jurisdiction)
    send_thrown(ctx, info, step.messages)
    wake_waiting(ctx, info, step.subscribed)
    _keep(ctx, replace(info, version=version, status=step.status.value), live)


def _connect(ctx: Context, live: Instance, info: InstanceInfo, call: ServiceCall) -> bool:
    try:
        result = ctx.use(Connectors).of(call.topic)(ctx, call, info)
    except Refused as refusal:
        live.fail_service(call.key, refusal.code, refusal.message, ctx.now())
        return True
    if result is None:
        return False
    live.finish_service(call.key, result, ctx.now())
    return True


def _hand_out(ctx: Context, info: InstanceInfo, step: Step) -> None:
    """Connectors that work outside get a row and a job each."""
    rows = [_service_row(ctx, info, call) for call in step.services]
    _add_services.many(ctx, rows)
    for row in rows:
        enqueue(ctx, Names.RUN_SERVICE, {"service_job": row["id"]}, key=row["id"])


def _service_row(ctx: Context, info: InstanceInfo, call: ServiceCall) -> dict[str, Any]:
    return {
        "id": new_id(),
        "instance_id": info.id,
        "key": call.key,
        "topic": call.topic,
        "element": call.element,
        "inputs": canonical(call.inputs),
        "status": "open",
        "opened_at": iso(ctx.now()),
    }


def _take(ctx: Context, info: InstanceInfo) -> Instance:
    """The live object: this transaction's own, the one kept from an earlier step, or one made of the rows."""
    if info.status != InstanceStatus.ACTIVE:
        raise InstanceEnded(status=info.status, instance_id=info.id)
    own: Instance | None = ctx.memo.pop((Instance, info.id), None)
    return own or ctx.use(LiveInstances).take(info.id, info.version) or _restore(ctx, info)


def _keep(ctx: Context, info: InstanceInfo, live: Instance) -> None:
    """For the next step of this transaction, and after its commit for those of others."""
    know(ctx, info)
    ctx.memo[Instance, info.id] = live
    ctx.after_commit.append(lambda: ctx.use(LiveInstances).put(info.id, info.version, live))


def _restore(ctx: Context, info: InstanceInfo) -> Instance:
    head = _read_head.first(ctx, {"of": info.id})
    assert head is not None
    rows = _read_rows.all(ctx, {"of": info.id})
    return Instance.load(info.deployed.program, info.process, head[0], ((key, body) for key, body in rows))


def compare_and_swap(ctx: Context, info: InstanceInfo, step: Step) -> None:
    """Move the instance to its next version; whoever comes second has lost."""
    ended = step.status is not InstanceStatus.ACTIVE
    row = {
        "of": info.id,
        "was": info.version,
        "version": info.version + 1,
        "head": step.head,
        "next_due": iso(step.next_due) if step.next_due else None,
        "status": step.status.value,
        "ended_at": iso(ctx.now()) if ended else None,
    }
    if advance_instance.run(ctx, row) != 1:
        raise InstanceMoved(instance_id=info.id)
