"""List functions (DMN 1.5, 10.3.4.4) and `sort` (10.3.4.8)."""

from collections.abc import Callable
from decimal import Decimal
from itertools import chain
from typing import Any

from app.feel.builtins.registry import builtin
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.comparison import compare, equal
from app.feel.values.kinds import Signature, Value


def _measured(items: list[Value]) -> list[Value]:
    current_run().items(len(items))
    return items


def _no_position() -> Value:
    return warn("列表没有这个位置", "the list has no such position")


@builtin("list contains(list: list, element)")
def list_contains(items: list[Value], element: Value) -> bool:
    """Whether an item equals the element; null is found too."""
    return any(equal(item, element) is True for item in _measured(items))


@builtin("count(list: list)")
def count(items: list[Value]) -> Decimal:
    """How many items."""
    return Decimal(len(items))


def _extreme(items: list[Value], wanted: int) -> Value:
    best = items[0] if items else None
    for item in _measured(items):
        order = compare(item, best)
        if order is None:
            return warn("列表为空或各项不能比较", "the list is empty or its items have no order")
        best = item if order == wanted else best
    return best


@builtin("min(list: list)")
def min_of_list(items: list[Value]) -> Value:
    """The least item."""
    return _extreme(items, -1)


@builtin("min(c: Any?...)")
def min_of_all(*items: Value) -> Value:
    """The least argument."""
    return _extreme(list(items), -1)


@builtin("max(list: list)")
def max_of_list(items: list[Value]) -> Value:
    """The greatest item."""
    return _extreme(items, 1)


@builtin("max(c: Any?...)")
def max_of_all(*items: Value) -> Value:
    """The greatest argument."""
    return _extreme(list(items), 1)


def _quantified(items: list[Value], decisive: bool) -> bool | None:
    if any(item is decisive for item in _measured(items)):
        return decisive
    return not decisive if all(isinstance(item, bool) for item in items) else None


@builtin("all(list: list)")
def all_of_list(items: list[Value]) -> bool | None:
    """False when an item is false, else null unless all are true."""
    return _quantified(items, decisive=False)


@builtin("all(b: Any?...)")
def all_of_all(*items: Value) -> bool | None:
    """`all` of the arguments."""
    return _quantified(list(items), decisive=False)


@builtin("any(list: list)")
def any_of_list(items: list[Value]) -> bool | None:
    """True when an item is true, else null unless all are false."""
    return _quantified(items, decisive=True)


@builtin("any(b: Any?...)")
def any_of_all(*items: Value) -> bool | None:
    """`any` of the arguments."""
    return _quantified(list(items), decisive=True)


@builtin("sublist(list: list, start position: number, length?: number)")
def sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    """The items from a position (from 1; negative from the end), to the end or so many."""
    first = int(start)
    if not 1 <= abs(first) <= len(items) or (length is not None and length < 0):
        return _no_position()
    begin = first - 1 if first > 0 else len(items) + first
    if length is None:
        return _measured(items[begin:])
    return (
        _measured(items[begin : begin + int(length)]) if begin + int(length) <= len(items) else _no_position()
    )


@builtin("append(list: list, item: Any?...)")
def append(items: list[Value], *more: Value) -> list[Value]:
    """The list and then the items."""
    return _measured([*items, *more])


@builtin("concatenate(list: list...)")
def concatenate(*lists: list[Value]) -> list[Value]:
    """All lists, one after the other."""
    current_run().items(sum(map(len, lists)))
    return list(chain.from_iterable(lists))


@builtin("insert before(list: list, position: number, newItem)")
def insert_before(items: list[Value], position: Decimal, new: Value) -> Value:
    """The list with an item more at that position."""
    place = _index(items, position)
    return _no_position() if place is None else _measured([*items[:place], new, *items[place:]])


@builtin("remove(list: list, position: number)")
def remove(items: list[Value], position: Decimal) -> Value:
    """The list without the item at that position."""
    place = _index(items, position)
    return _no_position() if place is None else _measured([*items[:place], *items[place + 1 :]])


@builtin("list replace(list: list, position: number, newItem)")
def replace_at(items: list[Value], position: Decimal, new: Value) -> Value:
    """The list with another item at that position."""
    place = _index(items, position)
    return _no_position() if place is None else _measured([*items[:place], new, *items[place + 1 :]])


@builtin("list replace(list: list, match: function, newItem)")
def replace_matching(items: list[Value], match: Signature, new: Value) -> Value:
    """The list with another item wherever `match(item, newItem)` is true."""
    if len(match.parameters) != 2:
        return warn("匹配函数应有两个参数", "the match must be a function of two parameters")
    results = []
    for item in _measured(items):
        replaced = match.invoke([item, new])
        if not isinstance(replaced, bool):
            return warn("匹配函数应返回布尔值", "the match must return a boolean")
        results.append(new if replaced else item)
    return results


def _index(items: list[Value], position: Decimal) -> int | None:
    place = int(position)
    if not 1 <= abs(place) <= len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


@builtin("reverse(list: list)")
def reverse(items: list[Value]) -> list[Value]:
    """The last item first."""
    return _measured(items[::-1])


@builtin("index of(list: list, match)")
def index_of(items: list[Value], match: Value) -> list[Value]:
    """The positions, from 1, of the items that equal the match."""
    return [Decimal(place) for place, item in enumerate(_measured(items), 1) if equal(item, match) is True]


@builtin("union(list: list...)")
def union(*lists: list[Value]) -> list[Value]:
    """All lists, each value once."""
    return distinct_values(concatenate(*lists))


@builtin("distinct values(list: list)")
def distinct_values(items: list[Value]) -> list[Value]:
    """Each value once, where it comes first."""
    seen: set[object] = set()
    kept: list[Value] = []
    for item in _measured(items):
        key = (type(item), item) if isinstance(item, str | Decimal | bool) else None
        known = key in seen if key else any(equal(item, other) is True for other in kept)
        if not known:
            kept.append(item)
            seen.add(key)
    return kept


@builtin("flatten(list: list)")
def flatten(items: list[Value]) -> list[Value]:
    """The items of all inner lists in one list."""
    run = current_run()
    run.items(len(items))
    flat: list[Value] = []
    waiting = [iter(items)]
    while waiting:
        item = next(waiting[-1], _END)
        if item is _END:
            waiting.pop()
        elif isinstance(item, list):
            run.items(len(item))
            waiting.append(iter(item))
        else:
            flat.append(item)
    return flat


_END = object()


def _order(precedes: Callable[[Value, Value], Value]) -> type:
    class Ordered:
        """An item that sorts by what precedes what."""

        __slots__ = ("item",)

        def __init__(self, item: Value) -> None:
            self.item = item

        def __lt__(self, other: Any) -> bool:
            return precedes(self.item, other.item) is True

    return Ordered


@builtin("sort(list: list, precedes: function)")
def sort(items: list[Value], precedes: Signature) -> Value:
    """The list in the order in which `precedes(a, b)` is true; equal items keep their order."""
    if len(precedes.parameters) != 2:
        return warn("排序函数应有两个参数", "the order must be a function of two parameters")
    return sorted(_measured(items), key=_order(lambda left, right: precedes.invoke([left, right])))
