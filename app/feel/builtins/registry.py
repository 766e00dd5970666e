"""How a built-in function is declared: by its signature in the words of the standard."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from app.feel.values.function import Builtin, Overload
from app.feel.values.kinds import Parameter, Value
from app.feel.values.types import LIST, NAMED_TYPES, FeelType, ListType, OneOfType

_SIGNATURE = re.compile(r"(?P<name>[a-z ]+)\((?P<parameters>.*)\)")
_Call = TypeVar("_Call", bound=Callable[..., Any])

_DECLARED: dict[str, list[Overload]] = {}


def builtin(signature: str) -> Callable[[_Call], _Call]:
    """Declare an overload of a built-in: `substring(string: string, start position: number, length?: number)`.

    `name?` may be left out; `type?` may be null, and a null for any other parameter makes the result null;
    `type...` takes all remaining arguments; `a|b` is either; a parameter without type takes anything, null too.
    """
    found = _SIGNATURE.fullmatch(signature)
    if found is None:
        raise ValueError(signature)
    parameters = tuple(_parameter(text.strip()) for text in found["parameters"].split(",") if text.strip())

    def declare(call: _Call) -> _Call:
        _DECLARED.setdefault(found["name"], []).append(Overload(parameters, call))
        return call

    return declare


def _parameter(text: str) -> Parameter:
    name, _, type_ = (part.strip() for part in text.partition(":"))
    variadic = type_.endswith("...")
    type_ = type_.removesuffix("...")
    nullable = not type_ or type_.endswith("?")
    return Parameter(
        name.removesuffix("?"), _type(type_.removesuffix("?")), name.endswith("?"), nullable, variadic
    )


def _type(text: str) -> FeelType | None:
    if not text:
        return None
    if "|" in text:
        return OneOfType(tuple(NAMED_TYPES[option] for option in text.split("|")))
    if text.startswith("list<"):
        return ListType(NAMED_TYPES[text[5:-1]])
    return NAMED_TYPES[text]


def declared() -> dict[str, Builtin]:
    """All functions declared so far, by name."""
    return {
        name: Builtin(name, overloads[0].parameters, overloads=tuple(overloads))
        for name, overloads in _DECLARED.items()
    }


__all__ = ["LIST", "Value", "builtin", "declared"]
