"""Boxed expressions to evaluators (DMN 1.5, 10.2.2 and 10.2.3)."""

from collections.abc import Callable
from functools import singledispatchmethod

from app.core.texts import Text
from app.feel.dmn.hitpolicy import MANY
from app.feel.dmn.model import (
    Box,
    BoxedContext,
    BoxedFilter,
    BoxedFunction,
    BoxedList,
    Conditional,
    ContextEntry,
    DecisionTable,
    Invocation,
    Iteration,
    Literal,
    Relation,
    Variable,
)
from app.feel.dmn.problems import Findings, Place
from app.feel.dmn.table import compile_table
from app.feel.dmn.texts import Evaluator, Names, Texts, each
from app.feel.dmn.trace import Scope
from app.feel.dmn.types import TypeTable, result_of, with_result
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.function import Function
from app.feel.values.kinds import Parameter, Signature, Value, as_list
from app.feel.values.types import FeelType, coerce, fits

_DEEPEST = 50
_ITEM = "item"
_PARTIAL = "partial"


class Boxes:
    """Compiles the boxed expressions of one model."""

    def __init__(self, texts: Texts, types: TypeTable, findings: Findings) -> None:
        self.texts = texts
        self.types = types
        self._findings = findings
        self._depth = 0

    def compile(self, box: Box, names: Names) -> Evaluator:
        """An evaluator of any expression; its value has the type the expression declares, or is null."""
        if self._depth >= _DEEPEST:
            self._findings.add(
                "too-deep", box.place, Text("表达式嵌套超过 {deepest} 层，请拆成几个决策", deepest=_DEEPEST)
            )
            return lambda _: None
        self._depth += 1
        evaluator = self._compile(box, names)
        self._depth -= 1
        if isinstance(box, BoxedFunction) or _gives_many(box):
            return evaluator
        return typed(evaluator, self.types.find(box.type_ref, box.place), box.place)

    @singledispatchmethod
    def _compile(self, box: Box, names: Names) -> Evaluator:
        raise TypeError(type(box).__name__)

    @_compile.register
    def _(self, box: Literal, names: Names) -> Evaluator:
        return self.texts.expression(box.text, box.place, names)

    @_compile.register
    def _(self, box: DecisionTable, names: Names) -> Evaluator:
        return compile_table(box, self.texts, self.types, names)

    @_compile.register
    def _(self, box: BoxedContext, names: Names) -> Evaluator:
        entries: list[tuple[str, Evaluator]] = []
        result: Evaluator | None = None
        for entry in box.entries:
            if entry.variable is None:
                result = self.compile(entry.value, names)
                continue
            entries.append((entry.variable.name, self._entry(entry, entry.variable, names)))
            names = names.plus([entry.variable.name])
        return _context(entries, result)

    def _entry(self, entry: ContextEntry, variable: Variable, names: Names) -> Evaluator:
        return self._variable(self.compile(entry.value, names), variable, entry.value.place)

    def _variable(self, evaluator: Evaluator, variable: Variable, place: Place) -> Evaluator:
        return typed(evaluator, self.types.find(variable.type_ref, place), place)

    @_compile.register
    def _(self, box: BoxedList, names: Names) -> Evaluator:
        items = [self.compile(item, names) for item in box.items]
        return lambda scope: [item(scope) for item in items]

    @_compile.register
    def _(self, box: Relation, names: Names) -> Evaluator:
        rows = [
            [
                (column.name, self._variable(self.compile(cell, names), column, cell.place))
                for column, cell in zip(box.columns, row, strict=False)
            ]
            for row in box.rows
        ]
        return lambda scope: [{name: cell(scope) for name, cell in row} for row in rows]

    @_compile.register
    def _(self, box: BoxedFunction, names: Names) -> Evaluator:
        make = self.function(box, names)
        return lambda scope: make("", scope, None)

    def function(self, box: BoxedFunction, names: Names) -> Callable[[str, Scope, FeelType | None], Function]:
        """A maker of the function's value: from its name, the scope it is defined in and its result's type."""
        parameters = tuple(
            Parameter(variable.name, self.types.find(variable.type_ref, box.place))
            for variable in box.parameters
        )
        own = [parameter.name for parameter in parameters]
        body: Evaluator = (lambda _: None) if box.body is None else self.compile(box.body, names.plus(own))
        declared = result_of(self.types.find(box.type_ref, box.place))
        if declared is None and box.body is not None:
            declared = self.types.find(box.body.type_ref, box.body.place)

        def make(name: str, scope: Scope, returns: FeelType | None) -> Function:
            def call(*values: Value) -> Value:
                current_run().charge(1)
                return body(scope.with_names(dict(zip(own, values, strict=True))))

            return Function(name, parameters, returns or declared, call)

        return make

    @_compile.register
    def _(self, box: Invocation, names: Names) -> Evaluator:
        function = self.compile(box.function, names)
        bindings = [
            (
                variable.name,
                (lambda _: None)
                if value is None
                else self._variable(self.compile(value, names), variable, box.place),
            )
            for variable, value in box.bindings
        ]
        place = box.place

        def invoke(scope: Scope) -> Value:
            called = function(scope)
            if not isinstance(called, Signature):
                return warn(f"{place}：被调用的不是函数", f"{place}: what is invoked is no function")
            return _call(called, {name: value(scope) for name, value in bindings})

        return invoke

    @_compile.register
    def _(self, box: Conditional, names: Names) -> Evaluator:
        condition, then, otherwise = (
            self.compile(part, names) for part in (box.condition, box.then, box.otherwise)
        )
        place = box.place

        def choose(scope: Scope) -> Value:
            met = condition(scope)
            if met is True:
                return then(scope)
            if met is False or met is None:
                return otherwise(scope)
            return warn(f"{place}：条件不是布尔值", f"{place}: the condition is no boolean")

        return choose

    @_compile.register
    def _(self, box: BoxedFilter, names: Names) -> Evaluator:
        source = self.compile(box.source, names)
        match = self.compile(box.match, names.plus([_ITEM]))
        return lambda scope: _filtered(as_list(source(scope)), match, scope, box.place)

    @_compile.register
    def _(self, box: Iteration, names: Names) -> Evaluator:
        source = self._members(box.source, names)
        name = box.variable.name
        inner = Names(names.known | {name, _PARTIAL})
        body = self.compile(box.body, inner)
        names.note(inner.reads - {name, _PARTIAL})
        if box.kind == "for":
            partial = _PARTIAL in inner.reads
            return lambda scope: _for(source(scope), name, body, scope, partial=partial)
        every = box.kind == "every"
        return lambda scope: _quantified(source(scope), name, body, scope, every=every)

    def _members(self, source: Box, names: Names) -> Evaluator:
        """What an iterator goes through, by the rules of FEEL's `for`: also `1..5` and ranges."""
        if isinstance(source, Literal):
            return self.texts.members(source.text, source.place, names)
        return each(self.compile(source, names))


def _gives_many(box: Box) -> bool:
    """Whether it is a table that gives a list: editors write the type of one row's result there."""
    return isinstance(box, DecisionTable) and box.hit_policy in MANY and box.aggregation is None


def typed(evaluator: Evaluator, type_: FeelType | None, place: Place) -> Evaluator:
    """The evaluator with its value converted to a declared type; null with a warning where it does not conform."""
    if type_ is None:
        return evaluator

    def convert(scope: Scope) -> Value:
        return conformed(evaluator(scope), type_, place)

    return convert


def conformed(value: Value, type_: FeelType | None, place: Place) -> Value:
    """The value as that type by the implicit conversions; null with a warning where it does not conform."""
    if type_ is None or value is None:
        return value
    value = with_result(value, type_)
    if not fits(value, type_):
        return warn(
            f"{place}：值不符合声明的类型，按空值处理", f"{place}: the value is not of the declared type"
        )
    return coerce(value, type_)


def _context(entries: list[tuple[str, Evaluator]], result: Evaluator | None) -> Evaluator:
    def build(scope: Scope) -> Value:
        inner = scope.with_names({})
        made: dict[str, Value] = {}
        for name, value in entries:
            inner[name] = made[name] = value(inner)
        return made if result is None else result(inner)

    return build


def _call(function: Signature, arguments: dict[str, Value]) -> Value:
    return function.invoke((), arguments) if arguments else function.invoke(())


def _filtered(items: list[Value], match: Evaluator, scope: Scope, place: Place) -> Value:
    current_run().items(len(items))
    kept = []
    for item in items:
        names = {_ITEM: item, **item} if isinstance(item, dict) else {_ITEM: item}
        met = match(scope.with_names(names))
        if met is True:
            kept.append(item)
        elif met is not False and met is not None:
            return warn(f"{place}：筛选条件不是布尔值", f"{place}: the filter's match is no boolean")
    return kept


def _for(items: list[Value] | None, name: str, body: Evaluator, scope: Scope, *, partial: bool) -> Value:
    if items is None:
        return None
    current_run().items(len(items))
    made: list[Value] = []
    for item in items:
        own = {name: item, _PARTIAL: list(made)} if partial else {name: item}
        made.append(body(scope.with_names(own)))
        current_run().charge(len(made) if partial else 1)
    return made


def _quantified(items: list[Value] | None, name: str, body: Evaluator, scope: Scope, *, every: bool) -> Value:
    if items is None:
        return None
    current_run().items(len(items))
    answers = [body(scope.with_names({name: item})) for item in items]
    if any(answer is not None and type(answer) is not bool for answer in answers):
        return warn("some、every 的条件不是布尔值", "the condition of some or every is no boolean")
    decisive = not every
    if decisive in answers:
        return decisive
    return None if None in answers else every
