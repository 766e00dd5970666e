"""`if`, `for`, `some`, `every`, function definitions, lists and contexts."""

from collections.abc import Callable
from contextlib import ExitStack

from app.feel.compiler.scope import Closure, Scope
from app.feel.compiler.unit import Compiler, Unit
from app.feel.errors import FeelBoundError, warn
from app.feel.limits import Run, current_run
from app.feel.syntax.ast import (
    ContextLiteral,
    For,
    FunctionDefinition,
    If,
    InstanceOf,
    Iterator,
    ListLiteral,
    Node,
    Quantified,
)
from app.feel.values.function import Function
from app.feel.values.iteration import steps_between, steps_of_range
from app.feel.values.kinds import Parameter, Range, Value
from app.feel.values.types import unrestricted

_Source = Callable[[Scope], Value]


_CALL = 6


def if_(node: If, unit: Unit) -> Closure:
    """`yes` when the condition is true, else `no`."""
    condition, yes, no = unit.compile(node.condition), unit.compile(node.yes), unit.compile(node.no)
    return lambda scope: yes(scope) if condition(scope) is True else no(scope)


def for_(node: For, unit: Unit) -> Closure:
    """The list of the body's values, over all combinations of the iterators; `partial` is the list so far."""
    unit.heavy()
    with ExitStack() as frames:
        frames.enter_context(unit.frame("partial"))
        loops = _loops(node.iterators, unit, frames)
        body, weight = unit.weighed(node.body)

    def run(scope: Scope) -> Value:
        results: list[Value] = []
        current = current_run()
        complete = _each(
            loops, 0, Scope({"partial": results}, scope), current, _collector(body, weight, results, current)
        )
        return results if complete else None

    return run


def _collector(body: Closure, weight: int, results: list[Value], run: Run) -> Callable[[Scope], bool]:
    def collect(scope: Scope) -> bool:
        run.charge(weight)
        if len(results) >= run.limits.items:
            raise FeelBoundError("items", run.limits.items)
        results.append(body(scope))
        return True

    return collect


def _loops(iterators: list[Iterator], unit: Unit, frames: ExitStack) -> list[tuple[str, _Source]]:
    loops = []
    for iterator in iterators:
        loops.append((iterator.name, _source(iterator, unit)))
        frames.enter_context(unit.frame(iterator.name))
    return loops


def _source(iterator: Iterator, unit: Unit) -> _Source:
    source = unit.compile(iterator.source)
    if iterator.last is None:
        return lambda scope: _values(source(scope), iterator.at)
    last = unit.compile(iterator.last)
    return lambda scope: steps_between(source(scope), last(scope))


def _values(value: Value, at: int) -> Value:
    if isinstance(value, Range):
        return steps_of_range(value)
    if value is None:
        return warn("循环的来源为空", "what is iterated over is null", at)
    return iter(value) if isinstance(value, list) else iter([value])


def _each(
    loops: list[tuple[str, _Source]], level: int, scope: Scope, run: Run, visit: Callable[[Scope], bool]
) -> bool:
    """Visit every combination until a visit says stop; False when a source cannot be iterated over."""
    if level == len(loops):
        return visit(scope)
    name, source = loops[level]
    values = source(scope)
    if values is None:
        return False
    for value in values:
        run.charge(1)
        if not _each(loops, level + 1, Scope({name: value}, scope), run, visit):
            return False
    return True


def quantified(node: Quantified, unit: Unit) -> Closure:
    """Whether some, or every, combination meets the condition; null when that hangs on a null."""
    unit.heavy()
    with ExitStack() as frames:
        loops = _loops(node.iterators, unit, frames)
        condition, weight = unit.weighed(node.condition)
    decisive = not node.every

    def run(scope: Scope) -> Value:
        outcomes: list[bool | None] = []
        current = current_run()

        def visit(inner: Scope) -> bool:
            current.charge(weight)
            outcome = condition(inner)
            outcomes.append(outcome if isinstance(outcome, bool) else None)
            return outcome is not decisive

        complete = _each(loops, 0, scope, current, visit)
        if decisive in outcomes:
            return decisive
        return not decisive if complete and None not in outcomes else None

    return run


def function(node: FunctionDefinition, unit: Unit) -> Closure:
    """A function that sees the names around its definition. External ones are refused: null with a warning."""
    unit.heavy()
    names = [name for name, _ in node.parameters]
    with unit.frame(*names):
        body, weight = unit.weighed(node.body)
    if node.external:
        return lambda _: warn("不支持外部函数", "external functions are not supported", node.at)
    parameters = tuple(Parameter(name, type_) for name, type_ in node.parameters)

    def define(scope: Scope) -> Value:
        def call(*values: Value) -> Value:
            current_run().charge(weight + _CALL)
            return body(Scope(dict(zip(names, values, strict=True)), scope))

        return Function("", parameters, call=call)

    return define


def list_(node: ListLiteral, unit: Unit) -> Closure:
    """The list of its items."""
    items = [unit.compile(item) for item in node.items]
    return lambda scope: [item(scope) for item in items]


def context(node: ContextLiteral, unit: Unit) -> Closure:
    """The context of its entries, each of which sees those before it; null when a name comes twice."""
    entries = []
    with ExitStack() as frames:
        frames.enter_context(unit.frame())
        for name, value in node.entries:
            if isinstance(value, FunctionDefinition):  # it may call itself
                frames.enter_context(unit.frame(name))
            entries.append((name, unit.compile(value)))
            frames.enter_context(unit.frame(name))
    if len({name for name, _ in entries}) < len(entries):
        return lambda _: warn("上下文的名称重复", "an entry's name comes twice", node.at)

    def build(scope: Scope) -> Value:
        values: dict[str, Value] = {}
        inner = Scope(values, scope)
        for name, value in entries:
            values[name] = value(inner)
        return values

    return build


def instance_of(node: InstanceOf, unit: Unit) -> Closure:
    """Whether the value is of the type; null is of none but `Null`."""
    value, wanted = unit.compile(node.value), unrestricted(node.type)
    return lambda scope: wanted.has(value(scope))


COMPILERS: dict[type[Node], Compiler] = {
    If: if_,
    For: for_,
    Quantified: quantified,
    FunctionDefinition: function,
    ListLiteral: list_,
    ContextLiteral: context,
    InstanceOf: instance_of,
}
