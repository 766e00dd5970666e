"""轨迹: the auditor's view of one instance."""

from flask import Blueprint, render_template, request

from app.identity.permissions import Permission
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.tracing import trace_page

bp = Blueprint("trace", __name__, url_prefix="/emergencies")


@bp.get("/<instance_id>/trace")
@requires(Permission.HISTORY_READ)
def instance(instance_id: str) -> str:
    """Who did what, when, under which clause, and why it went this way."""
    with database().reading(actor()) as ctx:
        view, ground = (request.args.get(name, "") for name in ("view", "ground"))
        page = trace_page(ctx, instance_id, view or "all", ground)
    return render_template("trace.html", shell=shell("emergencies", drill=page.drill), page=page)
