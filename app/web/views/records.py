"""What was done to an instance beside its diagram, newest first: migrations and modifications, with their pictures."""

from collections.abc import Iterable
from datetime import datetime

from flask import url_for
from sqlalchemy import select

from app.db.context import Context
from app.identity.permissions import Permission
from app.runtime.change_models import Migration, MigrationItem
from app.runtime.modification import modifications_of
from app.web.language import gettext as _
from app.web.pages import Link
from app.web.views.common import local
from app.web.views.migrating import outcomes
from app.web.views.modifying import states

_MOVED = ("migrated", "reverted")


def records_of(ctx: Context, instance_id: str) -> tuple[Link, ...]:
    """Those that the actor may look at."""
    found = [*_migrations(ctx, instance_id), *_modifications(ctx, instance_id)]
    return tuple(link for _at, link in sorted(found, key=lambda one: one[0], reverse=True))


def _migrations(ctx: Context, instance_id: str) -> Iterable[tuple[datetime, Link]]:
    if Permission.PROCESS_INSTANCE_MIGRATE.value not in ctx.actor.permissions:
        return
    m, t = Migration, MigrationItem
    query = select(m, t).join(t, t.migration_id == m.id).where(t.instance_id == instance_id)
    for made, item in ctx.session.execute(query.where(t.outcome.in_(_MOVED))):
        text = _("迁移（%(state)s）：%(reason)s", state=outcomes()[item.outcome][1], reason=made.reason)
        href = url_for("migrations.carried", migration_id=made.id, instance_id=instance_id)
        yield made.started_at, Link(text=f"{_when(made.started_at)} {text}", href=href)


def _modifications(ctx: Context, instance_id: str) -> Iterable[tuple[datetime, Link]]:
    if Permission.PROCESS_INSTANCE_MODIFY.value not in ctx.actor.permissions:
        return
    for made in modifications_of(ctx, instance_id):
        text = _("改动（%(state)s）：%(reason)s", state=states()[made.status][1], reason=made.reason)
        href = url_for("modifications.modification", instance_id=instance_id, modification_id=made.id)
        yield made.proposed_at, Link(text=f"{_when(made.proposed_at)} {text}", href=href)


def _when(at: datetime) -> str:
    return local(at).strftime("%m-%d %H:%M")
