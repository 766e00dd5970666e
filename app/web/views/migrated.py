"""The page of one migration, and of one instance in it."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import select

from app.db.context import Context
from app.history import trace
from app.repository.deployments import Programs
from app.runtime.change_models import Migration, MigrationItem
from app.runtime.migration import (
    FAILED,
    FINISHED,
    MIGRATED,
    PAUSED,
    REFUSED,
    REVERTING,
    RUNNING,
    counts,
    find_migration,
    items_of,
)
from app.runtime.migration import MigrationNotFound as Missing
from app.runtime.models import ProcessInstance
from app.runtime.returning import moved_on, way_back
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Action, Crumb, Fact, Link
from app.web.pages.changes import CarriedPage, MigrationPage, ResultRow
from app.web.views.common import local
from app.web.views.findings import words_of
from app.web.views.marked import pairs, where
from app.web.views.migrating import crumbs, outcomes, process_name, progress, states

SHOWN = 200
_TROUBLE = frozenset({FAILED, REFUSED})


def migration_page(ctx: Context, migration_id: str) -> MigrationPage:
    """How far it is, and what became of each instance."""
    made = find_migration(ctx, migration_id)
    mark, state = states()[made.status]
    counted = counts(ctx, made.id)
    items = sorted(items_of(ctx, made.id), key=lambda item: item.outcome not in _TROUBLE)
    rows = _instances(ctx, items[:SHOWN])
    gone = moved_on(ctx, made)
    moved = counted.get(MIGRATED, 0) > len(gone)
    ready = made.status in {FINISHED, PAUSED}
    here = url_for("migrations.migration", migration_id=made.id)
    return MigrationPage(
        title=title_of(ctx, made),
        crumbs=crumbs(Crumb(text=local(made.started_at).strftime("%m-%d %H:%M"))),
        mark=mark,
        state=state,
        facts=_facts(made),
        progress=progress(counted),
        rows=tuple(_result(item, rows[item.instance_id]) for item in items[:SHOWN]),
        left=_("只列出 %(n)s 件，不能迁移的在前。", n=SHOWN) if len(items) > SHOWN else "",
        actions=tuple(_actions(made)),
        revert_url=url_for("migrations.revert", migration_id=made.id) if moved and ready else "",
        way_back=_way_back(ctx, made, len(gone)) if gone and ready else None,
        poll_url=here if made.status in {RUNNING, REVERTING} else "",
    )


def carried_page(ctx: Context, migration_id: str, instance_id: str) -> CarriedPage:
    """One instance before and after."""
    made = find_migration(ctx, migration_id)
    item = ctx.session.get(MigrationItem, (made.id, instance_id))
    if item is None:
        raise Missing
    row = ctx.session.get_one(ProcessInstance, instance_id)
    mark, state = outcomes()[item.outcome]
    grounds = tuple(ctx.use(Programs).get(ctx, id_) for id_ in (made.source_id, made.target_id))
    until = item.version or row.version + 1
    events = [event for event in trace.of_instance(ctx, instance_id) if event.version < until]
    after = item.after or item.before
    here = url_for("migrations.migration", migration_id=made.id)
    may_go_back = item.outcome == MIGRATED and made.status in {FINISHED, PAUSED}
    gone = instance_id in moved_on(ctx, made)
    return CarriedPage(
        title=row.title,
        crumbs=crumbs(
            Crumb(text=local(made.started_at).strftime("%m-%d %H:%M"), href=here), Crumb(text=row.number)
        ),
        mark=mark,
        state=state,
        lines=lines_of(item),
        facts=(*_facts(made), Fact(label=_("流程"), value="", link=_link(row))),
        pairs=pairs(made.process, (grounds[0], grounds[1]), (item.before, after), events),
        revert_url=url_for("migrations.revert", migration_id=made.id) if may_go_back and not gone else "",
        way_back=_way_back(ctx, made, 1) if may_go_back and gone else None,
        instance_id=instance_id,
    )


def _way_back(ctx: Context, made: Migration, count: int) -> Link:
    """To the preview of the migration that takes back those that cannot simply be put back."""
    back = way_back(ctx, made)
    named = [("map", "|".join((process, old, new))) for (process, old), new in back.terms.moved.items()]
    where = [("process", back.process), ("from", back.source), ("to", back.target), ("of", made.id)]
    href = f"{url_for('migrations.new')}?{urlencode([*where, *named])}"
    version = ctx.use(Programs).get(ctx, back.target).version
    return Link(text=_("预览把 %(count)s 件迁移回第 %(n)s 版", count=count, n=version), href=href)


def title_of(ctx: Context, made: Migration) -> str:
    """What went from where to where."""
    source, target = (ctx.use(Programs).get(ctx, id_) for id_ in (made.source_id, made.target_id))
    return _(
        "迁移“%(name)s”：第 %(old)s 版 → 第 %(new)s 版",
        name=process_name(source, made.process), old=source.version, new=target.version,
    )  # fmt: skip


def lines_of(item: MigrationItem) -> tuple[str, ...]:
    """What is to be said of an instance."""
    return (*((told(item.note),) if item.note else ()), *words_of(item.findings))


def _facts(made: Migration) -> tuple[Fact, ...]:
    at = local(made.started_at).strftime("%Y-%m-%d %H:%M:%S")
    facts = [
        Fact(label=_("理由"), value=made.reason),
        Fact(label=_("发起"), value=f"{made.started_by_name}，{at}"),
    ]
    if made.rearm:
        facts.append(Fact(label=_("计时"), value=_("按新版重新计")))
    return tuple(facts)


def _actions(made: Migration) -> Iterable[Action]:
    if made.status == RUNNING:
        yield Action(text=_("暂停"), href=url_for("migrations.pause", migration_id=made.id), post=True)
    if made.status == PAUSED:
        href = url_for("migrations.resume", migration_id=made.id)
        yield Action(text=_("继续"), href=href, post=True, primary=True)


def _instances(ctx: Context, items: Iterable[MigrationItem]) -> Mapping[str, ProcessInstance]:
    i = ProcessInstance
    found = ctx.session.scalars(select(i).where(i.id.in_([item.instance_id for item in items])))
    return {row.id: row for row in found}


def _result(item: MigrationItem, row: ProcessInstance) -> ResultRow:
    mark, state = outcomes()[item.outcome]
    picture = url_for("migrations.carried", migration_id=item.migration_id, instance_id=item.instance_id)
    return ResultRow(
        no=row.number,
        title=row.title,
        href=url_for("emergencies.instance", instance_id=row.id),
        where=where(item.after or item.before),
        mark=mark,
        state=state,
        lines=lines_of(item),
        picture=picture if item.before else "",
        drill=row.drill,
    )


def _link(row: ProcessInstance) -> Link:
    return Link(text=row.number, href=url_for("emergencies.instance", instance_id=row.id))
