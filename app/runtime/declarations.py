"""A person sends the message that a start event of an event sub-process offers to their groups (`startableBy`)."""

from sqlalchemy import select

from app.core.errors import Forbidden
from app.core.texts import Joined, Text
from app.db.context import Context
from app.history.operations import Operation
from app.runtime.errors import NobodyWaits
from app.runtime.models import EventSubscription
from app.runtime.step import Cause, advance, because, find


class MayNotDeclare(Forbidden):
    """“{message}”由{groups}宣布，不在您的岗位。没有产生任何变化。"""

    code = "may-not-declare"


def declare(ctx: Context, instance_id: str, element: str) -> str:
    """Send it to this instance; returns the message's name."""
    info = find(ctx, instance_id)
    s = EventSubscription
    query = select(s).where(s.instance_id == info.id, s.element == element).order_by(s.key)
    armed = ctx.session.scalars(query).first()
    if armed is None:
        raise NobodyWaits(message=element, instance_id=info.id)
    allowed = set(armed.startable_by or ())
    if not allowed & ctx.actor.groups:
        manifest = info.deployed.bundle.manifest
        names = Joined("、", map(manifest.group_name, sorted(allowed))) or Text("系统")
        raise MayNotDeclare(message=armed.name, groups=names, instance_id=info.id)
    cause = Cause(Operation.INSTANCE_MESSAGE, armed.name, {"message": armed.name, "element": element})
    name, key = armed.name, armed.correlation_key
    advance(ctx, info.id, because(cause, lambda live: live.deliver(name, {}, key, ctx.now())))
    return armed.name
