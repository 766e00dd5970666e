"""The filters of the paper templates: dates, amounts and lists the way official papers write them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Any

from jinja2.runtime import Undefined

from app.core.clock import SHANGHAI
from app.printouts.errors import PaperInvalid

_DIGITS = "零一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_MAX_JOINED = 100_000
_MAX_YUAN = Decimal(10**13)


def day(value: str) -> str:
    """An ISO date or date-time as 2026年1月5日, without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    at = _moment(value)
    return f"{at.year}年{at.month}月{at.day}日"


def clock(value: str) -> str:
    """The time of day of an ISO date-time: 3时05分."""
    at = _moment(value)
    return f"{at.hour}时{at.minute:02d}分"


def hours(value: str) -> str:
    """The time of day of an ISO date-time for narrow columns: 03:05."""
    return f"{_moment(value):%H:%M}"


def moment(value: str) -> str:
    """An ISO date-time as 2026年1月5日3时05分."""
    return day(value) + clock(value)


def numeral(value: int) -> str:
    """A number from 1 to 99 as 一, 十二, 三十: the marks of the first two levels of headings."""
    tens, ones = divmod(int(value), 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens % 10]}十")
    return head + (_DIGITS[ones] if ones or not head else "")


def money(value: float | str | Decimal) -> str:
    """An amount in yuan with two decimals and thousands marked: 12,345.60."""
    return f"{_yuan(value):,.2f}"


def capital(value: float | str | Decimal) -> str:
    """An amount in yuan in the capital numerals of accounts: 壹万贰仟叁佰肆拾伍元陆角整."""
    amount = _yuan(value)
    if not 0 <= amount < _MAX_YUAN:
        raise PaperInvalid(reason=f"金额 {value} 超出范围")
    yuan, cents = divmod(int(amount * 100), 100)
    tenths, hundredths = divmod(cents, 10)
    text = (_integer(yuan) + "元") if yuan else ""
    if not cents:
        return (text or "零元") + "整"
    if tenths:
        text += f"{_CAPITALS[tenths]}角"
    elif text:
        text += "零"
    return text + (f"{_CAPITALS[hundredths]}分" if hundredths else "整")


def sentence(value: str) -> str:
    """A text that ends with a full stop, whoever wrote it."""
    text = str(value).strip()
    return text if not text or text[-1] in "。！？；：…" else text.rstrip("，、,.;") + "。"


def full_name(unit: str, jurisdiction: str) -> str:
    """A unit's name with its place: in 示例市, 市应急管理局 signs as 示例市应急管理局."""
    if not jurisdiction or jurisdiction in unit or unit[:1] != jurisdiction[-1:]:
        return unit
    return jurisdiction + unit[1:]


def lines(value: str) -> list[str]:
    """The non-empty lines of a text, each meant as a paragraph."""
    return [line.strip() for line in str(value).splitlines() if line.strip()]


def join(values: Iterable[Any], separator: str = "、") -> str:
    """Texts in one, with 、 between unless told otherwise."""
    text = separator.join(str(value) for value in values)
    return bounded(text)


def bounded(text: str) -> str:
    """The text, refused when a template makes it grow without end."""
    if len(text) > _MAX_JOINED:
        raise PaperInvalid(reason=f"模板拼出的文字超过 {_MAX_JOINED} 字")
    return text


def default(value: Any, other: Any = "") -> Any:
    """The other value where the data has none."""
    return other if isinstance(value, Undefined) or value in (None, "") else value


def _length(value: Sequence[Any]) -> int:
    return len(value)


def _items(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(value.items())


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "date": day,
        "clock": clock,
        "hours": hours,
        "moment": moment,
        "numeral": numeral,
        "money": money,
        "capital": capital,
        "lines": lines,
        "sentence": sentence,
        "full_name": full_name,
        "join": join,
        "default": default,
        "length": _length,
        "items": _items,
    }
)


def _moment(value: str) -> datetime:
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise PaperInvalid(
            reason=f"“{str(value)[:40]}”不是日期或时间，应如 2026-11-22T03:14:00+08:00"
        ) from None
    if len(str(value)) <= len(date.min.isoformat()):
        return at
    return at.astimezone(SHANGHAI) if at.tzinfo else at


def _yuan(value: float | str | Decimal) -> Decimal:
    with suppress(ArithmeticError):
        amount = Decimal(str(value))
        if amount.is_finite():
            return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    raise PaperInvalid(reason=f"“{str(value)[:40]}”不是金额")


def _integer(yuan: int) -> str:
    """Groups of four digits; a run of zeros between digits is one 零, also across groups."""
    text, zero = "", False
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // 10 ** (4 * power) % 10_000
        if not group:
            zero = bool(text)
            continue
        padded = bool(text) and (zero or group < 1000)
        text += ("零" if padded else "") + _group(group) + _GROUPS[power]
        zero = False
    return text


def _group(number: int) -> str:
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + _CAPITALS[digit] + _PLACES[place]
        zero = not digit
    return text
