from app.feel.values.calendar import Date
from app.feel.values.comparison import compare, equal, in_range
from app.feel.values.function import Builtin, Function, Overload
from app.feel.values.host import NativeContext, from_host, to_host
from app.feel.values.kinds import DIGITS, Parameter, Range, Signature, Value, as_list, is_list, kind
from app.feel.values.temporal import DateTime, DayTimeDuration, Time, YearMonthDuration, Zone
from app.feel.values.types import (
    ANY,
    NAMED_TYPES,
    ContextType,
    FeelType,
    FunctionType,
    ListType,
    RangeType,
    SimpleType,
    coerce,
    conforms,
    fits,
)

__all__ = [
    "ANY",
    "DIGITS",
    "NAMED_TYPES",
    "Builtin",
    "ContextType",
    "Date",
    "DateTime",
    "DayTimeDuration",
    "FeelType",
    "Function",
    "FunctionType",
    "ListType",
    "NativeContext",
    "Overload",
    "Parameter",
    "Range",
    "RangeType",
    "Signature",
    "SimpleType",
    "Time",
    "Value",
    "YearMonthDuration",
    "Zone",
    "as_list",
    "coerce",
    "compare",
    "conforms",
    "equal",
    "fits",
    "from_host",
    "in_range",
    "is_list",
    "kind",
    "to_host",
]
