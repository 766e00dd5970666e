"""Starting a process by hand: what may be started, with which form, once per request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db.context import Context
from app.engine.elements import ProcessInfo, StartInfo
from app.repository.deployments import Deployed, current
from app.runtime.errors import NoSuchProcess
from app.runtime.instances import Start
from app.runtime.instances import start as start_instance
from app.runtime.models import ProcessInstance
from app.tasks.errors import PaceUnknown
from app.tasks.forms import form_of, stored_of

PACES = (1, 10, 60, 360)
"""How many times shorter the time limits of a drill may be: 60 makes a minute of an hour."""


@dataclass(frozen=True, slots=True)
class Startable:
    """A process with a none start event that is the actor's to start; `groups` may, empty for everybody."""

    process: str
    name: str
    element: str
    text: str
    form_key: str | None
    clauses: tuple[str, ...]
    groups: frozenset[str] = frozenset()


def startable(ctx: Context) -> list[Startable]:
    """The processes of the actor's jurisdiction that their groups may start, by name.

    A process that another one calls is started by that one; by hand only when its start event says `startableBy`.
    """
    deployed = current(ctx, ctx.actor.jurisdiction or "")
    found = [
        _startable(deployed, process, event)
        for process in deployed.program.processes.values()
        for event in process.starts
        if event.kind == "none" and process.id.startswith(f"{deployed.bundle.key}-")
        if event.startable_by or process.id not in deployed.program.called
    ]
    mine = (one for one in found if not one.groups or one.groups & ctx.actor.groups)
    return sorted(mine, key=lambda one: one.name)


def start(
    ctx: Context,
    process: str,
    submitted: Mapping[str, Any],
    drill: bool,
    request_id: str | None,
    pace: int = 1,
) -> tuple[str, str]:
    """Start a process; returns the instance's id and number. The same request again starts nothing.

    Only a drill has a `pace`. Raises `PaceUnknown`, `NoSuchProcess`, `FormInvalid`.
    """
    if pace not in PACES:
        raise PaceUnknown(known="、".join(map(str, PACES[1:])), given=str(pace)[:20])
    origin = f"request/{ctx.actor.id}/{request_id}" if request_id else None
    i = ProcessInstance
    same = select(i.id, i.number).where(i.jurisdiction == ctx.actor.jurisdiction, i.origin == origin)
    before = ctx.session.execute(same).first() if origin else None
    if before is not None:
        return before[0], before[1]
    asked = next((s for s in startable(ctx) if s.process == process), None)
    if asked is None:
        raise NoSuchProcess(process=process)
    deployed = current(ctx, ctx.actor.jurisdiction or "")
    form = form_of(ctx, deployed, asked.form_key)
    values = (
        form.load(submitted, context={}, stored=stored_of(form, {}), now=ctx.now()).values if form else {}
    )
    begun = Start(process, asked.name, values, drill, asked.element, origin, pace)
    info = start_instance(ctx, begun, jurisdiction=deployed.bundle.key)
    return info.id, info.number


def _startable(deployed: Deployed, process: ProcessInfo, event: StartInfo) -> Startable:
    element = process.elements[event.element]
    return Startable(
        process.id,
        process.name,
        event.element,
        element.documentation or "",
        element.form_key,
        element.clauses,
        frozenset(event.startable_by or deployed.bundle.manifest.lanes.get(element.lane or "", ())),
    )
