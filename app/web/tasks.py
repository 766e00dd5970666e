"""待办: the list, the page of one task, and what can be done with it."""

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_login import login_required

from app.core.errors import Unreadable
from app.db.context import Context
from app.identity.permissions import Permission, may
from app.runtime.errors import TaskNotFound
from app.tasks import assignment, completion, drafts, inbox
from app.tasks.inbox import Box, Filter
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import first_place, shell
from app.web.views.common import local, page_of
from app.web.views.preview import preview_of
from app.web.views.task import task_page
from app.web.views.tasklist import list_page

bp = Blueprint("tasks", __name__)


@bp.get("/")
@login_required  # type: ignore[untyped-decorator]  # Flask-Login ships no types
def home() -> Response:
    """Everybody begins at the first place of their role: who works or decides at the task list."""
    return redirect(first_place())  # type: ignore[return-value]


@bp.get("/tasks", endpoint="inbox")
@requires(Permission.TASK_READ)
def show_inbox() -> str:
    """Mine, my groups', overdue."""
    wanted = _filter()
    with database().reading(actor()) as ctx:
        page = list_page(ctx, wanted)
    return render_template("tasks.html", shell=shell("tasks", drill=wanted.drill), page=page)


@bp.get("/tasks/part")
@requires(Permission.TASK_READ)
def part() -> Response | str:
    """The list alone, for polling: 304 while nothing has changed."""
    with database().reading(actor()) as ctx:
        tag = f'"{inbox.version(ctx)}-{request.query_string.decode()}"'
        if request.headers.get("HX-PTag", request.headers.get("If-None-Match")) == tag:
            return Response(status=304, headers={"ETag": tag, "HX-PTag": tag})
        page = list_page(ctx, _filter())
    response = Response(render_template("_task_poll.html", shell=shell("tasks"), page=page))
    response.headers["HX-PTag"] = response.headers["ETag"] = tag
    return response


@bp.get("/tasks/<task_id>")
@requires(Permission.TASK_READ)
def task(task_id: str) -> str:
    """One task with its form, its situation and what has happened."""
    with database().reading(actor()) as ctx:
        page = task_page(ctx, task_id)
    return render_template("task.html", shell=shell("tasks", drill=page.drill), page=page)


@bp.get("/tasks/<task_id>/preview")
@requires(Permission.TASK_READ)
def preview(task_id: str) -> str:
    """The task beside the list."""
    with database().reading(actor()) as ctx:
        page = preview_of(ctx, task_id)
    if page is None:
        raise TaskNotFound
    return render_template("_task_preview.html", shell=shell("tasks"), page={"preview": page})


@bp.post("/tasks/<task_id>/claim")
@requires(Permission.TASK_COMPLETE)
def claim(task_id: str) -> Response:
    """签收。"""
    with database().transaction(actor()) as ctx:
        claimed = assignment.claim(ctx, task_id)
        where = page_of(ctx, claimed.status, task_id)
    flash(_("已签收：%(name)s", name=claimed.name))
    return redirect(where)  # type: ignore[return-value]


@bp.post("/tasks/<task_id>/unclaim")
@requires(Permission.TASK_COMPLETE)
def unclaim(task_id: str) -> Response:
    """退签。"""
    with database().transaction(actor()) as ctx:
        task = assignment.unclaim(ctx, task_id)
    flash(_("已退签：%(name)s", name=task.name))
    return redirect(url_for("tasks.inbox"))  # type: ignore[return-value]


@bp.post("/tasks/<task_id>/reassign")
@requires(Permission.TASK_REASSIGN)
def reassign(task_id: str) -> Response:
    """转办。"""
    with database().transaction(actor()) as ctx:
        task = assignment.reassign(ctx, task_id, request.form.get("to", ""), request.form.get("reason", ""))
    flash(_("已转办：%(name)s", name=task.name))
    return redirect(url_for("tasks.inbox"))  # type: ignore[return-value]


@bp.post("/tasks/<task_id>/complete")
@requires(Permission.TASK_COMPLETE)
def complete(task_id: str) -> Response:
    """办结: the form as submitted; the same `X-Request-Id` again changes nothing."""
    values = body_values()
    with database().transaction(actor()) as ctx:
        task = completion.complete(ctx, task_id, values, request.headers.get("X-Request-Id"))
        where = _afterwards(ctx, task.instance_id)
    done = _("已办结：%(name)s", name=task.name)
    flash(done)
    return jsonify({"location": where, "toast": done})


def _afterwards(ctx: Context, instance_id: str) -> str:
    """The list; who works on the telephone is led to the next step of the same order."""
    on_phone = not may(ctx.actor, Permission.PROCESS_INSTANCE_READ)
    following = inbox.next_in(ctx, instance_id) if on_phone else None
    return page_of(ctx, following.status, following.id) if following else url_for("tasks.inbox")


@bp.post("/tasks/<task_id>/draft")
@requires(Permission.TASK_COMPLETE)
def draft(task_id: str) -> Response:
    """Keep what was typed, without validation; `version` is that of the draft on which it was typed."""
    values, version = body_values(), request.get_json().get("version")
    if not isinstance(version, int):
        raise Unreadable
    with database().transaction(actor()) as ctx:
        kept = drafts.save(ctx, task_id, values, version)
        saved = local(kept.saved_at).isoformat(timespec="seconds")
        return jsonify({"saved_at": saved, "version": kept.version})


def body_values() -> dict[str, Any]:
    """The submitted values: a JSON object with an object `values`, nothing else."""
    body = request.get_json(silent=True)
    values = body.get("values") if isinstance(body, dict) else None
    if not isinstance(values, dict):
        raise Unreadable
    return values


def _filter() -> Filter:
    asked = request.args.get("box", Box.GROUPS.value)
    box = Box(asked) if asked in set(Box) else Box.GROUPS
    page = request.args.get("page", "0")
    return Filter(
        box=box,
        search=request.args.get("q", "")[:100],
        drill=request.args.get("drill") == "1",
        page=whole(page),
    )
