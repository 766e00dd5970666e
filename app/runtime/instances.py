"""Starting and ending process instances."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update

from app.core.canonical import canonical
from app.core.clock import SHANGHAI
from app.core.ids import new_id
from app.db.context import Context
from app.db.hot import Hot
from app.engine.instance import Instance
from app.engine.step import Step
from app.history.log import next_place
from app.history.operations import Operation
from app.repository.deployments import Deployed, current
from app.runtime.connectors import InstanceInfo
from app.runtime.errors import NoSuchProcess
from app.runtime.models import ProcessInstance
from app.runtime.numbering import allot, line_up
from app.runtime.step import Cause, Watch, advance, because, compare_and_swap, find, know, settle, write

EMERGENCY = "emergency"
_SERIES = "instance"
_TITLE = 200

_c = ProcessInstance.__table__.c
_of_origin = Hot(select(_c.id).where(_c.jurisdiction == bindparam("within"), _c.origin == bindparam("cause")))
_tell = Hot(
    update(ProcessInstance)
    .where(_c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("title", "level", "type", "case")})
)


@dataclass(frozen=True, slots=True)
class Start:
    """What a new instance begins with. `origin` makes a second start from the same cause impossible.

    `pace`: how many times shorter the time limits of a drill are; a real run keeps them as they are set.
    """

    process: str
    title: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    drill: bool = False
    start_event: str | None = None
    origin: str | None = None
    pace: int = 1


def start(ctx: Context, asked: Start, *, jurisdiction: str) -> InstanceInfo:
    """Start the process as it is deployed now; returns the new instance, or the one that this cause has started."""
    line_up(ctx, jurisdiction)
    before = _of_origin.first(ctx, {"within": jurisdiction, "cause": asked.origin}) if asked.origin else None
    if before is not None:
        return find(ctx, before[0])
    deployed = current(ctx, jurisdiction)
    if asked.process not in deployed.program.processes:
        raise NoSuchProcess(process=asked.process)
    info, place = _new(ctx, asked, jurisdiction, deployed), next_place(ctx)
    with Watch(ctx, jurisdiction=jurisdiction, process=asked.process):
        live = Instance.start(
            deployed.program,
            asked.process,
            case=info.case,
            variables=asked.variables,
            now=ctx.now(),
            start_event=asked.start_event,
        )
        _insert(ctx, asked, info)
        step = settle(ctx, live, info)
    compare_and_swap(ctx, info, step)
    details = {
        "process": asked.process,
        "title": info.title,
        "drill": asked.drill,
        "deployment": deployed.version,
        **({"pace": info.case["pace"]} if asked.drill else {}),
    }
    write(ctx, info, live, step, Cause(Operation.INSTANCE_START, info.id, details, place=place))
    return info


def cancel(ctx: Context, instance_id: str, reason: str) -> Step:
    """终止: end the instance; what it issued stays issued."""
    cause = Cause(Operation.INSTANCE_CANCEL, instance_id, {"reason": reason})
    return advance(ctx, instance_id, because(cause, lambda live: live.cancel(ctx.now())))


def emergency_of(variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The emergency among variables, or nothing."""
    found = variables.get(EMERGENCY)
    return found if isinstance(found, Mapping) else {}


def title_of(emergency: Mapping[str, Any]) -> str:
    """How an emergency is called: its own title, or place and type."""
    place = emergency.get("place")
    named = place.get("name") if isinstance(place, Mapping) else place
    return str(
        emergency.get("title") or " ".join(str(part) for part in (named, emergency.get("type")) if part)
    )


def note_emergency(ctx: Context, live: Instance, instance_id: str, emergency: Mapping[str, Any]) -> None:
    """A form has told more of the emergency: the lists and the expressions see its title, level and type."""
    info = find(ctx, instance_id)
    told = {name: emergency.get(name) or info.case.get(name) for name in ("title", "level", "type")}
    case = {**info.case, **told, "title": (title_of(emergency) or info.title)[:_TITLE]}
    if case != info.case:
        _tell.run(ctx, {"of": info.id, "case": canonical(case), **{name: case[name] for name in told}})
        know(ctx, info._replace(title=case["title"], case=case))
        live.set_case(case)


def _new(ctx: Context, asked: Start, jurisdiction: str, deployed: Deployed) -> InstanceInfo:
    local = ctx.now().astimezone(SHANGHAI)
    day = local.strftime("%Y-%m%d")
    serial = allot(ctx, _SERIES, day, jurisdiction=jurisdiction, drill=asked.drill)[0]
    number = f"{'演' if asked.drill else ''}{day}-{serial:03d}"
    told = emergency_of(asked.variables)
    title = (title_of(told) or asked.title or deployed.program.processes[asked.process].name)[:_TITLE]
    instance_id = new_id()
    case = {
        "id": instance_id,
        "no": number,
        "title": title,
        "drill": asked.drill,
        "pace": asked.pace if asked.drill else 1,
        "jurisdiction": jurisdiction,
        "level": told.get("level"),
        "type": told.get("type"),
        "season": {"name": None, "special": False},
    }
    return InstanceInfo(
        instance_id, jurisdiction, number, title, asked.process, asked.drill, 0, case, deployed
    )


def _insert(ctx: Context, asked: Start, info: InstanceInfo) -> None:
    """The row stands before connectors run: their papers refer to it."""
    ctx.session.add(
        ProcessInstance(
            id=info.id,
            jurisdiction=info.jurisdiction,
            deployment_id=info.deployed.id,
            process=info.process,
            number=info.number,
            title=info.title,
            level=info.case["level"],
            type=info.case["type"],
            drill=info.drill,
            status="active",
            version=0,
            head="",
            case=info.case,
            started_at=ctx.now(),
            started_by=ctx.actor.name,
            origin=asked.origin,
        )
    )
    ctx.session.flush()
