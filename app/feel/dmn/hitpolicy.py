"""What a decision table makes of the rules that match (DMN 1.5, 8.2.10)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from app.feel.errors import warn
from app.feel.values.comparison import compare, equal
from app.feel.values.kinds import DIGITS, Value

Conclusions = Sequence[tuple[Value, ...]]
"""The conclusions of the rules that match, in the table's order: one value for each output."""

Priorities = Sequence[Sequence[Value]]
"""The values of each output in falling priority; empty where the table does not say."""

Policy = Callable[[Conclusions, Priorities], "Conclusions | None"]
"""Chooses and orders the conclusions; null (with a warning) where the rules contradict each other."""


def _unique(found: Conclusions, _: Priorities) -> Conclusions | None:
    if len(found) > 1:
        warn(
            f"命中策略 UNIQUE：有 {len(found)} 条规则同时命中，只许一条",
            f"hit policy UNIQUE: {len(found)} rules match, only one may",
        )
        return None
    return found


def _any(found: Conclusions, _: Priorities) -> Conclusions | None:
    if any(not equal(list(found[0]), list(other)) for other in found[1:]):
        warn(
            "命中策略 ANY：命中的规则结论不一致", "hit policy ANY: the rules that match conclude differently"
        )
        return None
    return found[:1]


def _first(found: Conclusions, _: Priorities) -> Conclusions:
    return found[:1]


def _priority(found: Conclusions, priorities: Priorities) -> Conclusions:
    return _output_order(found, priorities)[:1]


def _output_order(found: Conclusions, priorities: Priorities) -> Conclusions:
    return sorted(found, key=lambda values: [_rank(*pair) for pair in zip(values, priorities, strict=True)])


def _rank(value: Value, order: Sequence[Value]) -> int:
    return next((index for index, known in enumerate(order) if equal(value, known)), len(order))


def _all(found: Conclusions, _: Priorities) -> Conclusions:
    return found


POLICIES: dict[str, Policy] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "OUTPUT ORDER": _output_order,
    "RULE ORDER": _all,
    "COLLECT": _all,
}
MANY = frozenset({"OUTPUT ORDER", "RULE ORDER", "COLLECT"})
"""The hit policies that give a list."""


def _sum(values: list[Value]) -> Value:
    if not all(isinstance(value, Decimal) for value in values):
        return warn("汇总 SUM 的输出不都是数字", "SUM of outputs that are not all numbers")
    total = Decimal(0)
    for value in values:
        total = DIGITS.add(total, value)
    return total


def _extreme(values: list[Value], sign: int) -> Value:
    best = values[0]
    for value in values[1:]:
        order = compare(value, best)
        if order is None:
            return warn("汇总 MIN、MAX 的输出不能比较大小", "MIN or MAX of outputs that have no order")
        if order == sign:
            best = value
    return best


AGGREGATIONS: dict[str, Callable[[list[Value]], Value]] = {
    "SUM": _sum,
    "COUNT": lambda values: Decimal(len(values)),
    "MIN": lambda values: _extreme(values, -1),
    "MAX": lambda values: _extreme(values, 1),
}
"""Aggregations of COLLECT over the values of one output, at least one."""
