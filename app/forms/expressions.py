"""FEEL in forms: a property that begins with `=`, the conditions form-js tests, and `{{…}}` in texts."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from app.feel import Expression, parse
from app.feel.values.text import text_of

Context = Mapping[str, Any]

_TEMPLATE = re.compile(r"\{\{(?:#(?:if|loop)\s)?(?P<expression>[^#/{}@][^{}]*)\}\}")
_NEGATION = re.compile(r"\s*not\s*\(")
_MOST_DIGITS = 30


def is_formula(value: Any) -> bool:
    """Whether form-js takes a property's value as an expression: a text that begins with `=`."""
    return isinstance(value, str) and value.startswith("=")


class Formula:
    """An expression whose value is wanted. Raises `FeelSyntaxError` when made of a wrong text."""

    __slots__ = ("_expression", "names", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._expression: Expression = parse(source.removeprefix("="))
        self.names: frozenset[str] = frozenset(self._expression.names)

    def __call__(self, context: Context) -> Any:
        """The value as JSON value: numbers as int or float, dates and durations as ISO text."""
        return as_json(self._expression(context))


class Condition:
    """An expression of `conditional.hide` or `readonly`, which form-js evaluates as unary test of nothing.

    Hence true holds, false does not, **null holds** (nothing equals null) and any other value does not; `not(…)`
    around the whole turns that round. Write `x != null and x > 3` where x may be missing.
    """

    __slots__ = ("_formula", "_holds_when", "names")

    def __init__(self, source: str) -> None:
        text = source.removeprefix("=")
        inner = _negated(text)
        self._holds_when = inner is None
        self._formula = Formula(text if inner is None else inner)
        self.names = self._formula.names

    def holds(self, context: Context) -> bool:
        """Whether form-js would take the condition as met."""
        value = self._formula(context)
        met = value if isinstance(value, bool) else value is None
        return met is self._holds_when


def _negated(text: str) -> str | None:
    """What stands inside `not(…)`, when that is the whole text."""
    opening = _NEGATION.match(text)
    if not opening or not text.rstrip().endswith(")"):
        return None
    inner = text.rstrip()[opening.end() : -1]
    depth, in_string = 0, False
    for character in inner:
        in_string ^= character == '"'
        depth += 0 if in_string else (character == "(") - (character == ")")
        if depth < 0:
            return None
    return inner


def template_formulas(text: str) -> Iterator[Formula]:
    """The expressions in a text with `{{…}}`; raises `FeelSyntaxError` for a wrong one."""
    for match in _TEMPLATE.finditer(text):
        yield Formula(match["expression"])


def as_json(value: Any) -> Any:
    """A FEEL value as JSON value; what JSON has no word for becomes the text that FEEL's `string()` gives."""
    match value:
        case None | bool() | str() | int() | float():
            return value
        case Decimal():
            return _number(value)
        case list():
            return [as_json(item) for item in value]
        case Mapping():
            return {key: as_json(item) for key, item in value.items()}
    return text_of(value)


def _number(value: Decimal) -> int | float | None:
    if abs(value.adjusted()) > _MOST_DIGITS:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
