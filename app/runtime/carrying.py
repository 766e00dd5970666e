"""Putting one instance on another deployment, in one transaction: rows, worklist, subscriptions, trace and log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.db.context import Context
from app.engine.instance import Instance
from app.engine.marking import subscriptions
from app.engine.migration.migrate import Stored, back, migrate
from app.engine.migration.plan import MigrationPlan, Terms
from app.engine.step import Activity, ActivityState, Row, Step, Subscription
from app.repository.deployments import Deployed
from app.runtime.connectors import InstanceInfo
from app.runtime.models import EventSubscription, Execution, ProcessInstance, ServiceJob, UserTask
from app.runtime.retasking import retask
from app.runtime.step import Cause, Watch, compare_and_swap, know, settle, write


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of an instance: the plan, and the version it has now, none when something stood in the way.

    `still` says that nothing has moved but the ground: no task opened or closed, nothing sent, nobody called. Only
    then is going back to the rows as they were going back to where the people stood.
    """

    plan: MigrationPlan
    before: Stored
    version: int | None = None
    still: bool = True


def stored_of(ctx: Context, info: InstanceInfo) -> Stored:
    """The instance as its rows say."""
    head = ctx.session.scalar(select(ProcessInstance.head).where(ProcessInstance.id == info.id))
    rows = select(Execution.key, Execution.body).where(Execution.instance_id == info.id)
    return Stored(info.process, head or "", {row[0]: row[1] for row in ctx.session.execute(rows)})


def opened_at(ctx: Context, instance_id: str) -> dict[int, datetime]:
    """When each open task was opened."""
    t = UserTask
    query = select(t.key, t.opened_at).where(t.instance_id == instance_id, t.status == "open")
    return {row[0]: row[1] for row in ctx.session.execute(query)}


def carry(ctx: Context, info: InstanceInfo, target: Deployed, terms: Terms, cause: Cause) -> Carried:
    """Carry a held instance over; nothing is written when something stands in the way. Raises `EngineError`."""
    before, since = stored_of(ctx, info), opened_at(ctx, info.id)
    there = info._replace(deployed=target)
    with Watch(ctx, instance_id=info.id):
        plan, live = migrate(info.deployed.program, target.program, before, ctx.now(), terms, since)
        if live is None:
            return Carried(plan, before)
        know(ctx, there)
        step = settle(ctx, live, there)
    still = not (step.opened or step.closed or step.flows or step.messages or step.services)
    told = replace(step, activities=(*_renamed(ctx, plan), *step.activities))
    _stand(ctx, there, live, told, before, cause)
    _rename_calls(ctx, info.id, plan.renamed)
    return Carried(plan, before, info.version + 1, still)


def put_back(
    ctx: Context,
    info: InstanceInfo,
    source: Deployed,
    before: Stored,
    renamed: tuple[Activity, ...],
    cause: Cause,
) -> None:
    """Put a held instance back to what it was, on the deployment it was on. Raises `EngineError`."""
    now, there = stored_of(ctx, info), info._replace(deployed=source)
    with Watch(ctx, instance_id=info.id):
        live = back(source.program, before, now)
    know(ctx, there)
    _stand(ctx, there, live, replace(live.take(), activities=renamed), now, cause)


def _stand(
    ctx: Context,
    there: InstanceInfo,
    live: Instance,
    step: Step,
    before: Stored,
    cause: Cause,
) -> None:
    """Write the step with everything that differs from what was stored, not only what the engine knows it changed."""
    armed, gone = _catches(ctx, there.id, live)
    whole = replace(
        step,
        rows=tuple(_rows(live, before.rows)),
        reassigned=(),
        raised=(),
        subscribed=armed,
        unsubscribed=gone,
    )
    compare_and_swap(ctx, there, whole)
    ctx.session.execute(
        update(ProcessInstance).where(ProcessInstance.id == there.id).values(deployment_id=there.deployed.id)
    )
    write(ctx, there, live, whole, cause)
    retask(ctx, there, live)


def _rows(live: Instance, before: Mapping[int, str]) -> Iterator[Row]:
    now = live.dump()[1]
    yield from (Row(key, body) for key, body in now.items() if before.get(key) != body)
    yield from (Row(key, None) for key in before.keys() - now.keys())


def _catches(
    ctx: Context, instance_id: str, live: Instance
) -> tuple[tuple[Subscription, ...], tuple[int, ...]]:
    """The catches that the table does not know as they are, and those of which it knows what is no more so."""
    s = EventSubscription
    known = {row.key: row for row in ctx.session.scalars(select(s).where(s.instance_id == instance_id))}
    wanted = {catch.key: catch for catch in live.look(subscriptions)}
    same = {key for key, row in known.items() if key in wanted and _alike(row, wanted[key])}
    armed = tuple(catch for key, catch in wanted.items() if key not in same)
    return armed, tuple(key for key in known if key not in same)


def _alike(row: EventSubscription, catch: Subscription) -> bool:
    told = (row.element, row.name, row.correlation_key, list(row.startable_by or ()))
    return told == (catch.element, catch.name, catch.correlation_key, list(catch.startable_by))


def _renamed(ctx: Context, plan: MigrationPlan) -> Iterator[Activity]:
    """To the trace an element that became another was left, and the other entered, by the same token."""
    for one, other in zip(plan.before, plan.after, strict=True):
        if one.element != other.element:
            yield _activity(ctx, one.key, one.process, one.element, one.name, ActivityState.CANCELLED)
            yield _activity(ctx, other.key, other.process, other.element, other.name, ActivityState.ENTERED)


def reversed_names(
    ctx: Context, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> Iterator[Activity]:
    """The same for going back, from the markings that were kept."""
    for one, other in zip(before, after, strict=True):
        if one["element"] != other["element"]:
            yield _activity(
                ctx, one["key"], one["process"], other["element"], other["name"], ActivityState.CANCELLED
            )
            yield _activity(
                ctx, one["key"], one["process"], one["element"], one["name"], ActivityState.ENTERED
            )


def _activity(
    ctx: Context, key: int, process: str, element: str, name: str, state: ActivityState
) -> Activity:
    return Activity(key, None, process, element, name, "userTask", state, ctx.now())


def _rename_calls(ctx: Context, instance_id: str, renamed: Mapping[int, tuple[str, str]]) -> None:
    j = ServiceJob
    for key, (_, element) in renamed.items():
        ctx.session.execute(
            update(j).where(j.instance_id == instance_id, j.key == key).values(element=element)
        )
