"""比较: a draft against a version, or two versions, property by property."""

from flask import Blueprint, Response, render_template, request

from app.identity.permissions import Permission
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.comparepage import deployed_file, draft_comparison, version_comparison

bp = Blueprint("compare", __name__)


@bp.get("/drafts/<draft_id>/compare")
@requires(Permission.DEPLOYMENT_READ)
def draft(draft_id: str) -> str:
    """A draft against its base deployment, or `?at=` against `?to=`; `?path=` shows one file."""
    asked = request.args
    with database().reading(actor()) as ctx:
        to, at = (asked.get(side, "")[:64] for side in ("to", "at"))
        page = draft_comparison(ctx, draft_id, to, at, asked.get("path", "")[:255])
    return render_template("compare.html", shell=shell("drafts"), page=page)


@bp.get("/deployments/<old_id>/compare/<new_id>")
@requires(Permission.DEPLOYMENT_READ)
def versions(old_id: str, new_id: str) -> str:
    """One deployment against a later one, or an earlier; `?path=` shows one file."""
    with database().reading(actor()) as ctx:
        page = version_comparison(ctx, old_id, new_id, request.args.get("path", "")[:255])
    return render_template("compare.html", shell=shell("drafts"), page=page)


@bp.get("/deployments/<deployment_id>/content/<path:path>")
@requires(Permission.DEPLOYMENT_READ)
def file(deployment_id: str, path: str) -> Response:
    """A file as deployed; it never changes under this address."""
    with database().reading(actor()) as ctx:
        data = deployed_file(ctx, deployment_id, path)
    response = Response(
        data, mimetype="application/octet-stream"
    )  # a paper's template must not run as a page
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
