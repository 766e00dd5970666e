"""Types of FEEL, what belongs to them, and the implicit conversions (DMN 1.5, 10.3.2.9)."""

from collections.abc import Callable
from dataclasses import dataclass

from app.feel.limits import current_run
from app.feel.values.calendar import Date
from app.feel.values.kinds import Range, Signature, Value, kind
from app.feel.values.temporal import midnight


class FeelType:
    """A type. A model's own types (item definitions with allowed values) may subclass it."""

    __slots__ = ()

    def has(self, value: Value) -> bool:
        """Whether the value, as it is, belongs to the type; null belongs to `Null` alone, as `instance of` asks."""
        return self._has(value)

    def is_subtype_of(self, wanted: "FeelType") -> bool:
        """Whether every value of this type is one of the wanted type."""
        return wanted in (self, ANY) or self._is_subtype_of(wanted)

    def _has(self, value: Value) -> bool:
        raise NotImplementedError

    def _is_subtype_of(self, wanted: "FeelType") -> bool:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class SimpleType(FeelType):
    """A type named in the standard: number, string, …; `Any` and `Null` too."""

    name: str

    def _has(self, value: Value) -> bool:
        return kind(value) == self.name if self.name != "Any" else value is not None

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        return self.name == "null"


@dataclass(frozen=True, slots=True)
class ListType(FeelType):
    """`list<item>`."""

    item: FeelType

    def _has(self, value: Value) -> bool:
        if not isinstance(value, list):
            return False
        if self.item == ANY:
            return True
        current_run().charge(len(value))
        return all(conforms(item, self.item) for item in value)

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        return isinstance(wanted, ListType) and self.item.is_subtype_of(wanted.item)


@dataclass(frozen=True, slots=True)
class RangeType(FeelType):
    """`range<item>`."""

    item: FeelType

    def _has(self, value: Value) -> bool:
        return (
            isinstance(value, Range) and conforms(value.start, self.item) and conforms(value.end, self.item)
        )

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        return isinstance(wanted, RangeType) and self.item.is_subtype_of(wanted.item)


@dataclass(frozen=True, slots=True)
class ContextType(FeelType):
    """`context<name: type, …>`: a context with at least these entries."""

    fields: tuple[tuple[str, FeelType], ...]

    def _has(self, value: Value) -> bool:
        if not isinstance(value, dict):
            return False
        current_run().charge(1)
        return all(name in value and conforms(value[name], field) for name, field in self.fields)

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        if not isinstance(wanted, ContextType):
            return False
        have = dict(self.fields)
        return all(name in have and have[name].is_subtype_of(field) for name, field in wanted.fields)


@dataclass(frozen=True, slots=True)
class FunctionType(FeelType):
    """`function<type, …> -> result`: contravariant in its parameters, covariant in its result."""

    parameters: tuple[FeelType, ...]
    result: FeelType

    def _has(self, value: Value) -> bool:
        if not isinstance(value, Signature):
            return False
        own = FunctionType(
            tuple(parameter.type or ANY for parameter in value.parameters), value.returns or ANY
        )
        return own.is_subtype_of(self)

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        if not isinstance(wanted, FunctionType):
            return wanted == FUNCTION
        return (
            len(self.parameters) == len(wanted.parameters)
            and all(
                other.is_subtype_of(own)
                for own, other in zip(self.parameters, wanted.parameters, strict=True)
            )
            and self.result.is_subtype_of(wanted.result)
        )


@dataclass(frozen=True, slots=True)
class RestrictedType(FeelType):
    """The values of a base type that a predicate accepts: an item definition with allowed values."""

    base: FeelType
    accepts: Callable[[Value], bool]

    def _has(self, value: Value) -> bool:
        return self.base.has(value) and self.accepts(value)

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        return self.base.is_subtype_of(wanted)


@dataclass(frozen=True, slots=True)
class OneOfType(FeelType):
    """Any of several types; only built-ins ask for it."""

    options: tuple[FeelType, ...]

    def _has(self, value: Value) -> bool:
        return any(option.has(value) for option in self.options)

    def _is_subtype_of(self, wanted: FeelType) -> bool:
        return all(option.is_subtype_of(wanted) for option in self.options)


ANY = SimpleType("Any")
NUMBER = SimpleType("number")
STRING = SimpleType("string")
BOOLEAN = SimpleType("boolean")
DATE = SimpleType("date")
TIME = SimpleType("time")
DATE_TIME = SimpleType("date and time")
DAYS_DURATION = SimpleType("days and time duration")
MONTHS_DURATION = SimpleType("years and months duration")
LIST = ListType(ANY)
CONTEXT = ContextType(())
RANGE = RangeType(ANY)
FUNCTION = SimpleType("function")
NULL = SimpleType("null")

_SIMPLE = (
    ANY, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME, DAYS_DURATION, MONTHS_DURATION, FUNCTION, NULL,
)  # fmt: skip

NAMED_TYPES: dict[str, FeelType] = {
    **{simple.name: simple for simple in _SIMPLE},
    "Null": NULL,
    "list": LIST,
    "context": CONTEXT,
    "range": RANGE,
    "dateTime": DATE_TIME,
    "dayTimeDuration": DAYS_DURATION,
    "yearMonthDuration": MONTHS_DURATION,
}
"""The types an expression can name; `dateTime` and its kin are for models of DMN 1.1."""


def conforms(value: Value, wanted: FeelType) -> bool:
    """Whether the value, as it is, belongs to the type. Null belongs to every type."""
    return value is None or wanted.has(value)


def unrestricted(type_: FeelType) -> FeelType:
    """The type without allowed values, which `instance of` does not ask for (DMN 1.5, 10.3.2.9.1)."""
    match type_:
        case RestrictedType(base):
            return unrestricted(base)
        case ListType(item):
            return ListType(unrestricted(item))
        case ContextType(fields):
            return ContextType(tuple((name, unrestricted(field)) for name, field in fields))
    return type_


_MISFIT = object()


def fits(value: Value, wanted: FeelType | None) -> bool:
    """Whether the value conforms to the type, as it is or after an implicit conversion."""
    return wanted is None or _converted(value, wanted) is not _MISFIT


def coerce(value: Value, wanted: FeelType | None) -> Value:
    """The value as that type, by the implicit conversions; null when it is of another type.

    A single value becomes a list of it where a list is asked for, a list of one its item where an item is asked
    for, a date its midnight in UTC where a date and time is asked for (DMN 1.5, 10.3.2.9.4).
    """
    if wanted is None:
        return value
    found = _converted(value, wanted)
    return None if found is _MISFIT else found


def _converted(value: Value, wanted: FeelType) -> Value:
    if conforms(value, wanted):
        return value
    if not isinstance(value, list) and wanted.has([value]):
        return [value]
    if isinstance(value, list) and len(value) == 1 and conforms(value[0], wanted):
        return value[0]
    if isinstance(value, Date) and wanted.has(midnight(value)):
        return midnight(value)
    return _MISFIT
