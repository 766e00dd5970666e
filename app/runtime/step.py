"""One step = one transaction: the engine moves, connectors work, and all that changed is written together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from app.core.canonical import canonical
from app.core.errors import DomainError
from app.core.ids import new_id
from app.core.texts import Text
from app.db.context import Context
from app.db.hot import Hot, Row
from app.db.types import from_json, iso
from app.engine.errors import EngineError
from app.engine.instance import Instance
from app.engine.step import InstanceStatus, ServiceCall, Step
from app.history.log import Entry, next_place, record_at
from app.history.operations import Operation
from app.history.trace import append
from app.repository.deployments import Programs
from app.runtime.connectors import Connectors, InstanceInfo, Refused
from app.runtime.errors import (
    ConnectorFailed,
    EndlessStep,
    InstanceEnded,
    InstanceMoved,
    InstanceNotFound,
    StepFailed,
)
from app.runtime.events import events_of
from app.runtime.jobs import Names, enqueue
from app.runtime.live import LiveInstances
from app.runtime.merging import merge
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
    "next_due",
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
_s = ServiceJob.__table__.c
_drop_services = Hot(
    update(ServiceJob)
    .where(_s.instance_id == bindparam("of"), _s.key == bindparam("at"), _s.status == "open")
    .values(status="cancelled")
)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the step happens: what the log will say of it, at the place before what the step brings about."""

    operation: Operation
    entity: str
    details: Mapping[str, Any] = field(default_factory=dict)
    closing: Closing | None = None
    place: int | None = None


Act = Callable[[Instance], Cause]


def advance(ctx: Context, instance_id: str, act: Act) -> Step:
    """Let the engine act on an instance and write everything that changed; nothing is kept of a failure.

    `act` moves the instance and says why. Whatever it raises leaves the instance as it was.
    """
    live = _take(ctx, hold(ctx, instance_id))
    place = next_place(ctx)
    with Watch(ctx, instance_id=instance_id):
        cause = replace(act(live), place=place)
        info = find(ctx, instance_id)  # the act may have told more of the emergency
        step = settle(ctx, live, info)
    compare_and_swap(ctx, info, step)
    write(ctx, info, live, step, cause)
    return step


class Watch:
    """Around the engine and its connectors: a failure says what it is about, and what nobody foresaw becomes one.

    Refusals pass as they are, and so does trouble with the database, which another try may mend.
    """

    def __init__(self, ctx: Context, **about: str) -> None:
        self._pass = (DomainError, SQLAlchemyError, ctx.dialect.loaded_dbapi.Error)
        self._about = about

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Name what failed. Raises `StepFailed` in place of anything unforeseen."""
        if isinstance(error, EngineError):
            error.details.update(self._about)
        elif isinstance(error, Exception) and not isinstance(error, self._pass):
            what = Text("内部出错（{kind}）", kind=type(error).__name__)
            raise StepFailed(None, what, **self._about) from error


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
    id_, jurisdiction, number, title, process, drill, version, case, status, deployment_id, due = facts
    deployed = ctx.use(Programs).get(ctx, deployment_id)
    due = iso(due) if isinstance(due, datetime) else due  # the drivers differ
    return InstanceInfo(
        id_,
        jurisdiction,
        number,
        title,
        process,
        bool(drill),
        version,
        from_json(case),
        deployed,
        status,
        due,
    )


def settle(ctx: Context, live: Instance, info: InstanceInfo) -> Step:
    """Take the engine's step and run connectors until none is left that works at once."""
    step, outside = live.take(), set[int]()
    for _ in range(CONNECTOR_ROUNDS):
        calls = [call for call in step.services if call.key not in outside]
        if not calls:
            return step
        for call in calls:
            if live.waits_for(call.key) and not _connect(ctx, live, info, call):
                outside.add(call.key)
        left = tuple(call for call in step.services if call.key in outside)
        step = merge(replace(step, services=left), live.take())
    raise EndlessStep(limit=CONNECTOR_ROUNDS)


def write(ctx: Context, info: InstanceInfo, live: Instance, step: Step, cause: Cause) -> None:
    """Engine rows, worklist, subscriptions, trace, log, messages and jobs of a step."""
    version = info.version + 1
    write_engine_rows(ctx, info.id, step.rows)
    write_worklist(ctx, info, step, cause.closing)
    write_subscriptions(ctx, info, step)
    _hand_out(ctx, info, step)
    trace = append(ctx, info.id, version, events_of(step))
    details = {**cause.details, "number": info.number, "step": {"version": version, "trace": trace}}
    place = next_place(ctx) if cause.place is None else cause.place
    record_at(ctx, place, Entry(cause.operation, cause.entity, details, info.id, info.jurisdiction))
    send_thrown(ctx, info, step.messages)
    wake_waiting(ctx, info, step.subscribed)
    due = iso(step.next_due) if step.next_due else None
    _keep(ctx, info._replace(version=version, status=step.status.value, next_due=due), live)


def _connect(ctx: Context, live: Instance, info: InstanceInfo, call: ServiceCall) -> bool:
    """Let a call's connector work; False when it works outside. Raises `EngineError` when it cannot work at all."""
    try:
        result = ctx.use(Connectors).of(call.topic)(ctx, call, info)
    except Refused as refusal:
        live.fail_service(call.key, refusal.code, refusal.message, ctx.now())
        return True
    except DomainError as error:
        raise ConnectorFailed(call.element, call.topic, error.message) from error
    if result is None:
        return False
    live.finish_service(call.key, result, ctx.now())
    return True


def _hand_out(ctx: Context, info: InstanceInfo, step: Step) -> None:
    """Connectors that work outside get a row and a job each; what the diagram has taken back waits no more."""
    _drop_services.many(ctx, [{"of": info.id, "at": key} for key in step.cancelled_services])
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
        "opened_at": ctx.at,
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
    if not advance_instance(ctx, info, step):
        raise InstanceMoved(instance_id=info.id)
