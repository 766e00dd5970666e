"""Values as text, as `string()` gives them (DMN 1.5, 10.3.4.1)."""

from collections.abc import Callable
from decimal import Decimal

from app.feel.limits import Run, current_run
from app.feel.values.calendar import Date
from app.feel.values.kinds import Range, Value, kind
from app.feel.values.temporal import DAY, NANOS, Time, Zone


def text_of(value: Value) -> str | None:
    """The text of a value; null for null."""
    if value is None or isinstance(value, str):
        return value
    run = current_run()
    parts: list[str] = []
    _write(value, parts, run)
    text = "".join(parts)
    run.text(len(text))
    return text


def _write(value: Value, parts: list[str], run: Run) -> None:
    run.charge(3)
    match value:
        case list():
            _write_list(value, parts, run)
        case dict():
            _write_context(value, parts, run)
        case Range():
            _write_range(value, parts, run)
        case str():
            run.charge(len(value) >> 6)
            parts.append(_quoted(value))
        case _:
            parts.append(_SCALARS[kind(value)](value))


def _write_list(items: list[Value], parts: list[str], run: Run) -> None:
    separator = "["
    for item in items:
        parts.append(separator)
        _write(item, parts, run)
        separator = ", "
    parts.append("]" if items else "[]")


def _write_context(entries: dict[str, Value], parts: list[str], run: Run) -> None:
    separator = "{"
    for key, item in entries.items():
        parts += [separator, _key(key), ": "]
        _write(item, parts, run)
        separator = ", "
    parts.append("}" if entries else "{}")


def _write_range(value: Range, parts: list[str], run: Run) -> None:
    if value.unbounded:
        _write_comparison(value, parts, run)
        return
    parts.append("[" if value.start_included else "(")
    _write(value.start, parts, run)
    parts.append("..")
    _write(value.end, parts, run)
    parts.append("]" if value.end_included else ")")


def _write_comparison(value: Range, parts: list[str], run: Run) -> None:
    if value.start is not None and value.end is not None:
        sign, end = "=", value.start
    elif value.start is None:
        sign, end = "<=" if value.end_included else "<", value.end
    else:
        sign, end = ">=" if value.start_included else ">", value.start
    parts.append(f"{sign} ")
    _write(end, parts, run)


def _key(key: str) -> str:
    return key if key.replace(" ", "_").isidentifier() else _quoted(key)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number_text(value: Decimal) -> str:
    """Plain digits without exponent and without trailing zeros of a fraction."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def date_text(value: Date) -> str:
    """`YYYY-MM-DD`."""
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"


def time_text(value: Time) -> str:
    """`hh:mm:ss` with fraction and zone, if it has them."""
    fraction = value.nanos % NANOS
    digits = f".{fraction:09d}".rstrip("0") if fraction else ""
    return f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{digits}{_zone(value.zone)}"


def _zone(zone: Zone | None) -> str:
    if zone is None:
        return ""
    if zone.name is not None:
        return f"@{zone.name}"
    if zone.offset == 0:
        return "Z"
    minutes, seconds = divmod(abs(zone.offset), 60)
    text = f"{'-' if zone.offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def _days(nanos: int) -> str:
    days, rest = divmod(abs(nanos), DAY)
    seconds, fraction = divmod(rest, NANOS)
    digits = f".{fraction:09d}".rstrip("0") if fraction else ""
    clock = _units((seconds // 3600, "H"), (seconds // 60 % 60, "M"))
    if seconds % 60 or digits:
        clock += f"{seconds % 60}{digits}S"
    text = _units((days, "D")) + (f"T{clock}" if clock else "")
    return ("-" if nanos < 0 else "") + "P" + (text or "T0S")


def _months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    return ("-" if months < 0 else "") + "P" + (_units((years, "Y"), (rest, "M")) or "0M")


def _units(*units: tuple[int, str]) -> str:
    return "".join(f"{count}{unit}" for count, unit in units if count)


_SCALARS: dict[str, Callable[[Value], str]] = {
    "null": lambda _: "null",
    "boolean": lambda value: "true" if value else "false",
    "number": number_text,
    "date": date_text,
    "time": time_text,
    "date and time": lambda value: f"{date_text(value.date)}T{time_text(value.time)}",
    "days and time duration": lambda value: _days(value.nanos),
    "years and months duration": lambda value: _months(value.months),
    "function": lambda value: f"function {value.name}".strip(),
}
