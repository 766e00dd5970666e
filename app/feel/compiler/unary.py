"""Ranges, `in`, and unary tests about `?` (DMN 1.5, 10.3.2.8)."""

from collections.abc import Callable

from app.feel.compiler.operators import decision
from app.feel.compiler.scope import Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import warn
from app.feel.syntax.ast import ClosedRange, In, Literal, Name, Node, OpenRange, Tests, reads
from app.feel.values.comparison import compare, equal, in_range
from app.feel.values.kinds import Range, Value

INPUT = "?"
_Test = Callable[[Value, Scope], Value]


def closed_range(node: ClosedRange, unit: Unit) -> Closure:
    """The range; null when its ends have no order."""
    start, end, at = unit.compile(node.start), unit.compile(node.end), node.at

    def build(scope: Scope) -> Value:
        first, last = start(scope), end(scope)
        if first is not None and last is not None and compare(first, last) is None:
            return warn("范围两端不能比较", "the ends of the range cannot be compared", at)
        return Range(first, last, node.start_included, node.end_included)

    return build


def open_range(node: OpenRange, unit: Unit) -> Closure:
    """`> 5` as the range from 5 upward, `= 5` as the range of 5 alone; `!= 5` is no range, so null."""
    end, operator = unit.compile(node.end), node.operator

    def build(scope: Scope) -> Value:
        value = end(scope)
        if operator == "=":
            return Range(value, value, unbounded=True)
        if operator == "!=" or value is None:
            return warn("这不是范围", "this is no range", node.at)
        included = operator in {"<=", ">="}
        if operator in {"<", "<="}:
            return Range(None, value, False, included, unbounded=True)
        return Range(value, None, included, False, unbounded=True)

    return build


def in_(node: In, unit: Unit) -> Closure:
    """Whether the value meets one of the tests."""
    unit.heavy()
    value = unit.compile(node.value)
    with unit.frame(INPUT):
        tests = [_test(test, unit) for test in node.tests]
    any_of = _any_of(tests)

    def decide(scope: Scope) -> Value:
        found = value(scope)
        return any_of(found, Scope({INPUT: found}, scope))

    return decide


def tests(node: Tests, unit: Unit) -> Closure:
    """Whether `?` meets one of the tests, or none when they are negated; no test at all is met by everything."""
    if not node.tests:
        return lambda _: True
    unit.heavy()
    subject = unit.compile(Name(node.at, INPUT))
    any_of = _any_of([_test(test, unit) for test in node.tests])
    unit.names.discard(INPUT)
    if not node.negated:
        return lambda scope: any_of(subject(scope), scope)

    def none_of(scope: Scope) -> Value:
        result = any_of(subject(scope), scope)
        return None if result is None else not result

    return none_of


def _any_of(tests_: list[_Test]) -> _Test:
    if len(tests_) == 1:
        return tests_[0]

    def any_of(value: Value, scope: Scope) -> Value:
        result: bool | None = False
        for test in tests_:
            outcome = test(value, scope)
            if outcome is True:
                return True
            if outcome is None:
                result = None
        return result

    return any_of


def _test(node: Node, unit: Unit) -> _Test:
    if isinstance(node, OpenRange):
        end, decide, at = unit.compile(node.end), decision(node.operator), node.at
        return lambda value, scope: decide(value, end(scope), at)
    closure = unit.compile(node)
    if isinstance(node, Literal):
        return lambda value, scope: equal(value, closure(scope))
    uses_input = reads(node, INPUT)

    def test(value: Value, scope: Scope) -> Value:
        found = closure(scope)
        if uses_input and isinstance(found, bool):
            return found
        return member(value, found)

    return test


def member(value: Value, found: Value) -> Value:
    """Whether the value is in what was found: a range, a list of values and ranges, or an equal value."""
    if isinstance(found, Range) and not isinstance(value, Range):
        return in_range(value, found)
    if isinstance(found, list):
        return _in_list(value, found)
    return equal(value, found)


def _in_list(value: Value, items: list[Value]) -> Value:
    if isinstance(value, list) and equal(value, items):
        return True
    return any(member(value, item) is True for item in items)


COMPILERS: dict[type[Node], Compiler] = {
    ClosedRange: closed_range,
    OpenRange: open_range,
    In: in_,
    Tests: tests,
}
