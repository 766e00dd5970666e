"""异常: what stands still, why, and trying again."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from app.db.context import Context
from app.identity.permissions import Permission
from app.runtime import incidents
from app.runtime.models import Incident
from app.runtime.step import find
from app.web.language import gettext as _
from app.web.pages import Action, Crumb, Fact, IncidentPage, Note, Tone
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.common import local

bp = Blueprint("incidents", __name__, url_prefix="/incidents")


@bp.get("/<incident_id>")
@requires(Permission.INCIDENT_READ)
def incident(incident_id: str) -> str:
    """One incident: first what people do, last what operators need."""
    with database().reading(actor()) as ctx:
        page = _page(ctx, incident_id)
    return render_template("incident.html", shell=shell("emergencies"), page=page)


@bp.post("/<incident_id>/retry")
@requires(Permission.INCIDENT_RETRY)
def retry(incident_id: str) -> Response:
    """Try again what failed."""
    with database().transaction(actor()) as ctx:
        incidents.retry(ctx, incident_id)
    flash(_("已重试"))
    return redirect(url_for("incidents.incident", incident_id=incident_id))  # type: ignore[return-value]


def _page(ctx: Context, incident_id: str) -> IncidentPage:
    found = ctx.session.get(Incident, incident_id)
    if found is None or found.jurisdiction != ctx.actor.jurisdiction:
        raise incidents.IncidentNotFound
    may_retry = Permission.INCIDENT_RETRY.value in ctx.actor.permissions and found.status == incidents.OPEN
    again = url_for("incidents.retry", incident_id=found.id)
    facts = {
        _("环节"): _step(ctx, found),
        _("代码"): found.code,
        _("发生在"): local(found.raised_at).strftime("%Y-%m-%d %H:%M:%S"),
        _("处理"): found.resolved_by or _("还没有人处理"),
    }
    crumb = _emergency(ctx, found)
    return IncidentPage(
        title=_("异常：%(message)s", message=found.message),
        crumbs=(Crumb(text=_("突发事件"), href=url_for("emergencies.index")), *crumb, Crumb(text=_("异常"))),
        subtitle=_("系统的故障，不是灾情"),
        first=Note(
            tone=Tone.STOP, title=_("急件先打电话"), text=_("电话说完再补录。流程停在这里，没有走半截。")
        ),
        facts=tuple(Fact(label=label, value=value) for label, value in facts.items()),
        details=found.cause or "",
        actions=(Action(text=_("重试"), href=again, post=True, primary=True),) if may_retry else (),
        solved=found.status != incidents.OPEN,
    )


def _step(ctx: Context, found: Incident) -> str:
    """The element as people call it, with its id for the operator."""
    if found.instance_id is None or found.element is None:
        return found.element or "—"
    for process in find(ctx, found.instance_id).deployed.program.processes.values():
        element = process.elements.get(found.element)
        if element is not None and element.name:
            return f"{element.name}（{found.element}）"
    return found.element


def _emergency(ctx: Context, found: Incident) -> tuple[Crumb, ...]:
    if found.instance_id is None:
        return ()
    href = url_for("emergencies.instance", instance_id=found.instance_id)
    return (Crumb(text=find(ctx, found.instance_id).title, href=href),)
