"""办结: what was typed is validated by the form as deployed, then the engine moves. One transaction."""

from collections.abc import Mapping
from typing import Any

from app.db.context import Context
from app.engine.instance import Instance
from app.forms import Form, compile_form
from app.history.personal import seal
from app.repository.deployments import Deployed
from app.runtime import worklist
from app.runtime.step import find
from app.runtime.worklist import Submission, TaskRow
from app.tasks.errors import NoForm
from app.tasks.rules import may_work


def complete(
    ctx: Context, task_id: str, submitted: Mapping[str, Any], request_id: str | None = None
) -> TaskRow:
    """Complete a task with what a person submitted; the same request again changes nothing. Returns the task."""
    task = worklist.find(ctx, task_id)
    if task.status == worklist.OPEN:
        may_work(ctx, task)
    worklist.complete(ctx, task, lambda live: _submission(ctx, task, live, submitted), request_id)
    return task


def form_of(deployed: Deployed, form_key: str | None) -> Form | None:
    """The form of a task in the deployment its instance runs on."""
    if form_key is None:
        return None
    document = deployed.bundle.forms.get(form_key)
    if document is None:
        raise NoForm(form=form_key)
    return compile_form(document)


def context_of(live: Instance, key: int | None) -> dict[str, Any]:
    """What a form's expressions see: the variables at the task, data objects and the case."""
    return dict(live.variables(key))


def _submission(ctx: Context, task: TaskRow, live: Instance, submitted: Mapping[str, Any]) -> Submission:
    deployed = find(ctx, task.instance_id).deployed
    form = form_of(deployed, task.form_key)
    if form is None:
        return Submission({})
    seen = context_of(live, task.key)
    loaded = form.load(submitted, context=seen, stored=form.prefill(seen), now=ctx.now())
    outcome = form.outcome_of(loaded.values)
    return Submission(loaded.values, outcome, {"changes": changes_of(ctx, form, loaded.changes)})


def changes_of(ctx: Context, form: Form, changes: Any) -> list[dict[str, Any]]:
    """Field by field: label, before, after. Personal values go into the chain only as salted hashes."""
    told = []
    for change in changes:
        values = {"before": change.before, "after": change.after}
        if change.path in form.personal:
            values = {name: seal(ctx, value) if value is not None else None for name, value in values.items()}
        told.append({"field": change.path, "label": change.label, **values})
    return told
