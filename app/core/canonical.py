"""Canonical JSON (RFC 8785) and the hash built on it: one value, one text, one fingerprint."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

_ESCAPE = json.encoder.encode_basestring
_LITERALS = {None: "null", True: "true", False: "false"}
_EXPONENT_FROM = 21
_EXPONENT_TO = -6


def canonical(value: Any) -> str:
    """The one JSON text of a value by RFC 8785: keys sorted by UTF-16 units, shortest numbers, no blanks.

    Dates, times, UUIDs and enums become their text; a `Decimal` becomes the number it denotes.
    """
    return "".join(_parts(value))


def fingerprint(value: Any) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def digest(data: bytes) -> str:
    """SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _parts(value: Any) -> list[str]:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool):
        return [_LITERALS[value]]
    if isinstance(value, int | float | Decimal):
        return [_number(value)]
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str):
        return _array(value)
    return [_ESCAPE(value if isinstance(value, str) else _text(value))]


def _object(value: Mapping[Any, Any]) -> list[str]:
    parts = ["{"]
    for key in sorted(map(str, value), key=lambda k: k.encode("utf-16-be")):
        parts += [_ESCAPE(key), ":", *_parts(value[key]), ","]
    _close(parts, "}")
    return parts


def _array(value: Any) -> list[str]:
    items = sorted(value) if isinstance(value, set | frozenset) else value
    parts = ["["]
    for item in items:
        parts += [*_parts(item), ","]
    _close(parts, "]")
    return parts


def _close(parts: list[str], end: str) -> None:
    if parts[-1] == ",":
        parts[-1] = end
    else:
        parts.append(end)


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
