"""Literals, names, paths, filters and calls."""

from decimal import Decimal
from typing import Any

from app.feel.builtins import BUILTINS
from app.feel.compiler.scope import PLAIN, Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import collected_count, place_warnings, warn
from app.feel.limits import current_run
from app.feel.syntax.ast import Call, Filter, Literal, Name, Node, Path
from app.feel.values.kinds import Signature, Value, kind
from app.feel.values.properties import property_of

_MISSING = object()


def literal(node: Literal, unit: Unit) -> Closure:
    """Its value."""
    value = node.value
    return lambda _: value


def name(node: Name, unit: Unit) -> Closure:
    """What the nearest scope, or else the standard, calls so; null with a warning when nothing does."""
    found = node.name
    default = BUILTINS.get(found, _MISSING)
    if default is _MISSING or unit.is_local(found):
        unit.read(found)
    return _root_name(node, default) if unit.at_root else _scoped_name(node, default)


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
        return Decimal(value) if value_type is int else scope.from_host(found, value)

    return read


def _scoped_name(node: Name, default: Any) -> Closure:
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


def filter_(node: Filter, unit: Unit) -> Closure:
    """The items that meet a condition, in which `item` and the item's entries are in scope; or one by its index."""
    unit.heavy()
    base = unit.compile(node.base)
    with unit.item_frame(), unit.frame("item"):
        condition, weight = unit.weighed(node.condition)

    def read(scope: Scope) -> Value:
        value = base(scope)
        items = value if isinstance(value, list) else [value]
        run = current_run()
        run.items(len(items))
        found = []
        for item in items:
            run.charge(weight)
            wanted = condition(_item_scope(item, scope))
            if wanted is True:
                found.append(item)
            elif isinstance(wanted, Decimal):
                return _at_index(items, wanted, node.at)
        return found if items else _of_empty(condition, scope)

    return read


def _item_scope(item: Value, scope: Scope) -> Scope:
    if isinstance(item, dict):
        return Scope(item if "item" in item else {"item": item, **item}, scope)
    return Scope({"item": item}, scope)


def _of_empty(condition: Closure, scope: Scope) -> Value:
    """An index into the empty list is null, a condition leaves it empty."""
    return None if isinstance(condition(_item_scope(None, scope)), Decimal) else []


def _at_index(items: list[Value], index: Decimal, at: int) -> Value:
    place = int(index)
    if place != index or not 1 <= abs(place) <= len(items):
        return warn(f"列表没有第 {index} 项", f"the list has no item {index}", at)
    return items[place - 1 if place > 0 else place]


def call(node: Call, unit: Unit) -> Closure:
    """Apply a function to positional or named arguments."""
    unit.heavy()
    function = unit.compile(node.function)
    arguments = [unit.compile(argument) for argument in node.arguments]
    names, at = tuple(node.names), node.at

    def apply(scope: Scope) -> Value:
        target = function(scope)
        if not isinstance(target, Signature):
            return warn("这不是函数", "this is not a function", at)
        values = [argument(scope) for argument in arguments]
        before = collected_count()
        if names:
            result = target.invoke((), dict(zip(names, values, strict=True)))
        else:
            result = target.invoke(values)
        if result is None:
            place_warnings(before, at)
        return result

    return apply


COMPILERS: dict[type[Node], Compiler] = {
    Literal: literal,
    Name: name,
    Path: path,
    Filter: filter_,
    Call: call,
}
