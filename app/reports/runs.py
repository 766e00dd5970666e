"""What an instance did, out of its trace: every activity, and every run of a process that it was or called."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.history.models import Trace
from app.runtime.models import ProcessInstance, UserTask


@dataclass(slots=True)
class _Activity:
    """One activity instance as the trace tells it; what takes no time is left as it is entered."""

    key: int
    process: str
    element: str
    name: str
    type: str
    parent: int | None
    entered_at: datetime
    left_at: datetime | None = None
    state: str = "entered"


@dataclass(slots=True)
class _Run:
    """A process that runs: the call that runs it, if any, and what it did by element."""

    call: _Activity | None
    started_at: datetime
    steps: dict[str, _Activity] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    subject: str | None = None


def steps_of(ctx: Context, instance: ProcessInstance) -> Iterator[Mapping[str, Any]]:
    """Every activity of an instance in the order of entering."""
    for found in _activities(ctx, instance).values():
        yield {
            "process": found.process,
            "element": found.element,
            "name": found.name,
            "type": found.type,
            "state": found.state,
            "entered_at": found.entered_at,
            "left_at": found.left_at,
        }


def runs_of(ctx: Context, instance: ProcessInstance, process: str) -> Iterator[Mapping[str, Any]]:
    """Every run of a process within an instance: itself, or each time that it was called."""
    activities = _activities(ctx, instance)
    runs: dict[int | None, _Run] = {}
    subjects = _subjects(ctx, instance) if activities else {}
    for found in activities.values():
        if found.process == process:
            call = _call_of(found, activities)
            run = runs.setdefault(call.key if call else None, _Run(call, found.entered_at))
            run.steps[found.element] = found
            run.counts[found.element] = run.counts.get(found.element, 0) + 1
            run.subject = run.subject or subjects.get(found.key)
    for run in runs.values():
        yield _told(run, instance)


def _told(run: _Run, instance: ProcessInstance) -> Mapping[str, Any]:
    ended = run.call.left_at if run.call else instance.ended_at
    return {
        "subject": run.subject or instance.title,
        "started_at": run.started_at,
        "ended_at": ended.astimezone(SHANGHAI) if ended else None,
        "state": run.call.state if run.call else instance.status,
        "steps": {
            element: {"entered_at": last.entered_at, "left_at": last.left_at, "count": run.counts[element]}
            for element, last in run.steps.items()
        },
    }


def _call_of(found: _Activity, activities: Mapping[int, _Activity]) -> _Activity | None:
    """The activity of another process that called this one; None for the instance's own process.

    No process calls itself (`call-cycle`), so the nearest activity of another process is the call.
    """
    outer = activities.get(found.parent) if found.parent is not None else None
    while outer is not None and outer.process == found.process:
        outer = activities.get(outer.parent) if outer.parent is not None else None
    return outer


def _activities(ctx: Context, instance: ProcessInstance) -> dict[int, _Activity]:
    t = Trace
    query = select(t).where(t.instance_id == instance.id, t.kind == "activity").order_by(t.version, t.ord)
    found: dict[int, _Activity] = {}
    for event in ctx.session.scalars(query):
        at, told = event.at.astimezone(SHANGHAI), json.loads(event.detail)
        activity = found.get(event.key)
        if activity is None:
            activity = found[event.key] = _Activity(
                event.key, event.process, event.element, told["name"], told["type"], told["parent"], at
            )
        if event.state != "entered":
            activity.left_at, activity.state = at, str(event.state)
    return found


def _subjects(ctx: Context, instance: ProcessInstance) -> dict[int, str]:
    """What the user tasks were about: the force, the regulator, by the key of the task."""
    t = UserTask
    query = select(t.key, t.subject).where(t.instance_id == instance.id, t.subject.is_not(None))
    return {key: subject for key, subject in ctx.session.execute(query) if subject}
