"""Where each force is: a row per order, a column per task of the process that the order called."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.db.context import Context
from app.history import trace
from app.history.models import Trace
from app.printouts import papers
from app.printouts.models import Paper
from app.runtime.connectors import InstanceInfo
from app.runtime.models import UserTask
from app.web.language import gettext as _
from app.web.pages import BoardCell, BoardColumn, BoardRow, ForceBoard, Mark
from app.web.views.common import local
from app.web.wording import duration

CALL = "callActivity"


def force_board(ctx: Context, info: InstanceInfo, issued: Sequence[Paper]) -> ForceBoard | None:
    """Where each force is, read from the tasks of the process that its order called."""
    to_forces = [paper for paper in issued if paper.force]
    if not to_forces:
        return None
    events = trace.of_instance(ctx, info.id)
    places = _places(events)
    orders = _orders(to_forces, places)
    tasks = ctx.session.scalars(
        select(UserTask).where(UserTask.instance_id == info.id).order_by(UserTask.key)
    ).all()
    columns = _columns(info, tasks, orders, places)
    rows = tuple(_board_row(paper, columns, _tasks_of(paper, tasks, places), ctx.now()) for paper in orders)
    waiting = sum(1 for paper in orders if paper.status != papers.ACKNOWLEDGED)
    return ForceBoard(
        columns=(BoardColumn(title=_("下达")), *(BoardColumn(title=name) for _key, name in columns)),
        rows=rows,
        summary=_("%(n)s 支", n=len(orders)),
        late=_("未确认 %(n)s", n=waiting) if waiting else "",
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an activity instance stands: its type, and what it stands in."""

    type: str
    parent: int | None


def _places(events: Sequence[Trace]) -> dict[int, _Place]:
    entered = ((event.key, json.loads(event.detail)) for event in events if event.kind == "activity")
    return {key: _Place(detail["type"], detail["parent"]) for key, detail in entered}


def _call_of(key: int | None, places: Mapping[int, _Place]) -> int | None:
    """The call activity that an activity instance stands in, the innermost one."""
    while key is not None and key in places and places[key].type != CALL:
        key = places[key].parent
    return key


def _orders(to_forces: Sequence[Paper], places: Mapping[int, _Place]) -> list[Paper]:
    """The orders among the papers of forces.

    Beside those whose step called a process, others (a safety code) are none; and what a force gets in the same call
    after it has confirmed ends its order.
    """
    called = [paper for paper in to_forces if _call_of(paper.key, places) is not None]
    orders: list[Paper] = []
    answered: set[tuple[int | None, str | None]] = set()
    for paper in called or to_forces:
        where = (_call_of(paper.key, places), paper.force)
        if where not in answered:
            orders.append(paper)
        if paper.acknowledged_at is not None:
            answered.add(where)
    return orders


def _tasks_of(paper: Paper, tasks: Sequence[UserTask], places: Mapping[int, _Place]) -> list[UserTask]:
    """The tasks in the same called process as the step that issued the order."""
    call = _call_of(paper.key, places)
    return [task for task in tasks if str(call) in task.scope.split("/")]


def _columns(
    info: InstanceInfo, tasks: Sequence[UserTask], orders: Sequence[Paper], places: Mapping[int, _Place]
) -> list[tuple[str, str]]:
    """The user tasks that stand in the force's own lane: the lane of the first task after the order."""
    mine = {task.process: task.lane for paper in orders for task in reversed(_tasks_of(paper, tasks, places))}
    found: dict[str, str] = {}
    for process, lane in sorted(mine.items()):
        for element in info.deployed.program.processes[process].elements.values():
            if element.type == "userTask" and element.lane == lane:
                found.setdefault(element.id, element.name)
    return list(found.items())


def _board_row(
    paper: Paper, columns: Sequence[tuple[str, str]], tasks: Sequence[UserTask], now: datetime
) -> BoardRow:
    latest = {task.element: task for task in tasks}
    issued = BoardCell(mark=Mark.DONE, text=local(paper.issued_at).strftime("%H:%M:%S"))
    cells = (issued, *(_cell(latest.get(element), now) for element, _name in columns))
    return BoardRow(name=paper.recipient or paper.force or "", note=paper.number, cells=cells)


def _cell(task: UserTask | None, now: datetime) -> BoardCell | None:
    if task is None:
        return None
    if task.status == "completed" and task.closed_at is not None:
        took = _said(task.closed_at - task.opened_at)
        return BoardCell(
            mark=Mark.DONE, text=local(task.closed_at).strftime("%H:%M:%S"), note=_("用 %(t)s", t=took)
        )
    if task.status != "open":
        return BoardCell(mark=Mark.NONE, text=_("不适用"))
    if task.due is not None and task.due < now:
        return BoardCell(mark=Mark.LATE, text=_("逾期 %(t)s", t=_said(now - task.due)))
    left = _("还剩 %(t)s", t=_said(task.due - now)) if task.due else ""
    return BoardCell(mark=Mark.RUNNING, text=_("等着办"), note=left)


def _said(span: timedelta) -> str:
    return duration(span.total_seconds(), fine=True)
