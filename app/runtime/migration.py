"""Carrying running instances over to another deployment: previewed, done one by one as jobs, halted, put back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer

from app.core.errors import Conflict, DomainError, NotFound
from app.core.ids import new_id
from app.core.texts import Text
from app.db.context import Context
from app.engine.migration.migrate import plan_migration
from app.engine.migration.plan import MigrationPlan, Terms
from app.engine.step import InstanceStatus
from app.history.log import record
from app.history.operations import Operation
from app.repository.deployments import Deployed, Programs
from app.runtime.carrying import stored_of
from app.runtime.change_models import Migration, MigrationItem
from app.runtime.errors import ReasonNeeded
from app.runtime.jobs import Names, enqueue
from app.runtime.models import ProcessInstance
from app.runtime.step import find

RUNNING, PAUSED, REVERTING, FINISHED = "running", "paused", "reverting", "done"
WAITING, MIGRATED, REFUSED, FAILED, GOING_BACK, REVERTED = (
    "waiting", "migrated", "refused", "failed", "reverting", "reverted",
)  # fmt: skip
_TOLD = {
    RUNNING: Text("正在迁移"),
    PAUSED: Text("已暂停"),
    REVERTING: Text("正在退回"),
    FINISHED: Text("已完成"),
}
MOST = 5_000
SHORTEST_REASON = 4


class MigrationNotFound(NotFound):
    """没有这次迁移。"""

    code = "migration-not-found"


class NothingToMigrate(Conflict):
    """没有选中可以迁移的流程：它们可能刚刚办结，或已经在别的版本上。"""

    code = "nothing-to-migrate"


class SameDeployment(Conflict):
    """迁移前后是同一个部署，没有什么要迁移的。"""

    code = "same-deployment"


class MigrationBusy(Conflict):
    """这次迁移现在是“{status}”，不能这样做。"""

    code = "migration-busy"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which instances go from where to where, and how."""

    process: str
    source: str
    target: str
    terms: Terms = field(default_factory=Terms)


@dataclass(frozen=True, slots=True)
class Previewed:
    """What would happen to one instance; `failure` where it cannot even be read."""

    instance: ProcessInstance
    plan: MigrationPlan | None
    failure: str = ""

    @property
    def possible(self) -> bool:
        """Whether it would go."""
        return self.plan is not None and self.plan.possible


def standing(ctx: Context) -> list[tuple[str, str, int]]:
    """Deployment, process and number of the actor's running instances."""
    i = ProcessInstance
    query = (
        select(i.deployment_id, i.process, func.count())
        .where(i.jurisdiction == ctx.actor.jurisdiction, i.status == InstanceStatus.ACTIVE.value)
        .group_by(i.deployment_id, i.process)
    )
    return [(row[0], row[1], row[2]) for row in ctx.session.execute(query)]


def deployed_here(ctx: Context, deployment_id: str) -> Deployed:
    """A deployment of the actor's jurisdiction; another one does not exist. Raises `MigrationNotFound`."""
    try:
        found = ctx.use(Programs).get(ctx, deployment_id)
    except NotFound as missing:
        raise MigrationNotFound from missing
    if ctx.actor.jurisdiction not in {None, found.bundle.key}:
        raise MigrationNotFound
    return found


def preview(ctx: Context, wanted: Wanted, only: Sequence[str] | None = None) -> list[Previewed]:
    """What would happen to each running instance, or only to those that are named. Nothing is changed."""
    source, target = deployed_here(ctx, wanted.source), deployed_here(ctx, wanted.target)
    rows = ctx.session.scalars(_running(ctx, wanted, only)).all()
    return [_previewed(ctx, row, source, target, wanted.terms) for row in rows]


def start(ctx: Context, wanted: Wanted, instances: Sequence[str], reason: str) -> Migration:
    """Begin to carry them over, each in a transaction of its own. Raises `ReasonNeeded`, `NothingToMigrate`."""
    told = reason.strip()[:500]
    if len(told) < SHORTEST_REASON:
        raise ReasonNeeded
    source, target = deployed_here(ctx, wanted.source), deployed_here(ctx, wanted.target)
    if source.id == target.id:
        raise SameDeployment
    rows = ctx.session.scalars(_running(ctx, wanted, instances)).all()
    if not rows:
        raise NothingToMigrate
    made = _made(ctx, wanted, told)
    ctx.session.add(made)
    ctx.session.flush()
    ctx.session.add_all(_item(made, row.id, number) for number, row in enumerate(rows))
    details = {
        "process": wanted.process,
        "from": source.version,
        "to": target.version,
        "mapping": made.mapping,
        "rearm": made.rearm,
        "count": len(rows),
        "reason": told,
    }
    record(ctx, Operation.MIGRATION_START, made.id, details)
    enqueue(ctx, Names.MIGRATE, {"migration": made.id})
    return made


def pause(ctx: Context, migration_id: str) -> Migration:
    """Halt it: the instance that is being carried over right now still arrives."""
    made = _turn(ctx, migration_id, (RUNNING,), PAUSED)
    record(ctx, Operation.MIGRATION_PAUSE, made.id, {"counts": counts(ctx, made.id)})
    return made


def resume(ctx: Context, migration_id: str) -> Migration:
    """Let it go on."""
    made = _turn(ctx, migration_id, (PAUSED,), RUNNING)
    record(ctx, Operation.MIGRATION_RESUME, made.id, {"counts": counts(ctx, made.id)})
    enqueue(ctx, Names.MIGRATE, {"migration": made.id})
    return made


def revert(ctx: Context, migration_id: str, instances: Sequence[str], reason: str) -> Migration:
    """Put instances back to where they came from, as far as they have not moved since; none named: all."""
    told = reason.strip()[:500]
    if len(told) < SHORTEST_REASON:
        raise ReasonNeeded
    made = _turn(ctx, migration_id, (FINISHED, PAUSED), REVERTING)
    query = _items(made.id).where(MigrationItem.outcome == MIGRATED)
    if instances:
        query = query.where(MigrationItem.instance_id.in_(instances[:MOST]))
    found = ctx.session.scalars(query).all()
    if not found:
        raise NothingToMigrate
    for item in found:
        item.outcome, item.note = GOING_BACK, ""
    details = {"count": len(found), "reason": told}
    record(ctx, Operation.MIGRATION_REVERT, made.id, details)
    enqueue(ctx, Names.MIGRATE, {"migration": made.id})
    return made


def find_migration(ctx: Context, migration_id: str) -> Migration:
    """A migration; one of another jurisdiction does not exist."""
    found = ctx.session.get(Migration, migration_id)
    if found is None or ctx.actor.jurisdiction not in {None, found.jurisdiction}:
        raise MigrationNotFound
    return found


def migrations(ctx: Context, limit: int = 100) -> list[Migration]:
    """Those of the actor's jurisdiction, newest first."""
    m = Migration
    query = select(m).where(m.jurisdiction == ctx.actor.jurisdiction).order_by(m.started_at.desc(), m.id)
    return list(ctx.session.scalars(query.limit(limit)))


def items_of(ctx: Context, migration_id: str) -> list[MigrationItem]:
    """Its instances in their order."""
    return list(ctx.session.scalars(_items(migration_id)))


def counts(ctx: Context, migration_id: str) -> dict[str, int]:
    """How many instances have come to which outcome."""
    t = MigrationItem
    query = select(t.outcome, func.count()).where(t.migration_id == migration_id).group_by(t.outcome)
    return {row[0]: row[1] for row in ctx.session.execute(query)}


def terms_of(made: Migration) -> Terms:
    """How its instances are carried over."""
    return Terms({(process, old): new for process, old, new in made.mapping}, made.rearm)


def told_of(findings: Iterable[Any]) -> list[dict[str, Any]]:
    """Findings as they are kept."""
    return [asdict(found) for found in findings]


def _running(ctx: Context, wanted: Wanted, only: Sequence[str] | None) -> Select[Any]:
    i = ProcessInstance
    query = select(i).where(
        i.jurisdiction == ctx.actor.jurisdiction,
        i.process == wanted.process,
        i.deployment_id == wanted.source,
        i.status == InstanceStatus.ACTIVE.value,
    )
    if only is not None:
        query = query.where(i.id.in_(only[:MOST]))
    return query.order_by(i.started_at, i.id).limit(MOST)


def _previewed(
    ctx: Context, row: ProcessInstance, source: Deployed, target: Deployed, terms: Terms
) -> Previewed:
    try:
        stored = stored_of(ctx, find(ctx, row.id))
        return Previewed(row, plan_migration(source.program, target.program, stored, terms))
    except DomainError as error:
        return Previewed(row, None, error.message)


def _made(ctx: Context, wanted: Wanted, reason: str) -> Migration:
    moved: Mapping[tuple[str, str], str] = wanted.terms.moved
    return Migration(
        id=new_id(),
        jurisdiction=ctx.actor.jurisdiction,
        process=wanted.process,
        source_id=wanted.source,
        target_id=wanted.target,
        mapping=[[process, old, new] for (process, old), new in sorted(moved.items())],
        rearm=wanted.terms.rearm,
        reason=reason,
        status=RUNNING,
        started_at=ctx.now(),
        started_by=ctx.actor.id,
        started_by_name=ctx.actor.name,
    )


def _item(made: Migration, instance_id: str, number: int) -> MigrationItem:
    return MigrationItem(
        migration_id=made.id,
        instance_id=instance_id,
        ord=number,
        outcome=WAITING,
        findings=[],
        note="",
        before=[],
        after=[],
    )


def _items(migration_id: str) -> Select[Any]:
    t = MigrationItem
    query = select(t).where(t.migration_id == migration_id).order_by(t.ord)
    return query.options(defer(t.snapshot))  # as large as the instance, and only needed to go back


def _turn(ctx: Context, migration_id: str, allowed: tuple[str, ...], to: str) -> Migration:
    made = find_migration(ctx, migration_id)
    ctx.session.refresh(made, with_for_update=True)
    if made.status not in allowed:
        raise MigrationBusy(status=_TOLD[made.status])
    made.status, made.finished_at = to, None
    return made
