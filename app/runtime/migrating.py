"""The job of a migration: one instance after another, each in a transaction of its own, as long as it may."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app.core.errors import Conflict, DomainError
from app.core.texts import Text
from app.db.context import Context
from app.engine.errors import EngineError
from app.engine.migration.migrate import Stored
from app.engine.step import InstanceStatus
from app.history.log import next_place
from app.history.operations import Operation
from app.repository.deployments import Deployed, Programs
from app.runtime.carrying import carry, put_back, reversed_names
from app.runtime.change_models import Migration, MigrationItem
from app.runtime.connectors import InstanceInfo
from app.runtime.migration import (
    FAILED,
    FINISHED,
    GOING_BACK,
    MIGRATED,
    REFUSED,
    REVERTED,
    REVERTING,
    RUNNING,
    WAITING,
    terms_of,
    told_of,
)
from app.runtime.modification import told_of as places_of
from app.runtime.step import Cause, Watch, hold

_GONE = Text("已经办结，或已经不在原来的版本上")
_WAITS = {RUNNING: WAITING, REVERTING: GOING_BACK}
_MOVED = Text("迁移之后这件流程又往前走了，不能退回")
_ACTED = Text("迁移时流程已经往前走了一步（开了新的待办或发出了东西），不能退回")


class NotCarried(Conflict):
    """{why}"""

    code = "not-carried"


def next_item(
    ctx: Context, migration_id: str, ended: Callable[[Context, Migration], None] | None = None
) -> str | None:
    """The instance whose turn it is; none when it was halted. When none is left it is over, and `ended` is told."""
    made = ctx.session.get(Migration, migration_id)
    if made is None or made.status not in _WAITS:
        return None
    t = MigrationItem
    query = select(t.instance_id).where(t.migration_id == made.id, t.outcome == _WAITS[made.status])
    found = ctx.session.scalar(query.order_by(t.ord).limit(1))
    if found is None and _finish(ctx, made) and ended is not None:
        ended(ctx, made)
    return found


def work_on(ctx: Context, migration_id: str, instance_id: str) -> None:
    """Carry one instance over, or put it back; nothing happens when somebody was faster or it was halted meanwhile.

    Raises `NotCarried` when it fails for whatever reason but the database's: the instance stays where it was, which is
    no incident of it, and those behind it are not held up.
    """
    info = hold(ctx, instance_id)
    made = ctx.session.get_one(Migration, migration_id)
    item = ctx.session.get_one(MigrationItem, (migration_id, instance_id), with_for_update=True)
    if made.status not in _WAITS or item.outcome != _WAITS[made.status]:
        return
    try:
        with Watch(ctx, instance_id=instance_id):
            (_carry if made.status == RUNNING else _put_back)(ctx, made, item, info)
            ctx.flush()
    except EngineError as error:
        raise NotCarried(why=error.message, instance_id=instance_id) from error


def give_up(ctx: Context, migration_id: str, instance_id: str, error: DomainError) -> None:
    """One instance could not be carried over; the others go on."""
    item = ctx.session.get_one(MigrationItem, (migration_id, instance_id), with_for_update=True)
    said = error.message
    if item.outcome == WAITING:
        item.outcome, item.note = FAILED, said
    elif item.outcome == GOING_BACK:
        item.outcome, item.note = MIGRATED, said


def _carry(ctx: Context, made: Migration, item: MigrationItem, info: InstanceInfo) -> None:
    target = ctx.use(Programs).get(ctx, made.target_id)
    if info.status != InstanceStatus.ACTIVE or info.deployed.id != made.source_id:
        item.outcome, item.note = REFUSED, _GONE
        return
    details, place = _details(made, info.deployed, target), next_place(ctx)
    cause = Cause(Operation.INSTANCE_MIGRATE, made.id, details, place=place)
    done = carry(ctx, info, target, terms_of(made), cause)
    plan = done.plan
    item.before, item.after = places_of(plan.before), places_of(plan.after)
    item.findings = told_of((*plan.obstacles, *plan.hints))
    if done.version is None:
        item.outcome = REFUSED
        return
    item.outcome, item.version, item.moved_at = MIGRATED, done.version, ctx.now()
    item.snapshot = (
        {"head": done.before.head, "rows": sorted(done.before.rows.items())} if done.still else None
    )


def _put_back(ctx: Context, made: Migration, item: MigrationItem, info: InstanceInfo) -> None:
    said = _hindered(item, info)
    if said:
        item.outcome, item.note = MIGRATED, said
        return
    source = ctx.use(Programs).get(ctx, made.source_id)
    kept: Mapping[str, Any] = item.snapshot or {}
    before = Stored(made.process, kept["head"], {int(key): body for key, body in kept["rows"]})
    names = tuple(reversed_names(ctx, item.before, item.after))
    details = _details(made, info.deployed, source)
    put_back(ctx, info, source, before, names, Cause(Operation.INSTANCE_REVERT, made.id, details))
    item.outcome, item.note, item.snapshot = REVERTED, "", None


def _hindered(item: MigrationItem, info: InstanceInfo) -> str:
    if info.status != InstanceStatus.ACTIVE or info.version != item.version:
        return _MOVED
    return "" if item.snapshot else _ACTED


def _finish(ctx: Context, made: Migration) -> bool:
    ctx.session.refresh(made, with_for_update=True)
    if made.status not in _WAITS:
        return False
    made.status, made.finished_at = FINISHED, ctx.now()
    return True


def _details(made: Migration, old: Deployed, new: Deployed) -> dict[str, Any]:
    return {
        "reason": made.reason,
        "by": made.started_by_name,
        "from": old.version,
        "to": new.version,
        "deployment": new.id,
        "left": old.id,
        "mapping": made.mapping,
    }
