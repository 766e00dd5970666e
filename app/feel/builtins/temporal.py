"""Functions of dates and of now (DMN 1.5, 10.3.4.6, 10.3.4.7 and 10.3.4.9)."""

from decimal import Decimal

from app.feel.builtins.registry import builtin
from app.feel.limits import current_run
from app.feel.values.calendar import Date, iso_week
from app.feel.values.comparison import equal
from app.feel.values.host import from_host
from app.feel.values.kinds import Range, Value
from app.feel.values.temporal import DateTime, Time

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _date(value: Date | DateTime) -> Date:
    return value if isinstance(value, Date) else value.date


@builtin("day of year(date: date|date and time)")
def day_of_year(value: Date | DateTime) -> Decimal:
    """1 January is 1."""
    return Decimal(_date(value).day_of_year)


@builtin("day of week(date: date|date and time)")
def day_of_week(value: Date | DateTime) -> str:
    """The English name of the weekday."""
    return _DAYS[_date(value).weekday - 1]


@builtin("month of year(date: date|date and time)")
def month_of_year(value: Date | DateTime) -> str:
    """The English name of the month."""
    return _MONTHS[_date(value).month - 1]


@builtin("week of year(date: date|date and time)")
def week_of_year(value: Date | DateTime) -> Decimal:
    """The week by ISO 8601."""
    return Decimal(iso_week(_date(value)))


@builtin("now()")
def now() -> Value:
    """The run's clock, in the run's zone."""
    run = current_run()
    return from_host(run.clock.now().astimezone(run.zone))


@builtin("today()")
def today() -> Date:
    """The date of now."""
    moment: DateTime = now()
    return moment.date


@builtin("is(value1, value2)")
def is_(left: Value, right: Value) -> bool:
    """Whether both are the same element of the same kind, down to the zone as it is written."""
    if type(left) is not type(right):
        return False
    if isinstance(left, Time | DateTime | Range):
        return bool(left == right)
    return equal(left, right) is True
