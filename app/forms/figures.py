"""Numbers and check boxes."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any

from marshmallow import ValidationError

from app.core.texts import Text
from app.forms.entry import Entry, Place, as_decimal
from app.forms.options import Option
from app.forms.scope import Names
from app.forms.texts import number_text, quoted

_LONGEST = 40
_LARGEST_EXPONENT = 30
_EDGES = (
    (
        "min",
        Text("下限"),
        "{place}不能小于 {bound}，现在是 {number}，请填 {bound} 或更大的数",
        Decimal.__lt__,
    ),
    (
        "max",
        Text("上限"),
        "{place}不能大于 {bound}，现在是 {number}，请填 {bound} 或更小的数",
        Decimal.__gt__,
    ),
)
_EXACT = Context(prec=2 * _LONGEST + 2 * _LARGEST_EXPONENT, rounding=ROUND_DOWN)


class NumberEntry(Entry):
    """A number, or with `serializeToString` the text of one, which keeps every digit."""

    @property
    def _as_text(self) -> bool:
        return bool(self.component.attributes.get("serializeToString"))

    def sanitised(self, value: Any, variables: Names) -> Any:
        """Numbers and their texts in the form's own kind, anything else as nothing."""
        number = _bounded(value)
        if number is None:
            return None
        if self._as_text:
            return value if isinstance(value, str) else number_text(value)
        return value if not isinstance(value, str) else _plain(number)

    def converted(self, value: Any, place: Place) -> Any:
        """A number of the form's own kind, no text where a number is due and the other way round."""
        if isinstance(value, str) is not self._as_text or _bounded(value) is None:
            raise ValidationError(
                Text("{place}要填数字，收到的却是{value}", place=self.title(place), value=quoted(value))
            )
        return value

    def faults(self, value: Any, place: Place) -> Sequence[str]:
        """Required, decimals, steps and range."""
        number = _bounded(value)
        if number is None:
            return super().faults(value, place)
        decimals = [] if number == 0 else [*self._decimals(number, place), *self._steps(number, place)]
        return [*decimals, *self._range(number, place)]

    def _decimals(self, number: Decimal, place: Place) -> list[str]:
        most = self.component.attributes.get("decimalDigits")
        if most is None or -int(number.normalize(_EXACT).as_tuple().exponent) <= most:
            return []
        wanted = Text("整数") if most == 0 else Text("最多 {most} 位小数的数", most=most)
        return [
            Text(
                "{place}要填{wanted}，现在是 {number}",
                place=self.title(place),
                wanted=wanted,
                number=number_text(number),
            )
        ]

    def _steps(self, number: Decimal, place: Place) -> list[str]:
        step = as_decimal(self.component.attributes.get("increment"))
        rest = Decimal(0) if step is None else _EXACT.remainder(number, step)
        if step is None or rest == 0:
            return []
        below = _EXACT.subtract(number, rest)
        near = Text(
            "{below} 或 {above}", below=number_text(below), above=number_text(_EXACT.add(below, step))
        )
        return [
            Text(
                "{place}每一档是 {step}，现在是 {number}，请改为 {near}",
                place=self.title(place),
                step=number_text(step),
                number=number_text(number),
                near=near,
            )
        ]

    def _range(self, number: Decimal, place: Place) -> list[str]:
        found: list[str] = []
        for name, edge, sentence, beyond in _EDGES:
            raw = self.limit(name, place)
            bound = as_decimal(raw)
            if raw is not None and bound is None:
                found.append(
                    Text("{place}的{edge}算不出来，请找流程负责人改表单", place=self.title(place), edge=edge)
                )
            elif bound is not None and beyond(number, bound):
                found.append(
                    Text(
                        sentence,
                        place=self.title(place),
                        bound=number_text(bound),
                        number=number_text(number),
                    )
                )
        return found

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """The number with its unit."""
        number = _bounded(value)
        if number is None:
            return ""
        unit = (self.component.attributes.get("appearance") or {}).get("suffixAdorner")
        return (
            f"{number_text(number)} {unit}"
            if isinstance(unit, str) and unit and "=" not in unit
            else number_text(number)
        )


class CheckboxEntry(Entry):
    """Yes or no."""

    @property
    def empty(self) -> Any:
        """No."""
        return False

    def sanitised(self, value: Any, variables: Names) -> Any:
        """Only true is yes."""
        return value is True

    def converted(self, value: Any, place: Place) -> Any:
        """A boolean."""
        if not isinstance(value, bool):
            raise ValidationError(
                Text(
                    "{place}只能勾选或不勾选，收到的却是{value}", place=self.title(place), value=quoted(value)
                )
            )
        return value

    def faults(self, value: Any, place: Place) -> Sequence[str]:
        """Required means checked."""
        return (
            [Text("请勾选{place}", place=self.title(place))]
            if self.component.required and value is not True
            else []
        )

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """是 or 否."""
        return "是" if value is True else "否"


def _bounded(value: Any) -> Decimal | None:
    if isinstance(value, str) and (len(value) > _LONGEST or not _big(value)):
        return None
    number = as_decimal(value)
    return None if number is None or abs(number.adjusted()) > _LARGEST_EXPONENT else number


def _big(text: str) -> bool:
    """Whether the decimal library of form-js reads the text: no blanks, no underscores, no signs but minus."""
    return text.isascii() and not set(text) - set("0123456789.eE+-") and text[:1] not in ("+", "e", "E")


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
