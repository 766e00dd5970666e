"""An input as marshmallow field: the part all types share. What may be filled in is checked here, never trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, missing
from marshmallow.experimental.context import Context

from app.core.texts import Text
from app.forms.component import Component
from app.forms.expressions import Condition
from app.forms.options import Option, options_of, same
from app.forms.paths import MISSING, Path, read_at
from app.forms.scope import Names, Scope


@dataclass(frozen=True, slots=True)
class Place:
    """Where marshmallow stands: the scope, the path of the row (empty outside lists), what the browser holds there.

    `initial` is the data the page opened with; `held` are the read-only paths, whose values are restored.
    """

    scope: Scope
    path: Path
    values: Names
    initial: Names
    held: frozenset[Path]
    now: datetime

    def row(self, at: tuple[str, ...], index: int) -> "Place":
        """The place of a row of the list at `at`."""
        values = read_at(self.values, (*at, index))
        scope = self.scope.row(index, values)
        return Place(scope, (*self.path, *at, index), values, self.initial, self.held, self.now)


Here = Context[Place]


class Bound(fields.Field[Any]):
    """A component bound to data: `at` is its path within its row, `veils` hide it when any of them holds."""

    def __init__(self, component: Component, at: tuple[str, ...], veils: tuple[Condition, ...]) -> None:
        super().__init__(data_key=at[-1], attribute=at[-1])
        self.component = component
        self.at = at
        self.veils = veils

    def hidden(self, scope: Scope) -> bool:
        """Whether the component, or a group around it, is hidden at that place."""
        return any(veil.holds(scope.names) for veil in self.veils)

    def title(self, place: Place) -> str:
        """The label in quotation marks, with the number of the row."""
        label = self.component.label or ".".join(self.at)
        if not place.scope.rows:
            return Text("“{label}”", label=label)
        return Text("第 {row} 行的“{label}”", row=place.scope.rows[-1], label=label)

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        """The value to keep; marshmallow's `missing` for what form-js leaves out."""
        place = Here.get()
        if self.component.disabled or self.hidden(place.scope):
            if value not in (missing, None):
                raise ValidationError(
                    Text("{place}现在不用填，没有收下。请刷新页面后重填", place=self.title(place))
                )
            return missing
        return self.accept(value, place)

    def accept(self, value: Any, place: Place) -> Any:
        """The value to keep of a component that is shown; raises marshmallow's ValidationError."""
        raise NotImplementedError


class Entry(Bound):
    """A keyed component: one value."""

    ask: ClassVar[str] = "请填写{field}"

    @property
    def empty(self) -> Any:
        """What form-js holds when nothing is filled in."""
        return None

    def default(self, variables: Names) -> Any:
        """What the page opens with when nothing is stored."""
        formula = self.component.formulas.get("defaultValue")
        if formula is not None:
            return self.sanitised(formula(variables), variables)
        value = self.component.attributes.get("defaultValue")
        return self.empty if value is None else value

    def sanitised(self, value: Any, variables: Names) -> Any:
        """What form-js makes of a stored value when the page opens."""
        return value

    def locked(self, scope: Scope) -> bool:
        """Whether the component is read-only at that place."""
        lock = self.component.lock
        return lock.holds(scope.names) if isinstance(lock, Condition) else lock

    def accept(self, value: Any, place: Place) -> Any:
        """Convert what was submitted, unless it is restored; then apply the rules."""
        current = read_at(place.values, self.at)
        current = self.empty if current is MISSING else current
        if (*place.path, *self.at) not in place.held and not same(current, self.empty):
            current = self.converted(current, place)
        messages = list(self.faults(current, place))
        if messages:
            raise ValidationError(messages)
        return current

    def converted(self, value: Any, place: Place) -> Any:
        """The value, if form-js could have submitted it; else raises ValidationError."""
        return value

    def faults(self, value: Any, place: Place) -> Sequence[str]:
        """One sentence for every rule that the value breaks."""
        if self.component.required and (value is None or value in ("", [])):
            return [Text(self.ask, field=self.title(place))]
        return []

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """The value as people read it; empty for nothing."""
        return "" if value is None else str(value)

    def options(self, place: Place) -> tuple[Option, ...]:
        """What can be chosen at that place."""
        return options_of(self.component, place.initial, place.scope.names)

    def limit(self, name: str, place: Place) -> Any:
        """The value of the rule `min`, `max`, `minLength` or `maxLength` there; null when it does not apply."""
        formula = self.component.formulas.get(f"validate.{name}")
        return formula(place.scope.names) if formula else self.component.validate.get(name)


def as_decimal(value: Any) -> Decimal | None:
    """A number, or the text of one, exactly; null for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
