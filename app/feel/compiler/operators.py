"""Arithmetic, comparison and logic (three-valued)."""

import operator
from collections.abc import Callable
from decimal import Decimal

from app.feel.compiler.arithmetic import ARITHMETIC, negate
from app.feel.compiler.scope import Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import warn
from app.feel.syntax.ast import Arithmetic, Between, Comparison, Literal, Logic, Negation, Node
from app.feel.values.comparison import compare, equal
from app.feel.values.kinds import Value, kind

_BY_ORDER: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def arithmetic(node: Arithmetic, unit: Unit) -> Closure:
    """`left operator right`; null when the two have no such operation."""
    compute, at = ARITHMETIC[node.operator], node.at
    if node.operator == "**":
        unit.heavy()
    left, right = unit.compile(node.left), unit.compile(node.right)
    longest = unit.limits.string_length

    def run(scope: Scope) -> Value:
        return compute(left(scope), right(scope), at, longest)

    return run


def negation(node: Negation, unit: Unit) -> Closure:
    """`-operand`."""
    operand, at = unit.compile(node.operand), node.at
    return lambda scope: negate(operand(scope), at)


def comparison(node: Comparison, unit: Unit) -> Closure:
    """`left operator right`; null when the two are of different kinds."""
    left = unit.compile(node.left)
    if isinstance(node.right, Literal) and isinstance(node.right.value, str | Decimal):
        return _with_constant(node.operator, left, node.right.value, node.at)
    unit.heavy()
    right, decide, at = unit.compile(node.right), decision(node.operator), node.at
    return lambda scope: decide(left(scope), right(scope), at)


def _with_constant(operator_: str, left: Closure, constant: Value, at: int) -> Closure:
    """The most frequent conditions compare with a constant: straight to the host's operator, by type."""
    fast = {**_BY_ORDER, "=": operator.eq, "!=": operator.ne}[operator_]
    slow, expected = decision(operator_), type(constant)

    def run(scope: Scope) -> Value:
        value = left(scope)
        return fast(value, constant) if type(value) is expected else slow(value, constant, at)

    return run


def decision(operator_: str) -> Callable[[Value, Value, int], Value]:
    """How two values compare by that operator."""
    if operator_ == "=":
        return _is_equal
    if operator_ == "!=":
        return _is_unequal
    by_order = _BY_ORDER[operator_]

    def decide(left: Value, right: Value, at: int) -> Value:
        order = compare(left, right)
        return by_order(order, 0) if order is not None else _incomparable(left, right, at)

    return decide


def _is_equal(left: Value, right: Value, at: int) -> Value:
    result = equal(left, right)
    return result if result is not None else _incomparable(left, right, at)


def _is_unequal(left: Value, right: Value, at: int) -> Value:
    result = equal(left, right)
    return not result if result is not None else _incomparable(left, right, at)


def _incomparable(left: Value, right: Value, at: int) -> Value:
    names = kind(left), kind(right)
    return warn("{} 与 {} 不能比较".format(*names), "{} and {} cannot be compared".format(*names), at)


def between(node: Between, unit: Unit) -> Closure:
    """`low <= value and value <= high`."""
    value, low, high, at = unit.compile(node.value), unit.compile(node.low), unit.compile(node.high), node.at
    at_least, at_most = decision(">="), decision("<=")

    def run(scope: Scope) -> Value:
        found = value(scope)
        return conjunction(at_least(found, low(scope), at), at_most(found, high(scope), at))

    return run


def conjunction(left: Value, right: Value) -> Value:
    """Three-valued `and`; what is no boolean counts as null."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def logic(node: Logic, unit: Unit) -> Closure:
    """A chain of `and` (ends at the first false) or of `or` (ends at the first true)."""
    operands = [unit.compile(operand) for operand in node.operands]
    decisive = node.operator == "or"
    if len(operands) == 2:
        return _pair(operands[0], operands[1], decisive=decisive)

    def run(scope: Scope) -> Value:
        result: bool | None = not decisive
        for operand in operands:
            value = operand(scope)
            if value is decisive:
                return decisive
            if not isinstance(value, bool):
                result = None
        return result

    return run


def _pair(left: Closure, right: Closure, *, decisive: bool) -> Closure:
    neutral = not decisive

    def run(scope: Scope) -> Value:
        first = left(scope)
        if first is decisive:
            return decisive
        second = right(scope)
        if second is decisive:
            return decisive
        return neutral if first is neutral and second is neutral else None

    return run


COMPILERS: dict[type[Node], Compiler] = {
    Arithmetic: arithmetic,
    Negation: negation,
    Comparison: comparison,
    Between: between,
    Logic: logic,
}
