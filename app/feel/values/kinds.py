"""What a FEEL value can be: the type alias, ranges, what functions have in common, and the names of kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from types import NoneType
from typing import Any

from app.feel.values.calendar import Date
from app.feel.values.temporal import DateTime, DayTimeDuration, Time, YearMonthDuration

DIGITS = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""IEEE 754-2008 decimal128, the arithmetic of FEEL numbers."""

Value = Any
"""One of: None, bool, Decimal, str, Date, Time, DateTime, DayTimeDuration, YearMonthDuration, Range, a Signature
(Function or Builtin), list of values, dict from str to values."""

_NO_NAMES: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True)
class Range:
    """A range. An `unbounded` one was written as a comparison (`> 5`): its null end is infinity.

    In any other range a null end is unknown, and so is whether a value lies inside.
    """

    start: Value
    end: Value
    start_included: bool = True
    end_included: bool = True
    unbounded: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function.

    `type` is the type asked for (null for any). A built-in's result is null when an argument that is not `nullable`
    is null; `optional` ones may be left out, a `variadic` one takes all remaining arguments.
    """

    name: str
    type: Any = None
    optional: bool = False
    nullable: bool = True
    variadic: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What every function shows: name, parameters and the type of its result (null for any)."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: Any = None

    def invoke(self, arguments: Sequence[Value] = (), named: Mapping[str, Value] = _NO_NAMES) -> Value:
        """Apply to positional or to named arguments; null with a warning when they do not fit the parameters."""
        raise NotImplementedError


_KINDS: dict[type, str] = {
    NoneType: "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DayTimeDuration: "days and time duration",
    YearMonthDuration: "years and months duration",
    Range: "range",
    list: "list",
    dict: "context",
}


def kind(value: Value) -> str:
    """The FEEL name of the value's kind: null, boolean, number, string, date, …, list, context, function."""
    found = _KINDS.get(type(value))
    if found is not None:
        return found
    if isinstance(value, Signature):
        return "function"
    return "context" if isinstance(value, dict) else "unknown"


def is_list(value: Value) -> bool:
    """Whether the value is a list."""
    return isinstance(value, list)


def as_list(value: Value) -> list[Value]:
    """A list as it is; null as the empty list; any other value as a list of it."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
