"""Filters: the items of a list that meet a condition, or one of them by its index."""

from decimal import Decimal

from app.feel.compiler.access import PARTIAL, scoped_name
from app.feel.compiler.scope import Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.syntax.ast import Filter, Literal, Name, Negation, Node
from app.feel.values.kinds import Value

_ITEM = "item"


def filter_(node: Filter, unit: Unit) -> Closure:
    """The items that meet a condition, in which `item` and the item's entries are in scope; or one by its index."""
    unit.heavy()
    base = _base(node.base, unit)
    index = _constant_index(node.condition)
    if index is not None:
        return lambda scope: _at_index(_items(base(scope)), index, node.at)
    with unit.item_frame(), unit.frame(_ITEM):
        condition, weight = unit.weighed(node.condition)

    def read(scope: Scope) -> Value:
        items = _items(base(scope))
        run = current_run()
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


def _base(node: Node, unit: Unit) -> Closure:
    """The list; a filter keeps no part of `partial` but items, so that needs no copy."""
    if isinstance(node, Name) and node.name == PARTIAL and unit.is_local(PARTIAL):
        return scoped_name(node)
    return unit.compile(node)


def _constant_index(node: Node) -> Decimal | None:
    negative = isinstance(node, Negation)
    literal = node.operand if isinstance(node, Negation) else node
    if not isinstance(literal, Literal) or not isinstance(literal.value, Decimal):
        return None
    return -literal.value if negative else literal.value


def _items(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _item_scope(item: Value, scope: Scope) -> Scope:
    named = Scope({_ITEM: item}, scope)
    return Scope(item, named) if isinstance(item, dict) else named


def _of_empty(condition: Closure, scope: Scope) -> Value:
    """An index into the empty list is null, a condition leaves it empty."""
    return None if isinstance(condition(_item_scope(None, scope)), Decimal) else []


def _at_index(items: list[Value], index: Decimal, at: int) -> Value:
    place = int(index)
    if place != index or not 1 <= abs(place) <= len(items):
        return warn(f"列表没有第 {index} 项", f"the list has no item {index}", at)
    return items[place - 1 if place > 0 else place]


COMPILERS: dict[type[Node], Compiler] = {Filter: filter_}
