"""The BPMN files of deployments, for the viewer."""

from flask import Blueprint, Response

from app.core.errors import NotFound
from app.engine.xml import in_utf8
from app.identity.permissions import Permission
from app.repository.deployments import Programs
from app.web.security import requires
from app.web.sessions import actor, database

bp = Blueprint("diagrams", __name__)


class NoDiagram(NotFound):
    """没有这张流程图。"""

    code = "no-diagram"


@bp.get("/deployments/<deployment_id>/<process>.bpmn")
@requires(Permission.PROCESS_INSTANCE_READ)
def xml(deployment_id: str, process: str) -> Response:
    """A diagram as deployed; it never changes under this address."""
    with database().reading(actor()) as ctx:
        deployed = ctx.use(Programs).get(ctx, deployment_id)
    found = deployed.program.processes.get(process)
    if found is None or deployed.bundle.key != actor().jurisdiction:
        raise NoDiagram
    response = Response(in_utf8(deployed.bundle.diagrams[found.file]), mimetype="application/xml")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
