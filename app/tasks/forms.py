"""The form of a task in the deployment its instance runs on."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.db.context import Context
from app.forms import Form, compile_form
from app.forms.entry import Bound
from app.repository.deployments import Deployed
from app.tasks.errors import NoForm


class CompiledForms(dict[tuple[str, str], Form]):
    """Forms by deployment and key: compiled once per process, for a deployment never changes."""


def form_of(ctx: Context, deployed: Deployed, form_key: str | None) -> Form | None:
    """The compiled form; None for a task without one."""
    if form_key is None:
        return None
    known = ctx.use(CompiledForms)
    found = known.get((deployed.id, form_key))
    if found is None:
        document = deployed.bundle.forms.get(form_key)
        if document is None:
            raise NoForm(form=form_key)
        found = known[(deployed.id, form_key)] = compile_form(document)
    return found


def without_fresh(form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that a form opens with: the outcome and what is marked `fresh` are asked anew in each round."""
    fresh = _fresh(form)
    return {name: value for name, value in variables.items() if name not in fresh}


@lru_cache(maxsize=512)
def _fresh(form: Form) -> frozenset[str]:
    marks = ("fresh", "outcome")
    return frozenset(p[0] for p, bound in form.bound.items() if any(_property(bound, m) for m in marks))


def stored_of(form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Of the variables, those that the form itself holds."""
    return {name: variables[name] for name in _own(form) if name in variables}


@lru_cache(maxsize=512)
def _own(form: Form) -> frozenset[str]:
    return frozenset(path[0] for path in form.bound)


@lru_cache(maxsize=512)
def personal_paths(form: Form) -> frozenset[str]:
    """Paths (without indexes) of the components marked with the property `personal`."""
    return frozenset(".".join(path) for path, bound in form.bound.items() if _property(bound, "personal"))


def _property(bound: Bound, name: str) -> bool:
    return (bound.component.attributes.get("properties") or {}).get(name) == "true"


def without_indexes(path: str) -> str:
    """`forces.0.phone` as `forces.phone`."""
    return ".".join(part for part in path.split(".") if not part.isdecimal())
