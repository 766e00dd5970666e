"""+ - * / ** and negation over numbers, strings, dates, times and durations (DMN 1.5, 10.3.2.13.4)."""

from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal, DecimalException

from app.feel.errors import FeelBoundError, warn
from app.feel.limits import current_run
from app.feel.values.calendar import Date
from app.feel.values.kinds import DIGITS, Value, kind
from app.feel.values.temporal import (
    DAY,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    days_and_time,
    midnight,
    years_and_months,
)

Operation = Callable[[Value, Value], Value]
_Table = dict[tuple[type, type], Operation]


def _whole(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_DOWN))


def _shift(value: DateTime, nanos: int) -> Value:
    return value.plus_nanos(nanos)


def _shift_date(value: Date, nanos: int) -> Value:
    """A date plus days and time: the date of its midnight plus the duration."""
    return value.plus_days((value.ordinal * DAY + nanos) // DAY - value.ordinal)


def _shift_time(value: Time, nanos: int) -> Time:
    return Time((value.nanos + nanos) % DAY, value.zone)


def _moments(left: DateTime, right: DateTime) -> Value:
    """The time between two date-times; null when only one of them has a zone."""
    if (left.zone is None) != (right.zone is None):
        return None
    return days_and_time(left.instant - right.instant)


def _times(left: Time, right: Time) -> Value:
    if (left.zone is None) != (right.zone is None):
        return None
    return days_and_time(left.instant - right.instant)


def _scaled(amount: int, factor: Decimal, *, divide: bool = False) -> int:
    exact = DIGITS.divide(amount, factor) if divide else DIGITS.multiply(amount, factor)
    if exact.adjusted() > _MOST_DIGITS:
        raise OverflowError
    return _whole(exact)


_MOST_DIGITS = 40


_ADD: _Table = {
    (Decimal, Decimal): DIGITS.add,
    (DayTimeDuration, DayTimeDuration): lambda a, b: days_and_time(a.nanos + b.nanos),
    (YearMonthDuration, YearMonthDuration): lambda a, b: years_and_months(a.months + b.months),
    (Date, YearMonthDuration): lambda a, b: a.plus_months(b.months),
    (YearMonthDuration, Date): lambda a, b: b.plus_months(a.months),
    (DateTime, YearMonthDuration): lambda a, b: a.plus_months(b.months),
    (YearMonthDuration, DateTime): lambda a, b: b.plus_months(a.months),
    (Date, DayTimeDuration): lambda a, b: _shift_date(a, b.nanos),
    (DayTimeDuration, Date): lambda a, b: _shift_date(b, a.nanos),
    (DateTime, DayTimeDuration): lambda a, b: _shift(a, b.nanos),
    (DayTimeDuration, DateTime): lambda a, b: _shift(b, a.nanos),
    (Time, DayTimeDuration): lambda a, b: _shift_time(a, b.nanos),
    (DayTimeDuration, Time): lambda a, b: _shift_time(b, a.nanos),
}
_SUBTRACT: _Table = {
    (Decimal, Decimal): DIGITS.subtract,
    (DayTimeDuration, DayTimeDuration): lambda a, b: days_and_time(a.nanos - b.nanos),
    (YearMonthDuration, YearMonthDuration): lambda a, b: years_and_months(a.months - b.months),
    (Date, YearMonthDuration): lambda a, b: a.plus_months(-b.months),
    (DateTime, YearMonthDuration): lambda a, b: a.plus_months(-b.months),
    (Date, DayTimeDuration): lambda a, b: _shift_date(a, -b.nanos),
    (DateTime, DayTimeDuration): lambda a, b: _shift(a, -b.nanos),
    (Time, DayTimeDuration): lambda a, b: _shift_time(a, -b.nanos),
    (Date, Date): lambda a, b: days_and_time((a.ordinal - b.ordinal) * DAY),
    (DateTime, DateTime): _moments,
    (DateTime, Date): lambda a, b: _moments(a, midnight(b)),
    (Date, DateTime): lambda a, b: _moments(midnight(a), b),
    (Time, Time): _times,
}
_MULTIPLY: _Table = {
    (Decimal, Decimal): DIGITS.multiply,
    (DayTimeDuration, Decimal): lambda a, b: days_and_time(_scaled(a.nanos, b)),
    (Decimal, DayTimeDuration): lambda a, b: days_and_time(_scaled(b.nanos, a)),
    (YearMonthDuration, Decimal): lambda a, b: years_and_months(_scaled(a.months, b)),
    (Decimal, YearMonthDuration): lambda a, b: years_and_months(_scaled(b.months, a)),
}
_DIVIDE: _Table = {
    (Decimal, Decimal): DIGITS.divide,
    (DayTimeDuration, Decimal): lambda a, b: days_and_time(_scaled(a.nanos, b, divide=True)),
    (YearMonthDuration, Decimal): lambda a, b: years_and_months(_scaled(a.months, b, divide=True)),
    (DayTimeDuration, DayTimeDuration): lambda a, b: DIGITS.divide(a.nanos, b.nanos),
    (YearMonthDuration, YearMonthDuration): lambda a, b: DIGITS.divide(a.months, b.months),
}


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    current_run().charge(_TRANSCENDENTAL)
    return DIGITS.power(base, exponent)


_TEMPORAL = 10
_TRANSCENDENTAL = 100
_POWER: _Table = {(Decimal, Decimal): _power}


def _operation(symbol: str, table: _Table) -> Callable[[Value, Value, int, int], Value]:
    def compute(left: Value, right: Value, at: int, longest: int) -> Value:
        operation = table.get((type(left), type(right)))
        if operation is None:
            if symbol == "+" and isinstance(left, str) and isinstance(right, str):
                return _joined(left, right, longest)
            names = kind(left), symbol, kind(right)
            return warn("不能计算 {} {} {}".format(*names), "cannot compute {} {} {}".format(*names), at)
        if type(left) is not Decimal:
            current_run().charge(_TEMPORAL)
        try:
            result = operation(left, right)
        except (DecimalException, OverflowError):
            result = None
        if result is None:
            return warn("计算没有结果（除以零或超出范围）", "no result: division by zero or out of range", at)
        return result

    return compute


def _joined(left: str, right: str, longest: int) -> str:
    if len(left) + len(right) > longest:
        raise FeelBoundError("string_length", longest)
    return left + right


ARITHMETIC: dict[str, Callable[[Value, Value, int, int], Value]] = {
    symbol: _operation(symbol, table)
    for symbol, table in (("+", _ADD), ("-", _SUBTRACT), ("*", _MULTIPLY), ("/", _DIVIDE), ("**", _POWER))
}


def negate(value: Value, at: int) -> Value:
    """`-value` of a number or duration; null of anything else."""
    match value:
        case Decimal():
            return DIGITS.minus(value)
        case DayTimeDuration():
            return DayTimeDuration(-value.nanos)
        case YearMonthDuration():
            return YearMonthDuration(-value.months)
    return warn(f"不能取 {kind(value)} 的负值", f"cannot negate {kind(value)}", at)
