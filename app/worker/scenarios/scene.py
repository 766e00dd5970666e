"""Where a scenario stands: its instances, their open tasks, and which of them a step means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.db.context import Context
from app.runtime import worklist
from app.runtime.models import EventSubscription, ProcessInstance, UserTask
from app.runtime.step import find


@dataclass(frozen=True, slots=True)
class Scene:
    """The instance that a scenario began with, and those that its messages started."""

    jurisdiction: str
    instance_id: str

    def instances(self, ctx: Context) -> list[str]:
        """Their ids, oldest first."""
        i = ProcessInstance
        query = select(i.id).where(
            i.jurisdiction == self.jurisdiction, (i.id == self.instance_id) | i.origin.is_not(None)
        )
        return list(ctx.session.scalars(query.order_by(i.id)))

    def open_tasks(self, ctx: Context) -> list[UserTask]:
        """All that wait for a person, in the order in which they came."""
        t = UserTask
        query = select(t).where(t.instance_id.in_(self.instances(ctx)), t.status == worklist.OPEN)
        return list(ctx.session.scalars(query.order_by(t.key)))

    def titles(self, ctx: Context) -> Iterator[str]:
        """The open tasks as a message names them."""
        for task in self.open_tasks(ctx):
            yield f"{task.process}/{task.element}/{task.subject or ''}"

    def task_of(self, ctx: Context, step: Mapping[str, Any]) -> UserTask | None:
        """The open task that a step means: of several, one that the actor's groups may do."""
        found = [task for task in self.open_tasks(ctx) if _meant(ctx, task, step)]
        mine = [task for task in found if task.groups & ctx.actor.groups]
        return next(iter(mine or found), None)

    def told(self, ctx: Context, task: UserTask) -> dict[str, Any]:
        """The shortest words by which a step of the actor means this task: its element, then process and item."""
        plain = {"task": task.element}
        process, item = {"process": task.process}, {"item": task.subject} if task.subject else {}
        ways = (plain, plain | process, plain | item, plain | process | item)
        meant = (way for way in ways if (found := self.task_of(ctx, way)) and found.id == task.id)
        return next(meant, ways[-1])

    def armed(self, ctx: Context, message: str) -> EventSubscription | None:
        """The catch that waits for a message of that name."""
        s = EventSubscription
        query = select(s).where(s.name == message, s.instance_id.in_(self.instances(ctx)))
        return ctx.session.scalars(query.order_by(s.instance_id, s.key)).first()


def next_due(ctx: Context) -> datetime | None:
    """When the next timer rings or the next reminder is sent."""
    i, t = ProcessInstance, UserTask
    timers = select(func.min(i.next_due)).where(i.status == "active")
    limits = select(func.min(t.remind_at)).where(t.status == worklist.OPEN)
    found = (ctx.session.scalar(timers), ctx.session.scalar(limits))
    return min((due for due in found if due is not None), default=None)


def _meant(ctx: Context, task: UserTask, step: Mapping[str, Any]) -> bool:
    same = task.element == step["task"] and step.get("process") in (None, task.process)
    return same and _is_about(ctx, task, step.get("item"))


def _is_about(ctx: Context, task: UserTask, item: Any) -> bool:
    """Whether a multi-instance task stands for that item: by its subject, or by a group whose key ends with it."""
    subject = task.subject or ""
    if item is None or subject.startswith(str(item)):
        return True
    manifest = find(ctx, task.instance_id).deployed.bundle.manifest
    named = [key for key in manifest.groups if key.endswith(f"-{item}")]
    if subject in {manifest.addressee(key) for key in named}:
        return True
    return bool(task.groups.intersection(named))
