"""Starting a process by hand: what may be started, with which form, once per request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db.context import Context
from app.repository.deployments import Deployed, current
from app.runtime.errors import NoSuchProcess
from app.runtime.instances import Start
from app.runtime.instances import start as start_instance
from app.runtime.models import ProcessInstance
from app.tasks.forms import form_of, stored_of


@dataclass(frozen=True, slots=True)
class Startable:
    """A process with a none start event whose lane or groups are the actor's."""

    process: str
    name: str
    element: str
    text: str
    form_key: str | None
    clauses: tuple[str, ...]


def startable(ctx: Context) -> list[Startable]:
    """The processes of the actor's jurisdiction that their groups may start, by name."""
    deployed = current(ctx, ctx.actor.jurisdiction or "")
    found = [
        _startable(deployed, process.id, event.element)
        for process in deployed.program.processes.values()
        for event in process.starts
        if event.kind == "none" and process.id.startswith(f"{deployed.bundle.key}-")
    ]
    return sorted((s for s in found if _may_start(ctx, deployed, s)), key=lambda s: s.name)


def start(
    ctx: Context, process: str, submitted: Mapping[str, Any], drill: bool, request_id: str | None
) -> tuple[str, str]:
    """Start a process; returns the instance's id and number. The same request again starts nothing."""
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
    begun = Start(process, asked.name, values, drill, asked.element, origin)
    info = start_instance(ctx, begun, jurisdiction=deployed.bundle.key)
    return info.id, info.number


def _startable(deployed: Deployed, process: str, element: str) -> Startable:
    info = deployed.program.processes[process]
    start_event = info.elements[element]
    return Startable(
        process,
        info.name,
        element,
        start_event.documentation or "",
        start_event.form_key,
        start_event.clauses,
    )


def _may_start(ctx: Context, deployed: Deployed, asked: Startable) -> bool:
    """The groups of the start event's lane; a start in no lane is open to all who may start processes."""
    lane = deployed.program.processes[asked.process].elements[asked.element].lane
    allowed = deployed.bundle.manifest.lanes.get(lane or "", ())
    return not allowed or bool(set(allowed) & ctx.actor.groups)
