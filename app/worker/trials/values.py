"""What a person typed, as a scenario tells it: the button apart, and nothing that the form fills in by itself."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from app.db.context import Context
from app.forms import Form, FormInvalid, outcomes
from app.forms.paths import MISSING, Path, drop_at, read_at
from app.runtime.models import UserTask
from app.runtime.step import look
from app.tasks.forms import form_of, stored_of, without_fresh

MOST_LEAVES = 120


def handed_in(ctx: Context, task: UserTask, submitted: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """`outcome` and `values` of a step that hands in a task's form."""
    info, live = look(ctx, task.instance_id)
    form = form_of(ctx, info.deployed, task.form_key)
    if form is None:
        return {"values": {}}
    seen = without_fresh(form, live.variables(task.key)) if task.status == "open" else {}
    return told(form, submitted, seen, now)


def told(form: Form, submitted: Mapping[str, Any], seen: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """`outcome` and `values` without which the form would load something else."""
    values = _typed(form, deepcopy(dict(submitted)), seen, now)
    outcome = outcomes(form)
    if outcome is None:
        return {"values": values}
    path = tuple(outcome.key.split("."))
    pressed = read_at(values, path)
    drop_at(values, path)
    return {**({"outcome": pressed} if pressed not in (MISSING, None, "") else {}), "values": values}


def _typed(form: Form, values: dict[str, Any], seen: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    stored = stored_of(form, seen)

    def load(given: Mapping[str, Any]) -> Any:
        return form.load(given, context=seen, stored=stored, now=now).values

    try:
        whole = load(values)
    except FormInvalid:
        return values
    button = outcomes(form)
    for path in list(_leaves(values))[:MOST_LEAVES]:
        if button is not None and ".".join(map(str, path)) == button.key:
            continue
        shorter = deepcopy(values)
        drop_at(shorter, path)
        try:
            values = shorter if load(shorter) == whole else values
        except FormInvalid:
            continue
    return values


def _leaves(values: Mapping[str, Any], base: Path = ()) -> Iterator[Path]:
    """The paths of what is no object; a list counts as one value."""
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*base, name))
        else:
            yield (*base, name)
