"""Functions as values and how they are applied (DMN 1.5, 10.3.2.13)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import DecimalException

from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.kinds import Parameter, Signature, Value
from app.feel.values.types import coerce, fits

_NO_NAMES: Mapping[str, Value] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Function(Signature):
    """A function defined in FEEL, or made by the host (a business knowledge model, a decision service).

    `call` takes one value for each parameter, already converted to the parameter's type, and returns a value. It
    may return null and `warn`; the only error it may raise is `FeelBoundError`.
    """

    call: Callable[..., Value] = lambda *_: None

    def invoke(self, arguments: Sequence[Value] = (), named: Mapping[str, Value] = _NO_NAMES) -> Value:
        """Apply to positional or to named arguments; null with a warning when they do not fit the parameters."""
        values = _in_order(self, arguments, named)
        if values is None or len(values) != len(self.parameters):
            return warn(f"函数 {self.name} 的参数不对", f"wrong arguments for function {self.name}")
        for index, parameter in enumerate(self.parameters):
            if parameter.type is None:
                continue
            if not fits(values[index], parameter.type):
                return warn(
                    f"函数 {self.name} 的参数“{parameter.name}”类型不对",
                    f"argument “{parameter.name}” of function {self.name} has the wrong type",
                )
            values[index] = coerce(values[index], parameter.type)
        return coerce(self.call(*values), self.returns)


def _in_order(
    function: Signature, arguments: Sequence[Value], named: Mapping[str, Value]
) -> list[Value] | None:
    if not named:
        return list(arguments)
    names = [parameter.name for parameter in function.parameters]
    if arguments or set(named) != set(names):
        return None
    return [named[name] for name in names]


@dataclass(frozen=True, slots=True, eq=False)
class Overload:
    """One way to call a built-in: parameters and what computes the result."""

    parameters: tuple[Parameter, ...]
    call: Callable[..., Value]

    def bind(self, arguments: Sequence[Value], named: Mapping[str, Value]) -> list[Value] | None:
        """The values for `call`, converted; null when the arguments do not fit this overload."""
        if named:
            return None if arguments else self._bind_named(named)
        parameters = self._spread(len(arguments))
        if parameters is None:
            return None
        values = []
        for parameter, value in zip(parameters, arguments, strict=False):
            if not fits(value, parameter.type):
                return None
            values.append(coerce(value, parameter.type))
        return values

    def _spread(self, count: int) -> Sequence[Parameter] | None:
        parameters = self.parameters
        if parameters and parameters[-1].variadic and count >= len(parameters):
            return (*parameters[:-1], *[parameters[-1]] * (count - len(parameters) + 1))
        needed = sum(not parameter.optional for parameter in parameters)
        return parameters if needed <= count <= len(parameters) else None

    def _bind_named(self, named: Mapping[str, Value]) -> list[Value] | None:
        known = {parameter.name for parameter in self.parameters}
        if any(name not in known for name in named):
            return None
        values = []
        for parameter in self.parameters:
            value = named.get(parameter.name)
            if not fits(value, parameter.type):
                return None
            values.append(coerce(value, parameter.type))
        return values

    def null_argument(self, values: Sequence[Value], named: Mapping[str, Value]) -> str | None:
        """The parameter whose argument is null though it may not be."""
        for parameter, value in zip(self._spread(len(values)) or (), values, strict=False):
            left_out = parameter.optional and bool(named) and parameter.name not in named
            if value is None and not parameter.nullable and not left_out:
                return parameter.name
        return None


_CALL = 6


def _charge(arguments: Iterable[Value]) -> None:
    """Take the steps of a call, which grow with the strings it is given."""
    steps = _CALL
    for argument in arguments:
        if isinstance(argument, str):
            steps += len(argument) >> 5
    current_run().charge(steps)


@dataclass(frozen=True, slots=True, eq=False)
class Builtin(Signature):
    """A function of the standard: one or more overloads, tried in order."""

    overloads: tuple[Overload, ...] = ()

    def invoke(self, arguments: Sequence[Value] = (), named: Mapping[str, Value] = _NO_NAMES) -> Value:
        """Apply to positional or to named arguments; null with a warning when no overload takes them."""
        _charge(arguments or named.values())
        refused = None
        for overload in self.overloads:
            values = overload.bind(arguments, named)
            if values is None:
                continue
            refused = overload.null_argument(values, named)
            if refused is None:
                return self._computed(overload, values)
        if refused is not None:
            return warn(
                f"函数 {self.name} 的参数“{refused}”为空", f"argument “{refused}” of {self.name} is null"
            )
        return warn(f"函数 {self.name} 的参数不对", f"wrong arguments for function {self.name}")

    def _computed(self, overload: Overload, values: Sequence[Value]) -> Value:
        try:
            return overload.call(*values)
        except DecimalException:
            return warn(f"函数 {self.name} 的结果超出数字范围", f"the result of {self.name} is out of range")
