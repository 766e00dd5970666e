"""What several pages tell alike: deadlines, clauses, timelines, situations, plans."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from app.bundle.bundle import Bundle
from app.bundle.manifest import Manifest
from app.core.clock import SHANGHAI
from app.db.context import Context
from app.engine.elements import ProcessInfo
from app.identity.permissions import Permission, may
from app.runtime.models import UserTask
from app.runtime.worklist import OPEN
from app.web.language import gettext as _
from app.web.pages import Deadline, Fact, Link, Situation
from app.web.sessions import actor
from app.web.wording import clock, day

URGENT = timedelta(minutes=20)
MOST_GROUPS = 2


def local(at: datetime) -> datetime:
    """The instant in the zone of the jurisdiction."""
    return at.astimezone(SHANGHAI)


def office_of(manifest: Manifest, groups: Iterable[str], lane: str | None) -> str:
    """Whose step it is: its groups, not its lane: a sub-process stands in one lane with the steps of many."""
    names = [manifest.group_name(key) for key in sorted(groups)]
    if len(names) > MOST_GROUPS:
        return _("%(first)s等 %(n)s 个岗位", first=names[0], n=len(names))
    return "、".join(names) or lane or ""


def deadline_of(task: UserTask) -> Deadline:
    """The limit of a task: how long in all, and what happens when it has gone; closed, it stands still."""
    if task.closed_at is not None:
        return Deadline(paused=_("%(at)s 办结", at=local(task.closed_at).strftime("%H:%M")))
    if task.due is None:
        return Deadline()
    limit = task.due - task.opened_at
    told = task.remind_at is None  # the last reminder went out at the limit
    after = _("已催办并上报值班领导") if told else _("到时催办并上报值班领导")
    return Deadline(due=local(task.due), limit=limit, after=after)


def is_urgent(task: UserTask) -> bool:
    """特急: a limit of twenty minutes or less, still open."""
    return task.status == OPEN and task.due is not None and task.due - task.opened_at <= URGENT


def page_of(ctx: Context, status: str, task_id: str) -> str:
    """A force's contact works on the telephone, everybody else on the full page."""
    office = may(ctx.actor, Permission.PROCESS_INSTANCE_READ) or status != OPEN
    return url_for("tasks.task" if office else "orders.order", task_id=task_id)


def may_claim(ctx: Context, task: UserTask) -> bool:
    """Whether nobody has the task in hand, and the reader works on tasks."""
    return task.status == OPEN and task.assignee is None and may(ctx.actor, Permission.TASK_COMPLETE)


def clauses_of(bundle: Bundle, process: ProcessInfo | None, element: str) -> tuple[Link, ...]:
    """The clauses that an element carries."""
    found = process.elements.get(element) if process is not None else None
    return clause_links(bundle, found.clauses if found else ())


def clause_links(bundle: Bundle, clauses: Iterable[str]) -> tuple[Link, ...]:
    """Clauses by their ids, each leading to its page for readers who may see it.

    Only those of the package's own mechanism: a file that several share cites the clauses of all of them.
    """
    own = {clause.id for clause in bundle.clauses}
    may_read = may(actor(), Permission.REPORT_READ)
    return tuple(
        Link(text=clause, href=url_for("clauses.clause", clause_id=clause) if may_read else f"#{clause}")
        for clause in clauses
        if clause in own
    )


def situation_of(variables: Mapping[str, Any]) -> Situation | None:
    """The emergency in short, from what was reported last."""
    told = variables.get("emergency")
    if not isinstance(told, Mapping):
        return None
    place = told.get("place")
    facts = (
        (_("类型与级别"), " · ".join(str(told[k]) for k in ("type", "level") if told.get(k))),
        (_("发生"), _day_and_time(told.get("occurred_at"))),
        (_("报告单位"), str(told.get("reported_by") or "")),
        (_("人员"), _casualties(told)),
        (_("地点"), str(place.get("name") or "") if isinstance(place, Mapping) else str(place or "")),
    )
    text = tuple(str(told[key]) for key in ("description", "risks") if told.get(key))
    return Situation(
        facts=tuple(Fact(label=label, value=value) for label, value in facts if value), text=text
    )


def _casualties(told: Mapping[str, Any]) -> str:
    counted = told.get("casualties")
    counts = counted if isinstance(counted, Mapping) else told
    words = (("dead", _("死亡")), ("injured", _("受伤")), ("trapped", _("被困")), ("missing", _("失联")))
    return "，".join(f"{word} {counts[key]}" for key, word in words if counts.get(key))


def _day_and_time(text: Any) -> str:
    try:
        at = local(datetime.fromisoformat(str(text)))
    except ValueError:
        return ""
    return f"{day(at)} {clock(at)}"


def short_time(text: Any) -> str:
    """03:50, or nothing where the text is no instant."""
    try:
        return local(datetime.fromisoformat(str(text))).strftime("%H:%M")
    except ValueError:
        return ""
