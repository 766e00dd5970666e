"""Text as a browser counts and trims it, and values as people read them."""

import re
from decimal import Decimal
from typing import Any

from app.core.canonical import canonical
from app.core.texts import Text

_SHOWN_LENGTH = 40
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")

# ECMAScript's white space and line ends: what String.prototype.trim removes. Python's own set differs.
BLANKS = (
    "\t\n\v\f\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def trimmed_length(text: str) -> int:
    """Length in UTF-16 units without blanks around, as the browser counts it."""
    trimmed = text.strip(BLANKS)
    return len(trimmed) + (0 if trimmed.isascii() else len(_BEYOND_BMP.findall(trimmed)))


def storable(text: str) -> bool:
    """Whether databases and UTF-8 can hold the text: no NUL, no lone surrogate."""
    return _UNSTORABLE.search(text) is None


def number_text(number: float | Decimal) -> str:
    """A number as ECMAScript writes it: the shortest form, no trailing zeros."""
    return canonical(number)


def quoted(value: Any) -> str:
    """Any submitted value in Chinese quotation marks, short, on one line and printable."""
    if not isinstance(value, str):
        return Text("“{value}”", value=_described(value))
    flat = "".join(c if c.isprintable() and storable(c) else " " for c in value[: _SHOWN_LENGTH + 1])
    shown = flat if len(flat) <= _SHOWN_LENGTH else f"{flat[:_SHOWN_LENGTH]}…"
    return Text("“{value}”", value=shown)


def _described(value: Any) -> str:
    match value:
        case None:
            return Text("空")
        case bool():
            return Text("是") if value else Text("否")
        case int() | float() | Decimal():
            return str(value)[:_SHOWN_LENGTH]
        case list():
            return Text("{count} 项的列表", count=len(value))
    return Text("一组值")
