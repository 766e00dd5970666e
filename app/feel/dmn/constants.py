"""Cells that need no evaluation: constants and tests against constants, recognised by their text.

Most cells of real tables are `-`, a quoted word, a number, a comparison with a number or an interval of numbers. Their
meaning depends on the input value alone, so a table decides them by one dictionary look-up or one comparison.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.feel.values.kinds import DIGITS, Value

_STRING = r'"[^"\\\n\r]*"'
_NUMBER = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
_CONSTANT = re.compile(rf"{_STRING}|{_NUMBER}|true|false")
_COMPARISON = re.compile(rf"(<=|>=|<|>)\s*({_NUMBER})")
_INTERVAL = re.compile(rf"([\[(\]])\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*([\])\[])")
_LIST = re.compile(rf"\s*({_CONSTANT.pattern})\s*(?:,|$)")
_SPACE = " \t\r\n"

_COMPARE: dict[str, Callable[[Value, Value], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A test that is met by these constants, all of one type, and by nothing else."""

    type: type
    values: frozenset[Value]


@dataclass(frozen=True, slots=True)
class Check:
    """A test of values of one type against constants; values of other types do not meet it."""

    type: type
    holds: Callable[[Value], bool]


def constant(text: str) -> Value:
    """The value of a cell that is a plain constant; `NOT_CONSTANT` otherwise."""
    stripped = text.strip(_SPACE)
    return _value(stripped) if _CONSTANT.fullmatch(stripped) else NOT_CONSTANT


NOT_CONSTANT = object()


def constant_test(text: str) -> AnyOf | Check | None:
    """What unary tests mean when they compare with constants only; null when they do more."""
    stripped = text.strip(_SPACE)
    comparison = _COMPARISON.fullmatch(stripped)
    if comparison:
        return _comparison(comparison[1], _value(comparison[2]))
    interval = _INTERVAL.fullmatch(stripped)
    if interval:
        return _interval(interval)
    return _any_of(stripped)


def _value(text: str) -> Value:
    if text[0] == '"':
        return text[1:-1]
    return text == "true" if text[0] in "tf" else DIGITS.create_decimal(text)


def _comparison(sign: str, bound: Decimal) -> Check:
    compare = _COMPARE[sign]
    return Check(Decimal, lambda value: compare(value, bound))


def _interval(found: re.Match[str]) -> Check:
    low, high = _value(found[2]), _value(found[3])
    above = operator.ge if found[1] == "[" else operator.gt
    below = operator.le if found[4] == "]" else operator.lt
    return Check(Decimal, lambda value: above(value, low) and below(value, high))


def _any_of(text: str) -> AnyOf | None:
    values, end = [], 0
    while end < len(text):
        found = _LIST.match(text, end)
        if found is None:
            return None
        values.append(_value(found[1]))
        end = found.end()
    types = {type(value) for value in values}
    if len(types) != 1 or text.endswith(","):
        return None
    return AnyOf(types.pop(), frozenset(values))
