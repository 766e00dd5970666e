"""异常: what stands still, why, and trying again."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from app.db.context import Context
from app.identity.permissions import Permission
from app.runtime import incidents
from app.runtime.models import Incident
from app.web.language import gettext as _
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.incident import incident_page

bp = Blueprint("incidents", __name__, url_prefix="/incidents")


@bp.get("/<incident_id>")
@requires(Permission.INCIDENT_READ)
def incident(incident_id: str) -> str:
    """One incident: first what people do, last what operators need."""
    with database().reading(actor()) as ctx:
        page = incident_page(ctx, _find(ctx, incident_id))
    return render_template("incident.html", shell=shell("emergencies"), page=page)


@bp.post("/<incident_id>/retry")
@requires(Permission.INCIDENT_RETRY)
def retry(incident_id: str) -> Response:
    """Try again what failed."""
    with database().transaction(actor()) as ctx:
        incidents.retry(ctx, incident_id)
    flash(_("已重试"))
    return redirect(url_for("incidents.incident", incident_id=incident_id))  # type: ignore[return-value]


def _find(ctx: Context, incident_id: str) -> Incident:
    found = ctx.session.get(Incident, incident_id)
    if found is None or found.jurisdiction != ctx.actor.jurisdiction:
        raise incidents.IncidentNotFound
    return found
