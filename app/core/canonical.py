"""Canonical JSON (RFC 8785) and the hash built on it: one value, one text, one fingerprint."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

_quoted = json.encoder.encode_basestring
_EXPONENT_FROM = 21
_EXPONENT_TO = -6


def canonical(value: Any) -> str:
    """The one JSON text of a value by RFC 8785: keys sorted by UTF-16 units, shortest numbers, no blanks.

    Dates, times, UUIDs and enums become their text; a `Decimal` becomes the number it denotes.
    """
    return _text_of(value)


class Canonical(str):
    """A text that is canonical JSON already: it may stand in a value and goes into its text as it is."""

    __slots__ = ()


def fingerprint(value: Any) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def digest(data: bytes) -> str:
    """SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _text_of(value: Any) -> str:
    encode = _ENCODERS.get(type(value)) or _encoder_of(value)
    return encode(value)


def _encoder_of(value: Any) -> Callable[[Any], str]:
    """For what is not exactly one of the common types."""
    if isinstance(value, Enum):
        return lambda member: _text_of(member.value)
    if isinstance(value, Mapping):
        return _object
    if isinstance(value, set | frozenset):
        return lambda items: _array(sorted(items))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _array
    if isinstance(value, int | float | Decimal):
        return _number
    return lambda text: _quoted(text if isinstance(text, str) else _text(text))


def _object(value: Mapping[Any, Any]) -> str:
    return "{" + ",".join([f"{_quoted(key)}:{_text_of(value[key])}" for key in _in_order(value)]) + "}"


def _in_order(keys: Iterable[Any]) -> list[str]:
    names = sorted(map(str, keys))
    return names if "".join(names).isascii() else sorted(names, key=lambda name: name.encode("utf-16-be"))


def _array(value: Any) -> str:
    return "[" + ",".join([_text_of(item) for item in value]) + "]"


def _text(value: Any) -> str:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return f"PT{value.total_seconds():g}S"
        case UUID():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def _number(value: float | Decimal) -> str:
    """ECMAScript's shortest form; integers and decimals beyond a double keep all their digits."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise ValueError("JSON has no infinite numbers")
    sign, digits, exponent = Decimal(repr(value) if isinstance(value, float) else value).as_tuple()
    text = "".join(map(str, digits)).lstrip("0")
    stripped = text.rstrip("0")
    point = len(text) + int(exponent)
    if not stripped:
        return "0"
    return ("-" if sign else "") + _positional(stripped, point)


def _positional(digits: str, point: int) -> str:
    if 0 < point <= _EXPONENT_FROM:
        return digits.ljust(point, "0")[:point] + (f".{digits[point:]}" if len(digits) > point else "")
    if _EXPONENT_TO < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
    return f"{mantissa}e{point - 1:+d}"


_ENCODERS: dict[type, Callable[[Any], str]] = {
    str: _quoted,
    Canonical: str,
    int: str,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    dict: _object,
    list: _array,
    tuple: _array,
    float: _number,
    Decimal: _number,
}
