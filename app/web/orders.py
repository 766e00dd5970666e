"""A force's order on the telephone: answer, depart, arrive, return; one job per page."""

from flask import Blueprint, render_template

from app.identity.permissions import Permission
from app.web.security import requires
from app.web.sessions import actor, database
from app.web.shell import shell
from app.web.views.order import order_page

bp = Blueprint("orders", __name__, url_prefix="/orders")


@bp.get("/<task_id>")
@requires(Permission.TASK_COMPLETE)
def order(task_id: str) -> str:
    """The task of a force's contact, with the order it answers."""
    with database().reading(actor()) as ctx:
        page = order_page(ctx, task_id)
    return render_template("order.html", shell=shell("tasks", drill=page.drill), page=page)
