"""Names and their values while an expression runs."""

from collections.abc import Callable, Mapping
from typing import Any

from app.feel.values.host import NativeContext, from_host
from app.feel.values.kinds import Value

PLAIN = frozenset({str, bool, type(None)})
"""What the host and FEEL write alike. A number may come as NaN, so it is none of these."""


class Scope:
    """Values of one level of names, and the scope around it; the outermost holds the host's context."""

    __slots__ = ("converted", "outer", "values")

    def __init__(self, values: Mapping[str, Any], outer: "Scope | None" = None) -> None:
        self.values = values
        self.outer = outer
        self.converted: dict[str, Value] | None = None

    def from_host(self, name: str, value: Any) -> Value:
        """A value of the host's context as FEEL value; lists and contexts are converted once per evaluation."""
        if isinstance(self.values, NativeContext):
            return value
        if not isinstance(value, list | tuple | Mapping):
            return from_host(value)
        if self.converted is None:
            self.converted = {}
        if name not in self.converted:
            self.converted[name] = from_host(value)
        return self.converted[name]


Closure = Callable[[Scope], Value]
