"""One input column of a decision table: which rules does a value satisfy?

Rules are bits of an integer, the first rule bit 0. Equal cells are tried once for all their rules; constants of the
value's own type are found in a dictionary, and are compiled only when a value of another type comes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.feel.dmn.constants import AnyOf, Check, constant_test
from app.feel.dmn.model import Cell
from app.feel.dmn.texts import INPUT, Evaluator, Names, Texts
from app.feel.dmn.trace import Scope
from app.feel.limits import current_run
from app.feel.values.kinds import Value

_ALWAYS = frozenset({"", "-"})
_PLAIN = (str, Decimal, bool)


@dataclass(frozen=True, slots=True)
class _Test:
    rules: int
    evaluator: Evaluator
    constant: AnyOf | Check | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the cells are tried for a value of one type."""

    equal: dict[Value, int]
    checks: tuple[tuple[int, Callable[[Value], bool]], ...]
    others: tuple[_Test, ...]


class Column:
    """The cells of one input, compiled."""

    __slots__ = ("_always", "_any", "_plans")

    def __init__(self, always: int, tests: list[_Test]) -> None:
        self._always = always
        self._any = _Plan({}, (), tuple(tests))
        self._plans = {type_: _plan(type_, tests) for type_ in _PLAIN}

    def met(self, value: Value, scope: Scope, alive: int) -> tuple[int, int]:
        """The rules whose cell the value satisfies, and those whose cell was not tried as no rule of `alive` has it."""
        plan = self._plans.get(type(value), self._any)
        met = self._always | plan.equal.get(value, 0) if plan.equal else self._always
        for rules, holds in plan.checks:
            if holds(value):
                met |= rules
        if not plan.others:
            return met, 0
        current_run().charge(len(plan.others))
        untried = 0
        inner = scope.with_names({INPUT: value})
        for test in plan.others:
            if not test.rules & alive:
                untried |= test.rules
            elif test.evaluator(inner) is True:
                met |= test.rules
        return met, untried


def compile_column(cells: list[Cell], texts: Texts, names: Names) -> Column:
    """The column of those cells, one for each rule."""
    always = 0
    rules_of: dict[str, int] = {}
    first: dict[str, Cell] = {}
    for index, cell in enumerate(cells):
        if cell.text in _ALWAYS:
            always |= 1 << index
            continue
        rules_of[cell.text] = rules_of.get(cell.text, 0) | 1 << index
        first.setdefault(cell.text, cell)
    tests = [_test(rules, first[text], texts, names) for text, rules in rules_of.items()]
    return Column(always, tests)


def _test(rules: int, cell: Cell, texts: Texts, names: Names) -> _Test:
    constant = constant_test(cell.text)
    if constant is None:
        return _Test(rules, texts.tests(cell.text, cell.place, names), None)
    compiled: list[Evaluator] = []

    def evaluate(scope: Scope) -> Value:
        if not compiled:
            compiled.append(texts.tests(cell.text, cell.place, names))
        return compiled[0](scope)

    return _Test(rules, evaluate, constant)


def _plan(type_: type, tests: list[_Test]) -> _Plan:
    equal: dict[Value, int] = {}
    checks: list[tuple[int, Callable[[Value], bool]]] = []
    for test in tests:
        match test.constant:
            case AnyOf(type=own, values=values) if own is type_:
                for value in values:
                    equal[value] = equal.get(value, 0) | test.rules
            case Check(type=own, holds=holds) if own is type_:
                checks.append((test.rules, holds))
    return _Plan(equal, tuple(checks), tuple(test for test in tests if test.constant is None))
