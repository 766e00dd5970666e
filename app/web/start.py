"""接报、启动: which processes a person may start, and their first form."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, flash, jsonify, render_template, request, url_for

from app.bundle.bundle import Bundle
from app.core.errors import Unreadable
from app.db.context import Context
from app.forms import prefill
from app.identity.permissions import Permission
from app.repository.deployments import current
from app.runtime.errors import NoSuchProcess
from app.tasks import inbox, starting
from app.tasks.forms import form_of
from app.web.language import gettext as _
from app.web.pages import Crumb, FormIsland, Outcome, StartChoice, StartFormPage, StartPage
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.ahead import consequences
from app.web.views.common import clause_links, page_of
from app.web.views.task import heading, island_of

bp = Blueprint("start", __name__, url_prefix="/start")


@bp.get("")
@requires(Permission.PROCESS_INSTANCE_START)
def choose() -> str:
    """The processes that the reader's groups may start."""
    with database().reading(actor()) as ctx:
        bundle = current(ctx, actor().jurisdiction or "").bundle
        choices = tuple(_choice(bundle, found) for found in starting.startable(ctx))
    page = StartPage(
        title=_("启动流程"),
        choices=choices,
        crumbs=(Crumb(text=_("突发事件"), href=url_for("emergencies.index")), Crumb(text=_("启动流程"))),
    )
    return render_template("start.html", shell=shell("emergencies"), page=page)


@bp.get("/<process>")
@requires(Permission.PROCESS_INSTANCE_START)
def form(process: str) -> str:
    """The first form of a process, or only the choice of a drill."""
    with database().reading(actor()) as ctx:
        page = _form_page(ctx, process)
    return render_template("start_form.html", shell=shell("emergencies"), page=page)


@bp.post("/<process>")
@requires(Permission.PROCESS_INSTANCE_START)
def begin(process: str) -> Response:
    """Start it; the same `X-Request-Id` again leads to the instance that it started."""
    body: Any = request.get_json(silent=True)
    values = body.get("values") if isinstance(body, dict) else None
    if not isinstance(values, dict):
        raise Unreadable
    drill, pace = body.get("drill") in (True, "1", "on"), body.get("pace", 1)
    with database().transaction(actor()) as ctx:
        request_id = request.headers.get("X-Request-Id", "")[:64]
        instance_id, number = starting.start(ctx, process, values, drill, request_id, pace)
        where = _afterwards(ctx, instance_id)
    done = _("已启动：%(number)s", number=number)
    flash(done)
    return jsonify({"location": where, "toast": done})


def _afterwards(ctx: Context, instance_id: str) -> str:
    """The step that the reader has to do first; where it is another's, the page of what was begun."""
    first = inbox.next_in(ctx, instance_id)
    if first is None:
        return url_for("emergencies.instance", instance_id=instance_id)
    return page_of(ctx, first.status, first.id)


def _choice(bundle: Bundle, found: starting.Startable) -> StartChoice:
    clauses = clause_links(bundle, found.clauses)
    return StartChoice(
        name=found.name, href=url_for("start.form", process=found.process), text=found.text, clauses=clauses
    )


def _form_page(ctx: Context, process: str) -> StartFormPage:
    deployed = current(ctx, actor().jurisdiction or "")
    found = next((s for s in starting.startable(ctx) if s.process == process), None)
    if found is None:
        raise NoSuchProcess(process=process)
    submit, words = url_for("start.begin", process=process), _("启动：%(name)s", name=found.name)
    first = form_of(ctx, deployed, found.form_key)
    if first is None:
        document: dict[str, Any] = {"type": "default", "components": []}
        island = FormIsland(
            document=document, data={}, submit_url=submit, outcomes=(Outcome(value="", text=words),)
        )
    else:
        island = replace(
            island_of(first, prefill(first, {}, ctx.now()), submit, words),
            draft_key=f"{ctx.actor.id}:start:{process}",
        )
    done = consequences(deployed, deployed.program.processes[process], found.element, {})
    return StartFormPage(
        title=found.name,
        form=island,
        crumbs=(Crumb(text=_("启动流程"), href=url_for("start.choose")), Crumb(text=found.name)),
        subtitle=found.text,
        paces=starting.PACES,
        consequences_title=heading(island, done),
        consequences=done,
    )
