"""Going back from a migration for whoever has moved on since: a migration the other way, previewed as any."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from app.db.context import Context
from app.engine.migration.plan import Terms
from app.engine.step import InstanceStatus
from app.repository.deployments import Deployed, Programs
from app.runtime.change_models import Migration, MigrationItem
from app.runtime.migration import MIGRATED, Wanted
from app.runtime.models import ProcessInstance


def moved_on(ctx: Context, made: Migration) -> list[str]:
    """Its instances that stand where it brought them, but can no more be put back as they were."""
    i, t = ProcessInstance, MigrationItem
    query = (
        select(i.id)
        .join(t, t.instance_id == i.id)
        .where(t.migration_id == made.id, t.outcome == MIGRATED, i.deployment_id == made.target_id)
        .where(i.status == InstanceStatus.ACTIVE.value, or_(i.version != t.version, t.snapshot.is_(None)))
    )
    return list(ctx.session.scalars(query.order_by(t.ord)))


def way_back(ctx: Context, made: Migration) -> Wanted:
    """The same the other way round: what became another becomes again what it was, where that is certain."""
    programs = ctx.use(Programs)
    source = programs.get(ctx, made.source_id)
    moved = {(process, new): old for process, new, old in _renamed(made, source)}
    return Wanted(made.process, made.target_id, made.source_id, Terms(moved))


def _renamed(made: Migration, source: Deployed) -> Iterator[tuple[str, str, str]]:
    """Process, new and old id of each element that alone became another which was not there before."""
    became = [(process, new) for process, _, new in made.mapping]
    for process, old, new in made.mapping:
        known = source.program.processes.get(process)
        if known is not None and new not in known.elements and became.count((process, new)) == 1:
            yield process, new, old
