"""Relations of points and ranges (DMN 1.5, 10.3.4.11, table 78) and `range`."""

from collections.abc import Callable

from app.feel.builtins.registry import builtin
from app.feel.errors import FeelSyntaxError, warn
from app.feel.limits import current_run
from app.feel.syntax.ast import Call, ClosedRange, Literal, Name, Node
from app.feel.syntax.parser import parse_expression
from app.feel.values.comparison import compare
from app.feel.values.kinds import Range, Value
from app.feel.values.literals import parse_date, parse_date_time, parse_duration, parse_time


class _Unordered(Exception):
    """Two ends have no order."""


def _order(left: Value, right: Value, *, left_end: int = 0, right_end: int = 0) -> int:
    """-1, 0, 1; a null start (`_end` -1) lies before everything, a null end (1) behind everything."""
    if left is None and right is None and left_end and right_end:
        return (left_end > right_end) - (left_end < right_end)
    if left is None and left_end:
        return left_end
    if right is None and right_end:
        return -right_end
    found = compare(left, right)
    if found is None:
        raise _Unordered
    return found


def _starts(left: Range, right: Range) -> int:
    return _order(left.start, right.start, left_end=-1, right_end=-1)


def _ends(left: Range, right: Range) -> int:
    return _order(left.end, right.end, left_end=1, right_end=1)


def _end_to_start(left: Range, right: Range) -> int:
    return _order(left.end, right.start, left_end=1, right_end=-1)


def _to_start(point: Value, range_: Range) -> int:
    return _order(point, range_.start, right_end=-1)


def _to_end(point: Value, range_: Range) -> int:
    return _order(point, range_.end, right_end=1)


def _begins_no_earlier(inner: Range, outer: Range) -> bool:
    order = _starts(inner, outer)
    return order > 0 or (order == 0 and (not inner.start_included or outer.start_included))


def _ends_no_later(inner: Range, outer: Range) -> bool:
    order = _ends(inner, outer)
    return order < 0 or (order == 0 and (not inner.end_included or outer.end_included))


def _reaches(left: Range, right: Range) -> bool:
    """Whether the first goes on until the second has begun."""
    order = _end_to_start(left, right)
    return order > 0 or (order == 0 and left.end_included and right.start_included)


def _before(left: Range, right: Range) -> bool:
    return not _reaches(left, right)


def _point_before(point: Value, range_: Range) -> bool:
    order = _to_start(point, range_)
    return order < 0 or (order == 0 and not range_.start_included)


def _point_after(point: Value, range_: Range) -> bool:
    order = _to_end(point, range_)
    return order > 0 or (order == 0 and not range_.end_included)


def _meets(left: Range, right: Range) -> bool:
    return left.end_included and right.start_included and _end_to_start(left, right) == 0


def _overlaps(left: Range, right: Range) -> bool:
    return _reaches(left, right) and _reaches(right, left)


def _overlaps_before(left: Range, right: Range) -> bool:
    order = _starts(left, right)
    first = order < 0 or (order == 0 and left.start_included and not right.start_included)
    return first and _reaches(left, right) and _ends_no_later(left, right)


def _finishes(left: Range, right: Range) -> bool:
    return (
        left.end_included == right.end_included
        and _ends(left, right) == 0
        and _begins_no_earlier(left, right)
    )


def _begins(left: Range, right: Range) -> bool:
    return (
        left.start_included == right.start_included
        and _starts(left, right) == 0
        and _ends_no_later(left, right)
    )


def _during(inner: Range, outer: Range) -> bool:
    return _begins_no_earlier(inner, outer) and _ends_no_later(inner, outer)


def _coincides(left: Range, right: Range) -> bool:
    return _begins(left, right) and _finishes(left, right)


_Relation = Callable[[Value, Value], bool]


def _swapped(relation: _Relation) -> _Relation:
    return lambda left, right: relation(right, left)


def _declare(signature: str, relation: _Relation) -> None:
    @builtin(signature)
    def related(left: Value, right: Value) -> Value:
        try:
            return relation(left, right)
        except _Unordered:
            return warn("两者不能比较", "the two have no order")


_RANGES = "(range1: range, range2: range)"
_POINT_RANGE = "(point: Any, range: range)"
_RANGE_POINT = "(range: range, point: Any)"
_POINTS = "(point1: Any, point2: Any)"


def _inside(point: Value, range_: Range) -> bool:
    return not _point_before(point, range_) and not _point_after(point, range_)


def _at_end(point: Value, range_: Range) -> bool:
    return range_.end_included and _to_end(point, range_) == 0


def _at_start(point: Value, range_: Range) -> bool:
    return range_.start_included and _to_start(point, range_) == 0


_RELATIONS: tuple[tuple[str, _Relation], ...] = (
    (f"before{_RANGES}", _before),
    (f"before{_POINT_RANGE}", _point_before),
    (f"before{_RANGE_POINT}", _swapped(_point_after)),
    (f"before{_POINTS}", lambda left, right: _order(left, right) < 0),
    (f"after{_RANGES}", _swapped(_before)),
    (f"after{_POINT_RANGE}", _point_after),
    (f"after{_RANGE_POINT}", _swapped(_point_before)),
    (f"after{_POINTS}", lambda left, right: _order(left, right) > 0),
    (f"meets{_RANGES}", _meets),
    (f"met by{_RANGES}", _swapped(_meets)),
    (f"overlaps{_RANGES}", _overlaps),
    (f"overlaps before{_RANGES}", _overlaps_before),
    (f"overlaps after{_RANGES}", _swapped(_overlaps_before)),
    (f"finishes{_RANGES}", _finishes),
    (f"finishes{_POINT_RANGE}", _at_end),
    (f"finished by{_RANGES}", _swapped(_finishes)),
    (f"finished by{_RANGE_POINT}", _swapped(_at_end)),
    (f"includes{_RANGES}", _swapped(_during)),
    (f"includes{_RANGE_POINT}", _swapped(_inside)),
    (f"during{_RANGES}", _during),
    (f"during{_POINT_RANGE}", _inside),
    (f"starts{_RANGES}", _begins),
    (f"starts{_POINT_RANGE}", _at_start),
    (f"started by{_RANGES}", _swapped(_begins)),
    (f"started by{_RANGE_POINT}", _swapped(_at_start)),
    (f"coincides{_RANGES}", _coincides),
    (f"coincides{_POINTS}", lambda left, right: _order(left, right) == 0),
)
for _signature, _relation in _RELATIONS:
    _declare(_signature, _relation)


@builtin("range(from: string)")
def range_from_text(text: str) -> Value:
    """A range from its text, whose ends are literals in order: `[1..3]`, `("a".."c"]`."""
    current_run().charge(_PARSE + len(text))
    try:
        tree = parse_expression(text)
    except FeelSyntaxError:
        tree = None
    found = _range(tree) if isinstance(tree, ClosedRange) else None
    return found or warn("这不是范围", "this is no range")


_PARSE = 100
_CONVERSIONS: dict[str, Callable[[str], Value]] = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_time,
    "duration": parse_duration,
}


def _range(tree: ClosedRange) -> Range | None:
    start, end = _end_value(tree.start), _end_value(tree.end)
    order = compare(start, end)
    if order is None or order > 0:
        return None
    return Range(start, end, tree.start_included, tree.end_included)


def _end_value(node: Node) -> Value:
    """The value of a literal or of `date("…")` and the like; null of anything else."""
    if isinstance(node, Literal):
        return node.value
    match node:
        case Call(function=Name(name=name), arguments=[Literal(value=str() as text)], names=[]):
            convert = _CONVERSIONS.get(name)
            return convert(text) if convert else None
    return None
