"""Literals, names, paths, filters and calls."""

from decimal import Decimal
from typing import Any

from app.feel.builtins import BUILTINS
from app.feel.compiler.scope import PLAIN, Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.syntax.ast import Literal, Name, Node, Path
from app.feel.values.kinds import Value, kind
from app.feel.values.properties import property_of

PARTIAL = "partial"
_MISSING = object()
_EXACT = 10**34
"""Integers below fit the digits of a number."""


def literal(node: Literal, unit: Unit) -> Closure:
    """Its value."""
    value = node.value
    return lambda _: value


def name(node: Name, unit: Unit) -> Closure:
    """What the nearest scope, or else the standard, calls so; null with a warning when nothing does.

    A variable may have the name of a built-in: `count > 3` reads it, when there is one.
    """
    if node.name in BUILTINS and not unit.is_local(node.name):
        unit.read_perhaps(node.name)
    return called(node, unit)


def called(node: Name, unit: Unit) -> Closure:
    """The same where the name is called as a function: then the standard's own is not read from outside."""
    found = node.name
    default = BUILTINS.get(found, _MISSING)
    if default is _MISSING or unit.is_local(found):
        unit.read(found)
    if unit.at_root:
        return _root_name(node, default)
    read = scoped_name(node, default)
    return _snapshot(read) if found == PARTIAL else read


def _root_name(node: Name, default: Any) -> Closure:
    found = node.name

    def read(scope: Scope) -> Value:
        try:
            value = scope.values[found]
        except KeyError:
            return _absent(node) if default is _MISSING else default
        value_type = type(value)
        if value_type in PLAIN:
            return value
        if value_type is int and -_EXACT < value < _EXACT:
            return Decimal(value)
        return scope.from_host(found, value)

    return read


def scoped_name(node: Name, default: Any = _MISSING) -> Closure:
    """What the nearest of several scopes calls so."""
    found = node.name

    def read(scope: Scope) -> Value:
        here: Scope = scope
        while found not in here.values:
            if here.outer is None:
                return _absent(node) if default is _MISSING else default
            here = here.outer
        value = here.values[found]
        return value if here.outer is not None else here.from_host(found, value)

    return read


def _snapshot(read: Closure) -> Closure:
    """`partial` grows while the loop runs: whoever keeps it keeps a copy."""

    def copy(scope: Scope) -> Value:
        value = read(scope)
        if not isinstance(value, list):
            return value
        current_run().items(len(value))
        return list(value)

    return copy


def _absent(node: Name) -> Value:
    return warn(f"没有变量“{node.name}”", f"there is no variable “{node.name}”", node.at)


def path(node: Path, unit: Unit) -> Closure:
    """The entry of a context, the property of a value, or those of each item of a list."""
    base, key, at = unit.compile(node.base), node.name, node.at

    def read(scope: Scope) -> Value:
        value = base(scope)
        if type(value) is dict and key in value:
            return value[key]
        return _member(value, key, at)

    return read


def _member(value: Value, key: str, at: int) -> Value:
    if isinstance(value, dict) and key in value:
        return value[key]
    if isinstance(value, list):
        current_run().items(len(value))
        return [_member(item, key, at) for item in value]
    found = property_of(value, key, _MISSING)
    if found is _MISSING:
        return warn(f"{kind(value)} 没有“{key}”", f"{kind(value)} has no “{key}”", at)
    return found


COMPILERS: dict[type[Node], Compiler] = {Literal: literal, Name: name, Path: path}
