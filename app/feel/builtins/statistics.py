"""Sums and statistics of lists (DMN 1.5, 10.3.4.4). Each takes a list or the items as arguments."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from app.feel.builtins.registry import builtin
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.kinds import DIGITS, Value
from app.feel.values.temporal import DayTimeDuration, YearMonthDuration

_Compute = Callable[[list[Decimal]], Value]


def _sum(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = DIGITS.add(total, number)
    return total


def _sum_of_durations(items: list[Value]) -> Value:
    if all(isinstance(item, DayTimeDuration) for item in items):
        return DayTimeDuration(sum(item.nanos for item in items))
    if all(isinstance(item, YearMonthDuration) for item in items):
        return YearMonthDuration(sum(item.months for item in items))
    return None


def _product(numbers: list[Decimal]) -> Decimal:
    result = Decimal(1)
    for number in numbers:
        result = DIGITS.multiply(result, number)
    return result


def _mean(numbers: list[Decimal]) -> Decimal:
    return DIGITS.divide(_sum(numbers), Decimal(len(numbers)))


def _median(numbers: list[Decimal]) -> Decimal:
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return DIGITS.divide(DIGITS.add(ordered[middle - 1], ordered[middle]), Decimal(2))


def _stddev(numbers: list[Decimal]) -> Value:
    """Of a sample, so that one number has none."""
    if len(numbers) < 2:
        return warn("至少需要两个数", "at least two numbers are needed")
    mean = _mean(numbers)
    squares = [DIGITS.power(DIGITS.subtract(number, mean), 2) for number in numbers]
    return DIGITS.sqrt(DIGITS.divide(_sum(squares), Decimal(len(numbers) - 1)))


def _mode(numbers: list[Decimal]) -> list[Decimal]:
    counts = Counter(numbers)
    most = max(counts.values(), default=0)
    return sorted(number for number, times in counts.items() if times == most)


def _of_numbers(items: list[Value], compute: _Compute, empty: Value = None) -> Value:
    current_run().items(len(items))
    if not items:
        return empty if empty is not None else warn("列表为空", "the list is empty")
    if not all(isinstance(item, Decimal) for item in items):
        return warn("列表中只能有数字", "the list must hold numbers only")
    return compute(items)


def _declare(name: str, compute: _Compute, empty: Value = None) -> None:
    @builtin(f"{name}(list: list)")
    def of_list(items: list[Value]) -> Value:
        return _of_numbers(items, compute, empty)

    @builtin(f"{name}(n: Any?...)")
    def of_arguments(*items: Value) -> Value:
        return _of_numbers(list(items), compute, empty)


for _name, _compute in (("mean", _mean), ("product", _product), ("median", _median), ("stddev", _stddev)):
    _declare(_name, _compute)
_declare("mode", _mode, [])


@builtin("sum(list: list)")
def sum_of_list(items: list[Value]) -> Value:
    """The sum of numbers, or of durations of one kind."""
    if items and not isinstance(items[0], Decimal):
        found = _sum_of_durations(items)
        return found or warn("列表中只能有数字", "the list must hold numbers only")
    return _of_numbers(items, _sum)


@builtin("sum(n: Any?...)")
def sum_of_all(*items: Value) -> Value:
    """The sum of the arguments."""
    return sum_of_list(list(items))
