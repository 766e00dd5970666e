"""所有版本: what was deployed when, looked at, and brought back by a draft of its own."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from app.identity.permissions import Permission
from app.repository.deployments import NotDeployed, Programs
from app.repository.draft_base import roll_back as roll_back_to
from app.repository.models import Deployment
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.versions import version_page, versions_page

bp = Blueprint("deployments", __name__, url_prefix="/deployments")


@bp.get("")
@requires(Permission.DEPLOYMENT_READ)
def index() -> str:
    """All versions, newest first."""
    place = request.args.get("page", "0")
    with database().reading(actor()) as ctx:
        page = versions_page(ctx, whole(place))
    return render_template("versions.html", shell=shell("drafts"), page=page)


@bp.get("/<deployment_id>")
@requires(Permission.DEPLOYMENT_READ)
def version(deployment_id: str) -> str:
    """The files of one version."""
    with database().reading(actor()) as ctx:
        row = ctx.session.get(Deployment, deployment_id)
        if row is None or row.jurisdiction != actor().jurisdiction:
            raise NotDeployed(jurisdiction=deployment_id)
        page = version_page(row, ctx.use(Programs).get(ctx, deployment_id).bundle)
    return render_template("drafts.html", shell=shell("drafts"), page=page)


@bp.post("/<deployment_id>/roll-back")
@requires(Permission.DRAFT_WRITE)
def roll_back(deployment_id: str) -> Response:
    """Open a draft with the files of this version; it is reviewed and published like any other."""
    with database().transaction(actor()) as ctx:
        draft = roll_back_to(ctx, deployment_id)
    flash(_("%(title)s：草稿已打开，请送审", title=draft.title))
    return redirect(url_for("drafts.index"))  # type: ignore[return-value]
