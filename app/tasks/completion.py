"""办结: what was typed is validated by the form as deployed, then the engine moves. One transaction."""

from collections.abc import Mapping
from typing import Any

from app.db.context import Context
from app.engine.instance import Instance
from app.forms import Change, Form, outcomes
from app.history.personal import seal
from app.runtime import worklist
from app.runtime.step import find
from app.runtime.worklist import Submission, TaskRow
from app.tasks.forms import form_of, personal_paths, stored_of, without_fresh, without_indexes
from app.tasks.rules import may_work


def complete(
    ctx: Context, task_id: str, submitted: Mapping[str, Any], request_id: str | None = None
) -> TaskRow:
    """Complete a task with what a person submitted; the same request again changes nothing. Returns the task."""
    task = worklist.hold(ctx, task_id)
    if task.status == worklist.OPEN:
        may_work(ctx, task)
    worklist.complete(ctx, task, lambda live: _submission(ctx, task, live, submitted), request_id)
    return task


def _submission(ctx: Context, task: TaskRow, live: Instance, submitted: Mapping[str, Any]) -> Submission:
    form = form_of(ctx, find(ctx, task.instance_id).deployed, task.form_key)
    if form is None:
        return Submission({})
    seen = without_fresh(form, live.variables(task.key))
    loaded = form.load(submitted, context=seen, stored=stored_of(form, seen), now=ctx.now())
    return Submission(
        loaded.values, _pressed(form, loaded.values), {"changes": _told(ctx, form, loaded.changes)}
    )


def _pressed(form: Form, values: Mapping[str, Any]) -> str | None:
    """The button: the value of the form's outcome."""
    outcome = outcomes(form)
    found: Any = values
    for name in outcome.key.split(".") if outcome else ():
        found = found.get(name) if isinstance(found, Mapping) else None
    return str(found) if outcome and found is not None else None


def _told(ctx: Context, form: Form, changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    """Field by field: label, before, after. Personal values go into the chain only as salted hashes."""
    personal = personal_paths(form)
    return [_row(ctx, change, sealed=without_indexes(change.path) in personal) for change in changes]


def _row(ctx: Context, change: Change, *, sealed: bool) -> dict[str, Any]:
    before, after = change.before or None, change.after or None
    if sealed:
        return {
            "field": change.path,
            "label": change.label,
            "before": seal(ctx, before) if before else None,
            "after": seal(ctx, after) if after else None,
        }
    return {"field": change.path, "label": change.label, "before": before, "after": after}
