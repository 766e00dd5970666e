"""What the browser is sent: the document without what the page renders itself, and the data it opens with."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from app.forms.expressions import is_formula
from app.forms.form import Form
from app.forms.options import Option, static_options
from app.forms.paths import dotted


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision that a form ends with: its key, its label, and the buttons of the decision bar."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FieldLabel:
    """How a path of the form is called, and its options as far as they stand in the form."""

    label: str
    options: tuple[Option, ...]


@lru_cache(maxsize=512)
def outcomes(form: Form) -> Outcome | None:
    """The form's outcome; null when the page shows one button that completes the task."""
    for component in form.components:
        if component.is_outcome:
            return Outcome(dotted(component.path), component.label, static_options(component))
    return None


def labels(form: Form) -> Mapping[str, FieldLabel]:
    """Labels by path without indexes (`teams.name`), in the order of the form."""
    return {
        dotted(path): FieldLabel(bound.component.label, static_options(bound.component))
        for path, bound in form.bound.items()
    }


def view(form: Form) -> dict[str, Any]:
    """The document for form-js: without the outcome and the buttons, which the page draws in its decision bar.

    Defaults by FEEL are left out, since `prefill` has computed them.
    """
    document = deepcopy(dict(form.document))
    document["components"] = _shown(document["components"])
    return document


def _shown(components: list[Any]) -> list[Any]:
    kept = []
    for component in components:
        if component.get("type") == "button" or (component.get("properties") or {}).get("outcome") == "true":
            continue
        if is_formula(component.get("defaultValue")):
            del component["defaultValue"]
        if component.get("components"):
            component["components"] = _shown(component["components"])
        kept.append(component)
    return kept


def prefill(form: Form, variables: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The data that form-js opens with: the form's own keys and what its expressions read, nothing else.

    The outcome is not among them: a decision of an earlier round is not the answer to this one.
    """
    opened = form.opened(variables, {}, now)
    wanted = {path[0] for path in form.bound}
    for top in form.components:
        for component in top.walk():
            wanted.update(component.names())
            wanted.add(str(component.attributes.get("valuesKey")))
    outcome = outcomes(form)
    return {
        name: opened[name] for name in sorted(wanted & opened.keys()) if not outcome or name != outcome.key
    }
