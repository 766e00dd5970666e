"""The diagram of an instance with what has happened drawn over it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from sqlalchemy import select

from app.db.context import Context
from app.engine.elements import ProcessInfo
from app.history import trace
from app.history.models import Trace
from app.runtime.connectors import InstanceInfo
from app.runtime.models import UserTask
from app.web.language import gettext as _
from app.web.pages import Badge, DiagramState, DiagramView, Mark, StepRow
from app.web.views.common import local

BODY = "multiInstanceBody"


@dataclass
class Walked:
    """What the trace says of the elements of one process: how often entered, completed, running, since when."""

    entered: Counter[str] = field(default_factory=Counter)
    completed: Counter[str] = field(default_factory=Counter)
    running: dict[int, str] = field(default_factory=dict)
    flows: dict[str, None] = field(default_factory=dict)
    since: dict[str, datetime] = field(default_factory=dict)


def walked(events: Sequence[Trace], process: str) -> Walked:
    """Fold the trace of an instance into the state of one process."""
    state = Walked()
    for event in events:
        if event.process != process or _is_body(event):
            continue
        if event.kind == "flow":
            state.flows[event.element] = None
        elif event.kind == "activity":
            _fold(state, event)
    return state


def diagram_of(ctx: Context, info: InstanceInfo, focus: str = "", process: str | None = None) -> DiagramView:
    """The diagram of an instance's process, or of one that it calls."""
    shown = info.deployed.program.processes[process or info.process]
    state = walked(trace.of_instance(ctx, info.id), shown.id)
    late = _late(ctx, info.id, shown.id)
    running = tuple(dict.fromkeys(state.running.values()))
    done = tuple(e for e in state.completed if e not in running)
    return DiagramView(
        xml_url=url_for("diagrams.xml", deployment_id=info.deployed.id, process=shown.id),
        state=DiagramState(
            taken=(*done, *state.flows),
            running=tuple(e for e in running if e not in late),
            late=tuple(late),
            badges=tuple(_badges(shown, state, late)),
            focus=focus or (running[-1] if running else ""),
        ),
        label=_("%(name)s的流程图", name=shown.name),
        steps=tuple(_steps(shown, state, late)),
        state_url=url_for("emergencies.state", instance_id=info.id),
        page_url=url_for("emergencies.instance", instance_id=info.id),
        note=_("部署第 %(n)s 版", n=info.deployed.version),
    )


def _is_body(event: Trace) -> bool:
    """The shell around the instances of a multi-instance activity: it is none of them."""
    return event.kind == "activity" and json.loads(event.detail)["type"] == BODY


def _fold(state: Walked, event: Trace) -> None:
    element = event.element
    state.since[element] = event.at
    if event.state == "entered":
        state.entered[element] += 1
        state.running[event.key] = element
    else:
        state.running.pop(event.key, None)
        if event.state == "completed":
            state.completed[element] += 1


def _late(ctx: Context, instance_id: str, process: str) -> dict[str, datetime]:
    t = UserTask
    open_and_late = (
        t.instance_id == instance_id,
        t.process == process,
        t.status == "open",
        t.due < ctx.now(),
    )
    rows = ctx.session.execute(select(t.element, t.due).where(*open_and_late))
    return {element: due for element, due in rows if due is not None}


def _badges(process: ProcessInfo, state: Walked, late: dict[str, datetime]) -> list[Badge]:
    running = Counter(state.running.values())
    badges = []
    for element, info in process.elements.items():
        if not info.type.endswith(("Task", "Activity", "subProcess")):
            continue
        if element in late:
            badges.append(Badge(element=element, text=_("逾期"), mark=Mark.LATE))
        elif running[element]:
            badges.append(Badge(element=element, text=_("在办 %(n)s", n=running[element]), mark=Mark.RUNNING))
        elif state.completed[element] > 1:
            badges.append(Badge(element=element, text=_("%(n)s 次", n=state.completed[element])))
    return badges


def _steps(process: ProcessInfo, state: Walked, late: dict[str, datetime]) -> list[StepRow]:
    running = set(state.running.values())
    return [
        StepRow(
            element=element,
            name=info.name or element,
            mark=_mark(element, state, running, late)[0],
            state=_mark(element, state, running, late)[1],
            lane=info.lane or "",
            at=local(state.since[element]) if element in state.since else None,
            note=_("%(n)s 次", n=state.completed[element]) if state.completed[element] > 1 else "",
        )
        for element, info in process.elements.items()
        if info.type.endswith(("Task", "Activity"))
    ]


def _mark(element: str, state: Walked, running: set[str], late: dict[str, datetime]) -> tuple[Mark, str]:
    if element in late:
        return Mark.LATE, _("逾期")
    if element in running:
        return Mark.RUNNING, _("正在办")
    return (Mark.DONE, _("已走过")) if state.completed[element] else (Mark.NOT_YET, _("未到"))
