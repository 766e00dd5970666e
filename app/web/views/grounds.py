"""The deployments that an instance has stood on, one after the other, and what was recorded on which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for

from app.db.context import Context
from app.engine.marking import Waits
from app.history.models import Trace
from app.history.operations import Operation
from app.history.queries import Logged
from app.repository.deployments import Deployed, Programs
from app.runtime.connectors import InstanceInfo
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.pages import DiagramView, Tab
from app.web.views.drawing import walked
from app.web.views.marked import picture

_MOVES = frozenset({Operation.INSTANCE_MIGRATE, Operation.INSTANCE_REVERT})


@dataclass(frozen=True, slots=True)
class Ground:
    """A deployment, until which entry of the log and which version of the instance; None: it stands there now."""

    deployed: Deployed
    until_entry: int | None = None
    until_version: int | None = None


def grounds_of(ctx: Context, info: InstanceInfo, entries: Iterable[Logged]) -> tuple[Ground, ...]:
    """All of them, the first one first. An entry that moves an instance belongs to where it moved to."""
    moves = [entry for entry in entries if entry.operation in _MOVES and "left" in entry.details]
    left = (
        Ground(ctx.use(Programs).get(ctx, e.details["left"]), e.seq, e.details["step"]["version"])
        for e in moves
    )
    return (*left, Ground(info.deployed))


def ground_at(grounds: Sequence[Ground], seq: int) -> Deployed:
    """Where the instance stood when an entry was written."""
    return next(g.deployed for g in grounds if g.until_entry is None or seq < g.until_entry)


def chosen(grounds: Sequence[Ground], number: str) -> Ground:
    """The one of that place in the row; else where the instance stands now."""
    index = whole(number, len(grounds))
    return grounds[index] if index < len(grounds) else grounds[-1]


def last_picture(ground: Ground, process: str, events: Sequence[Trace]) -> DiagramView:
    """The diagram as it stood when the instance left it."""
    seen = [event for event in events if ground.until_version is None or event.version < ground.until_version]
    running = walked(seen, process).running
    marking = [
        {"key": key, "process": process, "element": element, "name": element, "waits": Waits.PERSON}
        for key, element in running.items()
    ]
    return picture(ground.deployed, process, marking, seen, _("迁移之前"))


def ground_tabs(instance_id: str, grounds: Sequence[Ground], current: Ground) -> tuple[Tab, ...]:
    """One for each; none where there is only one."""
    if len(grounds) == 1:
        return ()
    return tuple(
        Tab(
            text=_("部署第 %(n)s 版", n=ground.deployed.version),
            href=url_for("trace.instance", instance_id=instance_id, ground=number),
            current=ground is current,
        )
        for number, ground in enumerate(grounds)
    )
