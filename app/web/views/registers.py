"""Registers as pages: the list, one register, one entry, a sheet coming in, and what waits to be filed."""

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import func, select

from app.db.context import Context
from app.identity.permissions import Permission
from app.registries import entries
from app.registries.imports import Act, Plan
from app.registries.models import RegistryChange, RegistryEntry
from app.registries.register import Register, registers_here
from app.repository.deployments import current
from app.runtime.models import ProcessInstance
from app.web.language import gettext as _
from app.web.pages import Action, Change, Crumb, Fact, Link, Mark, Note, Tab, Tone
from app.web.pages.registries import (
    EntryPage,
    EntryRow,
    HistoryRow,
    ImportLine,
    ImportPage,
    OutgoingPage,
    OutgoingRow,
    RegisterPage,
    RegisterRow,
    RegistersPage,
)
from app.web.views.common import local
from app.worker import outgoing

PAGE = 50


def registers_page(ctx: Context) -> RegistersPage:
    """The registers of the reader's jurisdiction."""
    found = registers_here(ctx, ctx.actor.jurisdiction or "")
    counts = _counts(ctx)
    manifest = current(ctx, ctx.actor.jurisdiction or "").bundle.manifest
    rows = tuple(
        RegisterRow(
            title=register.title,
            href=url_for("registries.register", registry=register.key),
            entries=counts.get(register.key, 0),
            stale=len(entries.stale(ctx, register)),
            owners="、".join(manifest.group_name(group) for group in register.owners),
        )
        for register in found
    )
    waiting = len(outgoing.waiting(ctx))
    link = Link(text=_("待补报 %(n)s 件", n=waiting), href=url_for("registries.outgoing_files"))
    summary = _("%(n)s 个台账", n=len(rows))
    return RegistersPage(title=_("台账"), rows=rows, summary=summary, outgoing=link)


def register_page(ctx: Context, register: Register, query: str, shown: str, page: int) -> RegisterPage:
    """A part of one register: those in use, those not up to date, or those that were closed."""
    stale = entries.stale(ctx, register)
    if shown == "stale":
        rows, total = stale[page * PAGE : (page + 1) * PAGE], len(stale)
    else:
        active = shown != "closed"
        found = entries.search(ctx, register, query, active=active, start=page * PAGE, most=PAGE)
        rows, total = tuple(found.entries), found.total
    late = {entry.id for entry in stale}
    here = url_for("registries.register", registry=register.key)
    more = urlencode({"q": query, "show": shown, "page": page + 1})
    return RegisterPage(
        title=register.title,
        columns=tuple(field.label for field in register.columns),
        rows=tuple(_entry_row(register, entry, late) for entry in rows),
        crumbs=_crumbs(Crumb(text=register.title)),
        summary=_("%(n)s 条", n=total),
        search_url=f"{here}?show={shown}",
        query=query,
        tabs=_tabs(here, shown, len(stale)),
        exports=tuple(_exports(register)),
        actions=tuple(_register_actions(ctx, register)),
        next_page=Link(text=_("后面的"), href=f"{here}?{more}") if (page + 1) * PAGE < total else None,
    )


def entry_page(ctx: Context, register: Register, entry: RegistryEntry) -> EntryPage:
    """One entry: its fields, its state, and everything that was done to it."""
    stale = entry.active and entries.is_stale(ctx, register, entry)
    mark, state = _state(active=entry.active, stale=stale)
    due = register.due(entry.data, local(entry.confirmed_at))
    until = _("，%(day)s 前再核实", day=due.strftime("%Y-%m-%d")) if due and entry.active else ""
    rows = entries.history(ctx, entry)
    titles = _instances(ctx, rows)
    may = entry.active and may_write(ctx, register)
    close = url_for("registries.close", registry=register.key, entry_id=entry.id) if may else ""
    return EntryPage(
        title=entry.name,
        facts=tuple(Fact(label=f.label, value=f.shown(entry.data) or "—") for f in register.fields),
        history=tuple(_history_row(row, titles) for row in rows),
        crumbs=_crumbs(_crumb_of(register), Crumb(text=entry.name)),
        subtitle=_confirmed(register, entry) + until,
        mark=mark,
        state=state,
        actions=tuple(_entry_actions(register, entry)) if may else (),
        close_url=close,
    )


def _confirmed(register: Register, entry: RegistryEntry) -> str:
    """Since when the entry counts as fresh: its own date, or who confirmed or changed it last."""
    field = register.aged_from
    if field is not None and field.value(entry.data):
        return f"{field.label} {field.shown(entry.data)}"
    at = local(entry.confirmed_at).strftime("%Y-%m-%d")
    return _("%(who)s %(at)s 核实", who=entry.confirmed_by, at=at)


def import_page(register: Register, planned: Plan | None = None, brought: int | None = None) -> ImportPage:
    """The form for a sheet; with the plan of one that came, its report line by line."""
    lines = planned.lines if planned else ()
    return ImportPage(
        title=_("导入%(title)s", title=register.title),
        upload_url=url_for("registries.upload", registry=register.key),
        headings="、".join(field.heading for field in register.fields if field.exchanged),
        template=Link(text=_("下载空表"), href=url_for("registries.template", registry=register.key)),
        crumbs=_crumbs(_crumb_of(register), Crumb(text=_("导入"))),
        result=_result(planned, brought) if planned else None,
        lines=tuple(
            ImportLine(
                number=n.number, mark=_MARKS[n.act], act=_acts()[n.act], name=n.name, problems=n.problems
            )
            for n in lines
        ),
        only_right=bool(planned and planned.wrong),
    )


def outgoing_page(ctx: Context) -> OutgoingPage:
    """What waits to be filed, then what was filed last."""
    rows = (*outgoing.waiting(ctx), *outgoing.lately_filed(ctx))
    query = select(ProcessInstance).where(ProcessInstance.id.in_({row.instance_id for row in rows}))
    titles = {found.id: found.title for found in ctx.session.scalars(query)}
    return OutgoingPage(
        title=_("待补报"),
        rows=tuple(_outgoing_row(ctx, row, titles) for row in rows),
        crumbs=_crumbs(Crumb(text=_("待补报"))),
        summary=_("外部系统还没有接通时，调令等存在这里；下载后在那边补报，再登记回执。"),
    )


def may_write(ctx: Context, register: Register) -> bool:
    """Whether the reader may change the register."""
    owns = not register.owners or bool(ctx.actor.groups.intersection(register.owners))
    return owns and Permission.REGISTRY_WRITE.value in ctx.actor.permissions


def _counts(ctx: Context) -> dict[str, int]:
    e = RegistryEntry
    query = select(e.registry_key, func.count()).where(e.jurisdiction == ctx.actor.jurisdiction, e.active)
    return {str(key): count for key, count in ctx.session.execute(query.group_by(e.registry_key))}


def _crumbs(*last: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(text=_("台账"), href=url_for("registries.index")), *last)


def _crumb_of(register: Register) -> Crumb:
    return Crumb(text=register.title, href=url_for("registries.register", registry=register.key))


def _tabs(here: str, shown: str, stale: int) -> tuple[Tab, ...]:
    words = (("active", _("在用"), None), ("stale", _("逾期未更新"), stale), ("closed", _("已停用"), None))
    return tuple(
        Tab(
            text=text,
            href=here if key == "active" else f"{here}?show={key}",
            count=count,
            current=key == shown,
        )
        for key, text, count in words
    )


def _exports(register: Register) -> Iterable[Link]:
    for ending in ("xlsx", "csv"):
        href = url_for("registries.export", registry=register.key, ending=ending)
        yield Link(text=_("导出 %(ending)s", ending=ending), href=href)


def _register_actions(ctx: Context, register: Register) -> Iterable[Action]:
    if may_write(ctx, register):
        yield Action(text=_("导入"), href=url_for("registries.upload", registry=register.key))
        yield Action(text=_("登记"), href=url_for("registries.add", registry=register.key), primary=True)


def _entry_row(register: Register, entry: RegistryEntry, late: set[str]) -> EntryRow:
    mark, state = _state(active=entry.active, stale=entry.id in late)
    return EntryRow(
        href=url_for("registries.entry", registry=register.key, entry_id=entry.id),
        cells=tuple(field.shown(entry.data) for field in register.columns),
        mark=mark,
        state=state,
    )


def _state(*, active: bool, stale: bool) -> tuple[Mark, str]:
    if not active:
        return Mark.NONE, _("已停用")
    return (Mark.LATE, _("逾期未更新")) if stale else (Mark.DONE, _("有效"))


def _entry_actions(register: Register, entry: RegistryEntry) -> Iterable[Action]:
    confirm = url_for("registries.confirm", registry=register.key, entry_id=entry.id)
    edit = url_for("registries.edit", registry=register.key, entry_id=entry.id)
    yield Action(text=_("已核实，无变化"), href=confirm, post=True)
    yield Action(text=_("修改"), href=edit, primary=True)


def _history_row(row: RegistryChange, titles: dict[str, str]) -> HistoryRow:
    acts = {
        "add": _("登记"),
        "change": _("修改"),
        "confirm": _("核实"),
        "close": _("停用"),
        "reopen": _("恢复"),
    }
    sources = {"process": _("流程"), "import": _("导入"), "sample": _("样例")}
    link = None
    if row.instance_id in titles:
        href = url_for("emergencies.instance", instance_id=row.instance_id)
        link = Link(text=titles[row.instance_id], href=href)
    return HistoryRow(
        at=local(row.at),
        who=row.by,
        act=acts.get(row.act, row.act),
        source=sources.get(row.cause, ""),
        instance=link,
        changes=tuple(
            Change(label=c["label"], before=c["before"] or "", after=c["after"] or "") for c in row.changes
        ),
    )


def _instances(ctx: Context, rows: Iterable[RegistryChange]) -> dict[str, str]:
    """The titles of the instances that changed an entry, for readers who may see them."""
    ids = {row.instance_id for row in rows if row.instance_id}
    if not ids or Permission.PROCESS_INSTANCE_READ.value not in ctx.actor.permissions:
        return {}
    query = select(ProcessInstance.id, ProcessInstance.title).where(ProcessInstance.id.in_(ids))
    return {str(key): title for key, title in ctx.session.execute(query)}


_MARKS = {Act.ADD: Mark.DONE, Act.CHANGE: Mark.DONE, Act.SAME: Mark.NONE, Act.WRONG: Mark.FAILED}


def _acts() -> dict[Act, str]:
    return {Act.ADD: _("新增"), Act.CHANGE: _("修改"), Act.SAME: _("没有变化"), Act.WRONG: _("不对")}


def _result(planned: Plan, brought: int | None) -> Note:
    told = _(
        "新增 %(add)s 行，修改 %(change)s 行，没有变化 %(same)s 行，不对 %(wrong)s 行。",
        **{act.value: planned.count(act) for act in Act},
    )
    ignored = _("不认得的列：%(names)s。", names="、".join(planned.ignored)) if planned.ignored else ""
    if brought is not None:
        return Note(tone=Tone.PROOF, title=_("已导入 %(n)s 行", n=brought), text=told + ignored)
    tone = Tone.STOP if planned.wrong else Tone.FACT
    return Note(tone=tone, title=_("没有导入任何内容"), text=told + ignored)


def _outgoing_row(ctx: Context, row: outgoing.OutgoingFile, titles: dict[str, str]) -> OutgoingRow:
    waits = row.status == outgoing.KEPT
    may = waits and Permission.REGISTRY_WRITE.value in ctx.actor.permissions
    told = _("%(who)s 已补报，回执 %(receipt)s", who=row.filed_by or "", receipt=row.receipt or "—")
    sees = Permission.PROCESS_INSTANCE_READ.value in ctx.actor.permissions
    href = url_for("emergencies.instance", instance_id=row.instance_id) if sees else ""
    return OutgoingRow(
        system=row.system,
        subject=row.subject,
        at=local(row.kept_at),
        mark=Mark.DUE if waits else Mark.DONE,
        state=_("等着补报") if waits else told,
        file_url=url_for("registries.outgoing_file", file_id=row.id),
        emergency=Link(text=titles.get(row.instance_id, ""), href=href) if href else None,
        filed_url=url_for("registries.mark_filed", file_id=row.id) if may else "",
    )
