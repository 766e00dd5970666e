"""Numeric functions (DMN 1.5, 10.3.4.5)."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

from app.feel.builtins.registry import builtin
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.kinds import DIGITS, Value
from app.feel.values.temporal import DayTimeDuration, YearMonthDuration

_WIDE = Context(prec=80, Emin=-999_999, Emax=999_999)
_EXACT = Context(prec=13_000, Emin=-999_999, Emax=999_999)
_TRANSCENDENTAL = 100
_SCALES = range(-6111, 6177)


def _rounded(number: Decimal, scale: Decimal, rounding: str) -> Value:
    places = int(scale)
    if places not in _SCALES:
        return warn("小数位数超出范围（-6111 至 6176）", "the scale is beyond -6111 to 6176")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return number
    return DIGITS.plus(number.quantize(Decimal((0, (1,), -places)), rounding, _WIDE))


@builtin("decimal(n: number, scale: number)")
def decimal(number: Decimal, scale: Decimal) -> Value:
    """Rounded to that many places, a half to the even neighbour."""
    return _rounded(number, scale, ROUND_HALF_EVEN)


@builtin("floor(n: number, scale?: number)")
def floor(number: Decimal, scale: Decimal | None = None) -> Value:
    """Rounded toward negative infinity."""
    return _rounded(number, scale or Decimal(0), ROUND_FLOOR)


@builtin("ceiling(n: number, scale?: number)")
def ceiling(number: Decimal, scale: Decimal | None = None) -> Value:
    """Rounded toward positive infinity."""
    return _rounded(number, scale or Decimal(0), ROUND_CEILING)


@builtin("round up(n: number, scale: number)")
def round_up(number: Decimal, scale: Decimal) -> Value:
    """Rounded away from zero."""
    return _rounded(number, scale, ROUND_UP)


@builtin("round down(n: number, scale: number)")
def round_down(number: Decimal, scale: Decimal) -> Value:
    """Rounded toward zero."""
    return _rounded(number, scale, ROUND_DOWN)


@builtin("round half up(n: number, scale: number)")
def round_half_up(number: Decimal, scale: Decimal) -> Value:
    """Rounded to the nearest, a half away from zero."""
    return _rounded(number, scale, ROUND_HALF_UP)


@builtin("round half down(n: number, scale: number)")
def round_half_down(number: Decimal, scale: Decimal) -> Value:
    """Rounded to the nearest, a half toward zero."""
    return _rounded(number, scale, ROUND_HALF_DOWN)


@builtin("abs(n: number)")
def absolute(number: Decimal) -> Decimal:
    """Without its sign."""
    return DIGITS.abs(number)


@builtin("abs(n: days and time duration)")
def absolute_days(duration: DayTimeDuration) -> DayTimeDuration:
    """The duration without its sign."""
    return DayTimeDuration(abs(duration.nanos))


@builtin("abs(n: years and months duration)")
def absolute_months(duration: YearMonthDuration) -> YearMonthDuration:
    """The duration without its sign."""
    return YearMonthDuration(abs(duration.months))


@builtin("modulo(dividend: number, divisor: number)")
def modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """`dividend - divisor * floor(dividend / divisor)`: it has the divisor's sign."""
    if not divisor:
        return warn("除数为零", "the divisor is zero")
    current_run().charge(abs(dividend.adjusted() - divisor.adjusted()))
    rest = _EXACT.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _EXACT.add(rest, divisor)
    return DIGITS.plus(rest)


@builtin("sqrt(number: number)")
def sqrt(number: Decimal) -> Value:
    """The square root; null of a negative number."""
    current_run().charge(_TRANSCENDENTAL)
    return (
        DIGITS.sqrt(number) if number >= 0 else warn("负数没有平方根", "a negative number has no square root")
    )


@builtin("log(number: number)")
def log(number: Decimal) -> Value:
    """The natural logarithm; null unless positive."""
    current_run().charge(_TRANSCENDENTAL)
    return (
        DIGITS.ln(number) if number > 0 else warn("只有正数有对数", "only positive numbers have a logarithm")
    )


@builtin("exp(number: number)")
def exp(number: Decimal) -> Decimal:
    """e to that power; null when too large."""
    current_run().charge(_TRANSCENDENTAL)
    return DIGITS.exp(number)


@builtin("odd(number: number)")
def odd(number: Decimal) -> bool:
    """Whether it is a whole number not divisible by two."""
    return DIGITS.abs(_half_rest(number)) == 1


@builtin("even(number: number)")
def even(number: Decimal) -> bool:
    """Whether it is a whole number divisible by two."""
    return not _half_rest(number)


def _half_rest(number: Decimal) -> Decimal:
    """The rest after division by two; a number without units (1E+3) is a multiple of ten."""
    exponent = number.as_tuple().exponent
    return Decimal(0) if isinstance(exponent, int) and exponent > 0 else DIGITS.remainder(number, Decimal(2))
