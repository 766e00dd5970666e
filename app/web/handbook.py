"""流程手册: the deployed mechanism as one PDF, every process as a picture and as a table of its steps."""

from flask import Blueprint, Response, request

from app.identity.permissions import Permission
from app.web.security import requires
from app.web.sessions import actor, house
from app.worker.handbooks import deployed_now, handbook

bp = Blueprint("handbook", __name__)


@bp.get("/handbook.pdf")
@requires(Permission.DEPLOYMENT_READ)
def file() -> Response:
    """The handbook of what runs now. A browser that has that of the same deployment is not sent it again."""
    deployed = deployed_now(house(), actor())
    response = Response(mimetype="application/pdf")
    response.set_etag(deployed.id)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    if response.status_code != 304:
        response.data = handbook(house(), actor(), deployed).pdf
        response.headers["Content-Disposition"] = f'inline; filename="handbook-{deployed.bundle.key}.pdf"'
    return response
