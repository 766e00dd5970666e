"""突发事件: the list, one of them, and the messages that people may send into it."""

from dataclasses import asdict

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for

from app.identity.permissions import Permission
from app.runtime.declarations import declare as send_declared
from app.runtime.step import find
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.drawing import diagram_of
from app.web.views.instance import emergencies_page, instance_page

bp = Blueprint("emergencies", __name__, url_prefix="/emergencies")


@bp.get("")
@requires(Permission.PROCESS_INSTANCE_READ)
def index() -> str:
    """The list, newest first."""
    status = request.args.get("status", "active")
    page = request.args.get("page", "0")
    with database().reading(actor()) as ctx:
        wanted = status if status in {"active", "completed", "cancelled"} else "active"
        shown = emergencies_page(ctx, request.args.get("q", "")[:100], wanted, whole(page))
    return render_template("emergencies.html", shell=shell("emergencies"), page=shown)


@bp.get("/<instance_id>")
@requires(Permission.PROCESS_INSTANCE_READ)
def instance(instance_id: str) -> str:
    """One emergency on its diagram."""
    with database().reading(actor()) as ctx:
        page = instance_page(ctx, instance_id, steps_only=request.args.get("steps") == "1")
    return render_template(
        "instance.html", shell=shell("emergencies", drill=page.drill, pace=page.pace), page=page
    )


@bp.get("/<instance_id>/state")
@requires(Permission.PROCESS_INSTANCE_READ)
def state(instance_id: str) -> Response:
    """The state of the diagram as JSON; 304 while the instance has not moved."""
    with database().reading(actor()) as ctx:
        info = find(ctx, instance_id)
        tag = f"{info.id}-{info.version}"
        if request.if_none_match.contains(tag):
            return Response(status=304, headers={"ETag": f'"{tag}"'})
        response = jsonify(asdict(diagram_of(ctx, info).state))
    response.set_etag(tag)
    return response


@bp.post("/<instance_id>/declare/<element>")
@requires(Permission.TASK_COMPLETE)
def declare(instance_id: str, element: str) -> Response:
    """Send the message that an armed start event offers to the reader's groups."""
    with database().transaction(actor()) as ctx:
        name = send_declared(ctx, instance_id, element)
    flash(_("已宣布：%(name)s", name=name))
    return redirect(url_for("emergencies.instance", instance_id=instance_id))  # type: ignore[return-value]
