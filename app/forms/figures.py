"""Numbers and check boxes."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any

from marshmallow import ValidationError

from app.forms.entry import Entry, Place, as_decimal
from app.forms.options import Option
from app.forms.scope import Names
from app.forms.texts import number_text, quoted

_LONGEST = 40
_LARGEST_EXPONENT = 30
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
            raise ValidationError(f"{self.title(place)}要填数字，收到的却是{quoted(value)}")
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
        wanted = "整数" if most == 0 else f"最多 {most} 位小数的数"
        return [f"{self.title(place)}要填{wanted}，现在是 {number_text(number)}"]

    def _steps(self, number: Decimal, place: Place) -> list[str]:
        step = as_decimal(self.component.attributes.get("increment"))
        rest = Decimal(0) if step is None else _EXACT.remainder(number, step)
        if step is None or rest == 0:
            return []
        below = _EXACT.subtract(number, rest)
        near = f"{number_text(below)} 或 {number_text(_EXACT.add(below, step))}"
        return [
            f"{self.title(place)}每一档是 {number_text(step)}，现在是 {number_text(number)}，请改为 {near}"
        ]

    def _range(self, number: Decimal, place: Place) -> list[str]:
        found = []
        for name, word, beyond in (("min", "小", Decimal.__lt__), ("max", "大", Decimal.__gt__)):
            raw = self.limit(name, place)
            bound = as_decimal(raw)
            if raw is not None and bound is None:
                found.append(
                    f"{self.title(place)}的{'下限' if name == 'min' else '上限'}算不出来，请找流程负责人改表单"
                )
            elif bound is not None and beyond(number, bound):
                edge = f"{number_text(bound)} 或更{'大' if name == 'min' else '小'}的数"
                found.append(
                    f"{self.title(place)}不能{word}于 {number_text(bound)}，现在是 {number_text(number)}，请填 {edge}"
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
            raise ValidationError(f"{self.title(place)}只能勾选或不勾选，收到的却是{quoted(value)}")
        return value

    def faults(self, value: Any, place: Place) -> Sequence[str]:
        """Required means checked."""
        return [f"请勾选{self.title(place)}"] if self.component.required and value is not True else []

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
