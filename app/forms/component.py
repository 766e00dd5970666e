"""Components of a form document, read and compiled: what each type is and which attributes it takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.forms.expressions import Condition, Formula
from app.forms.patterns import Pattern

TEXTS = frozenset({"textfield", "textarea"})
SINGLE_CHOICES = frozenset({"radio", "select"})
MULTIPLE_CHOICES = frozenset({"checklist", "taglist"})
CHOICES = SINGLE_CHOICES | MULTIPLE_CHOICES
KEYED = TEXTS | CHOICES | {"number", "datetime", "checkbox", "filepicker", "expression"}
CONTAINERS = frozenset({"group", "dynamiclist"})
PRESENTATIONAL = frozenset({"text", "image", "button", "spacer", "separator", "table"})

_REQUIRED = frozenset({"required"})
_LENGTHS = _REQUIRED | {"minLength", "maxLength"}
VALIDATE_KEYS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(KEYED, _REQUIRED),
    "textfield": _LENGTHS | {"pattern", "patternErrorMessage", "validationType"},
    "textarea": _LENGTHS,
    "number": _REQUIRED | {"min", "max"},
    "expression": frozenset(),
}
"""Which rules form-js applies to which type without failing."""


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One component. `path` is its own key or path, dotted parts apart; empty when it binds to nothing.

    `formulas` holds the compiled expressions by dotted property (`validate.min`, `valuesExpression`, …).
    """

    type: str
    id: str
    label: str
    path: tuple[str, ...]
    attributes: Mapping[str, Any]
    formulas: Mapping[str, Formula]
    hide: Condition | None
    lock: Condition | bool
    pattern: Pattern | None
    components: tuple["Component", ...]

    @property
    def validate(self) -> Mapping[str, Any]:
        """The rules as written."""
        rules: Mapping[str, Any] = self.attributes.get("validate") or {}
        return rules

    @property
    def required(self) -> bool:
        """Whether an empty value is refused."""
        return bool(self.validate.get("required"))

    @property
    def disabled(self) -> bool:
        """Whether form-js leaves the component out of what it submits."""
        return bool(self.attributes.get("disabled"))

    @property
    def is_outcome(self) -> bool:
        """Whether the component's options are the buttons of the decision bar."""
        return (self.attributes.get("properties") or {}).get("outcome") == "true"

    def walk(self) -> Iterator["Component"]:
        """The component and all inside it, in the order of the document."""
        yield self
        for component in self.components:
            yield from component.walk()

    def names(self) -> Iterator[str]:
        """The names that the component's own expressions read."""
        for formula in self.formulas.values():
            yield from formula.names
        for condition in (self.hide, self.lock):
            if isinstance(condition, Condition):
                yield from condition.names
