"""The pages of migrations: where instances run, what would happen, how far it is."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from app.db.context import Context
from app.engine.elements import ProcessInfo
from app.engine.migration.plan import Terms
from app.repository.deployments import Deployed, Programs, current
from app.runtime.change_models import Migration
from app.runtime.migration import (
    FINISHED,
    PAUSED,
    REVERTING,
    RUNNING,
    WAITING,
    Previewed,
    Wanted,
    counts,
    deployed_here,
    find_migration,
    migrations,
    preview,
    standing,
    told_of,
)
from app.runtime.returning import moved_on
from app.web.language import gettext as _
from app.web.pages import Crumb, Link, Mark
from app.web.pages.changes import (
    CarriedGroup,
    CarriedRow,
    Choice,
    GroundRow,
    MappingRow,
    MigrationNewPage,
    MigrationRow,
    MigrationsPage,
    Progress,
)
from app.web.views.common import local
from app.web.views.findings import blocks, gone, words_of
from app.web.views.marked import kept, where

_ALIKE: Mapping[str, tuple[str, ...]] = {
    "userTask": ("userTask", "manualTask", "task"),
    "manualTask": ("userTask", "manualTask", "task"),
    "task": ("userTask", "manualTask", "task"),
}


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """The path to a page of migrations."""
    return (
        Crumb(text=_("流程"), href=url_for("drafts.index")),
        Crumb(text=_("迁移"), href=url_for("migrations.index") if more else ""),
        *more,
    )


def states() -> Mapping[str, tuple[Mark, str]]:
    """How a migration stands."""
    return {
        RUNNING: (Mark.RUNNING, _("正在迁移")),
        PAUSED: (Mark.DUE, _("已暂停")),
        REVERTING: (Mark.RUNNING, _("正在退回")),
        FINISHED: (Mark.DONE, _("已完成")),
    }


def migrations_page(ctx: Context, target: str = "") -> MigrationsPage:
    """Where instances run and could go: to the deployment that runs now, or to the one that is named."""
    here = deployed_here(ctx, target) if target else current(ctx, ctx.actor.jurisdiction or "")
    grounds = [_ground(ctx, row, here) for row in standing(ctx)]
    return MigrationsPage(
        title=_("迁移在办的流程"),
        crumbs=crumbs(),
        grounds=tuple(sorted(grounds, key=lambda row: (row.current, row.process, row.version))),
        rows=tuple(_migration(ctx, made) for made in migrations(ctx)),
    )


def new_page(ctx: Context, wanted: Wanted, of: str = "") -> MigrationNewPage:
    """What a migration would do to each instance, those alike together; on the way back only to those `of` another."""
    source, target = deployed_here(ctx, wanted.source), deployed_here(ctx, wanted.target)
    found = preview(ctx, wanted, moved_on(ctx, find_migration(ctx, of)) if of else None)
    possible = sum(1 for one in found if one.possible)
    versions = {"old": source.version, "new": target.version}
    timers = any(
        h.code in {"timer-kept", "timer-rearmed"} for one in found if one.plan for h in one.plan.hints
    )
    return MigrationNewPage(
        title=_(
            "迁移“%(name)s”：第 %(old)s 版 → 第 %(new)s 版",
            name=process_name(source, wanted.process), **versions,
        ),
        crumbs=crumbs(Crumb(text=_("预览"))),
        subtitle=_(
            "在办 %(n)s 件，可以迁移 %(yes)s 件，不能 %(no)s 件。预览没有改动任何东西。",
            n=len(found), yes=possible, no=len(found) - possible,
        ),
        groups=tuple(_groups(found)),
        mappings=tuple(_mappings(found, wanted.terms, source, target)),
        fields=(
            ("process", wanted.process), ("from", wanted.source), ("to", wanted.target),
            *((("of", of),) if of else ()),
        ),
        rearm=wanted.terms.rearm,
        timers=timers,
        possible=possible,
        preview_url=url_for("migrations.new"),
        start_url=url_for("migrations.start"),
        compare=Link(
            text=_("比较这两版"), href=url_for("compare.versions", old_id=source.id, new_id=target.id)
        ),
    )  # fmt: skip


def progress(counted: Mapping[str, int]) -> Progress:
    """How far it is."""
    total = sum(counted.values())
    left = counted.get(WAITING, 0) + counted.get("reverting", 0)
    words = "，".join(
        f"{text} {counted[key]}" for key, (_mark, text) in outcomes().items() if counted.get(key)
    )
    return Progress(done=total - left, total=total, words=words)


def outcomes() -> Mapping[str, tuple[Mark, str]]:
    """What becomes of an instance."""
    return {
        "waiting": (Mark.NOT_YET, _("等着")),
        "migrated": (Mark.DONE, _("已迁移")),
        "refused": (Mark.RETURNED, _("不能迁移")),
        "failed": (Mark.FAILED, _("没有成功")),
        "reverting": (Mark.RUNNING, _("等着退回")),
        "reverted": (Mark.RETURNED, _("已退回")),
    }


def process_name(ground: Deployed, process: str) -> str:
    """What a process is called there."""
    info = ground.program.processes.get(process)
    return info.name if info else process


def _ground(ctx: Context, row: tuple[str, str, int], goal: Deployed) -> GroundRow:
    deployment, process, count = row
    ground = ctx.use(Programs).get(ctx, deployment)
    href = f"{url_for('migrations.new')}?{urlencode({'process': process, 'from': deployment, 'to': goal.id})}"
    here = deployment == goal.id
    return GroundRow(
        process=process_name(ground, process),
        version=_("第 %(n)s 版", n=ground.version),
        count=count,
        current=here,
        move=None if here else Link(text=_("预览迁移到第 %(n)s 版", n=goal.version), href=href),
    )


def _migration(ctx: Context, made: Migration) -> MigrationRow:
    source, target = (ctx.use(Programs).get(ctx, id_) for id_ in (made.source_id, made.target_id))
    mark, state = states()[made.status]
    return MigrationRow(
        href=url_for("migrations.migration", migration_id=made.id),
        at=local(made.started_at),
        process=process_name(source, made.process),
        versions=_("第 %(old)s 版 → 第 %(new)s 版", old=source.version, new=target.version),
        reason=made.reason,
        who=made.started_by_name,
        mark=mark,
        state=state,
        progress=progress(counts(ctx, made.id)),
    )


def _groups(found: Iterable[Previewed]) -> Iterable[CarriedGroup]:
    """Instances of which the same is to be said stand together, those that cannot go first."""
    alike: dict[tuple[bool, tuple[str, ...]], list[Previewed]] = {}
    for one in found:
        alike.setdefault((one.possible, _lines(one)), []).append(one)
    for (possible, lines), some in sorted(alike.items(), key=lambda group: (group[0][0], bool(group[0][1]))):
        mark, title = (Mark.FAILED, _("不能迁移")) if not possible else (Mark.DONE, _("可以迁移"))
        if possible and lines:
            mark, title = Mark.DUE, _("可以迁移，请注意")
        yield CarriedGroup(
            mark=mark, title=title, lines=lines, rows=tuple(map(_row, some)), possible=possible
        )


def _lines(one: Previewed) -> tuple[str, ...]:
    if one.plan is None:
        return (one.failure,)
    return words_of(told_of(one.plan.hints if one.possible else one.plan.obstacles))


def _row(one: Previewed) -> CarriedRow:
    row = one.instance
    return CarriedRow(
        id=row.id,
        no=row.number,
        title=row.title,
        href=url_for("emergencies.instance", instance_id=row.id),
        where=where(kept(one.plan.before)) if one.plan else "",
        drill=row.drill,
    )


def _mappings(
    found: Iterable[Previewed], terms: Terms, source: Deployed, target: Deployed
) -> Iterable[MappingRow]:
    """The elements for which another must be chosen, and those for which one has been."""
    wanted: dict[tuple[str, str], None] = dict.fromkeys(terms.moved)
    for one in found:
        for told in told_of(one.plan.obstacles) if one.plan else ():
            if blocks(told) and gone(told):
                wanted[told["process"], told["element"]] = None
    for process, element in wanted:
        old, new = source.program.processes.get(process), target.program.processes.get(process)
        if old is not None and new is not None and element in old.elements:
            yield _mapping(old, new, element, terms.moved.get((process, element), ""))


def _mapping(old: ProcessInfo, new: ProcessInfo, element: str, chosen: str) -> MappingRow:
    was = old.elements[element]
    alike = _ALIKE.get(was.type, (was.type,))
    choices = [
        Choice(
            value=f"{old.id}|{element}|{one.id}",
            text=one.name or one.id,
            chosen=one.id == chosen,
            suggested=not chosen and bool(was.name) and one.name == was.name,
        )
        for one in new.elements.values()
        if one.type in alike and _same_scope(old, new, was.scope, one.scope)
    ]
    return MappingRow(name=was.name or was.id, choices=tuple(choices))


def _same_scope(old: ProcessInfo, new: ProcessInfo, was: str, scope: str) -> bool:
    return scope == was or (was == old.id and scope == new.id)


def terms_from(given: Any) -> Terms:
    """Mapping and timers as the form of the preview gives them; what is malformed is not taken."""
    parts = (text.split("|") for text in given.getlist("map") if text)
    moved = {(part[0], part[1]): part[2] for part in parts if len(part) == 3}
    return Terms(moved, given.get("rearm") == "on")
