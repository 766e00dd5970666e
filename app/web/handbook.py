"""流程手册: the deployed mechanism as one PDF, every process as a picture and as a table of its steps."""

from flask import Blueprint, Response, request

from app.identity.permissions import Permission
from app.reports.handbook import handbook_of
from app.repository.deployments import current
from app.repository.models import Deployment
from app.web.security import requires
from app.web.sessions import actor, database, house
from app.worker.rendering import renderer

bp = Blueprint("handbook", __name__)


@bp.get("/handbook.pdf")
@requires(Permission.DEPLOYMENT_READ)
def file() -> Response:
    """The handbook of what runs now. A browser that has that of the same deployment is not sent it again."""
    with database().reading(actor()) as ctx:
        deployed = current(ctx, ctx.actor.jurisdiction or "")
        at = ctx.session.get_one(Deployment, deployed.id).deployed_at
    response = Response(mimetype="application/pdf")
    response.set_etag(deployed.id)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    if response.status_code != 304:
        with renderer(house()) as pool:
            response.data = pool.render(*handbook_of(deployed, at), preview=True).pdf
        response.headers["Content-Disposition"] = f'inline; filename="handbook-{deployed.bundle.key}.pdf"'
    return response
