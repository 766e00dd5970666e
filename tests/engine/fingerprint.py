"""A text of everything a program holds, to show that running changes nothing in it."""

from typing import Any

from app.engine.program import Program
from app.feel import Expression


def fingerprint(program: Program) -> str:
    """All attributes of all specifications, to any depth; objects met twice are named once."""
    return _text(program.specs, {})


def _text(value: Any, seen: dict[int, tuple[int, Any]]) -> str:
    if isinstance(value, str | int | float | bool | type(None)):
        return repr(value)
    if isinstance(value, Expression):
        return value.source
    if id(value) in seen:
        return f"<{seen[id(value)][0]}>"
    seen[id(value)] = len(seen), value  # kept, for an id is only good while its object lives
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(k, seen)}: {_text(v, seen)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple | frozenset | set):
        return "[" + ", ".join(_text(item, seen) for item in value) + "]"
    names = [name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ())]
    fields = vars(value) if hasattr(value, "__dict__") else {n: getattr(value, n, None) for n in names}
    return f"{type(value).__name__}({_text(dict(fields), seen)})"
