"""Decision tables, compiled once and evaluated many times (DMN 1.5, clause 8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.feel.dmn.column import Column, compile_column
from app.feel.dmn.constants import NOT_CONSTANT, constant
from app.feel.dmn.hitpolicy import AGGREGATIONS, MANY, POLICIES, Conclusions
from app.feel.dmn.model import DecisionTable, InputClause, OutputClause
from app.feel.dmn.problems import Place
from app.feel.dmn.texts import Evaluator, Names, Texts
from app.feel.dmn.trace import Scope, TableTrace
from app.feel.dmn.types import TypeTable
from app.feel.errors import warn
from app.feel.limits import current_run
from app.feel.values.kinds import Value
from app.feel.values.types import FeelType, coerce, conforms, fits


@dataclass(frozen=True, slots=True)
class _Input:
    expression: Evaluator
    column: Column
    allowed: FeelType | None
    type: FeelType | None
    place: Place

    def value(self, scope: Scope) -> Value:
        """The input's value, converted to its declared type where that is possible."""
        value = self.expression(scope)
        if self.type is not None and value is not None and fits(value, self.type):
            return coerce(value, self.type)
        return value


@dataclass(frozen=True, slots=True)
class _Output:
    name: str
    type: FeelType | None
    priorities: Sequence[Value]
    default: Evaluator | None

    def convert(self, value: Value) -> Value:
        """The conclusion, converted to the output's declared type where that is possible."""
        if self.type is None or value is None or not fits(value, self.type):
            return value
        return coerce(value, self.type)


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled decision table: an evaluator that leaves a trace of what it did in the case."""

    model: DecisionTable
    inputs: tuple[_Input, ...]
    outputs: tuple[_Output, ...]
    conclusions: tuple[tuple[Evaluator, ...], ...]

    def __call__(self, scope: Scope) -> Value:
        """The table's value: by its hit policy from the rules that match, by its defaults where none does."""
        current_run().charge(1 + (len(self.conclusions) >> 6))
        columns, alive = self._columns(scope)
        if columns is None:
            return None
        matched = list(_bits(alive))
        found = [self._conclude(self.conclusions[index], scope) for index in matched]
        trace = TableTrace(self, columns, matched, found)
        trace.value = self._value(found, scope)
        scope.case.note_table(trace)
        return trace.value

    def _columns(self, scope: Scope) -> tuple[list[tuple[Value, int, int]] | None, int]:
        alive = (1 << len(self.conclusions)) - 1
        columns = []
        for one in self.inputs:
            value = one.value(scope)
            if one.allowed is not None and not conforms(value, one.allowed):
                warn(f"{one.place}：输入值不在允许值之内", f"{one.place}: the input is none of its values")
                return None, 0
            met, untried = one.column.met(value, scope, alive)
            columns.append((value, met, untried))
            alive &= met
        return columns, alive

    def _conclude(self, cells: tuple[Evaluator, ...], scope: Scope) -> tuple[Value, ...]:
        return tuple(output.convert(cell(scope)) for output, cell in zip(self.outputs, cells, strict=False))

    def _value(self, found: Conclusions, scope: Scope) -> Value:
        if not found:
            return self._default(scope)
        chosen = POLICIES[self.model.hit_policy](found, [output.priorities for output in self.outputs])
        if chosen is None:
            return None
        if self.model.aggregation:
            aggregate = AGGREGATIONS[self.model.aggregation]
            columns = zip(*chosen, strict=True)
            return self._shaped(tuple(aggregate(list(column)) for column in columns))
        values = [self._shaped(values) for values in chosen]
        return values if self.model.hit_policy in MANY else values[0]

    def _shaped(self, values: tuple[Value, ...]) -> Value:
        if len(self.outputs) == 1:
            return values[0]
        return {output.name: value for output, value in zip(self.outputs, values, strict=True)}

    def _default(self, scope: Scope) -> Value:
        if all(output.default is None for output in self.outputs):
            return None
        return self._shaped(
            tuple(output.default(scope) if output.default else None for output in self.outputs)
        )


def compile_table(table: DecisionTable, texts: Texts, types: TypeTable, names: Names) -> Evaluator:
    """The evaluator of a decision table."""
    return Table(
        model=table,
        inputs=tuple(
            _compile_input(table, index, clause, texts, types, names)
            for index, clause in enumerate(table.inputs)
        ),
        outputs=tuple(_compile_output(table, clause, texts, types, names) for clause in table.outputs),
        conclusions=tuple(
            tuple(_compile_cell(cell.text, cell.place, texts, names) for cell in rule.conclusions)
            for rule in table.rules
        ),
    )


def _compile_input(
    table: DecisionTable, index: int, clause: InputClause, texts: Texts, types: TypeTable, names: Names
) -> _Input:
    cells = [rule.tests[index] for rule in table.rules if index < len(rule.tests)]
    type_ = types.find(clause.type_ref, clause.place)
    return _Input(
        expression=texts.expression(clause.expression, clause.place, names),
        column=compile_column(cells, texts, names),
        allowed=None if clause.values is None else texts.allowed(clause.values, clause.place),
        type=type_,
        place=clause.place,
    )


def _compile_output(
    table: DecisionTable, clause: OutputClause, texts: Texts, types: TypeTable, names: Names
) -> _Output:
    single = len(table.outputs) == 1
    values = clause.values or types.values_of(clause.type_ref or (table.type_ref if single else None))
    default = clause.default
    return _Output(
        name=clause.name or clause.label or clause.place.id or "",
        type=types.find(clause.type_ref, clause.place),
        priorities=_listed(values, texts),
        default=None if default is None else _compile_cell(default, clause.place, texts, names),
    )


def _listed(values: str | None, texts: Texts) -> Sequence[Value]:
    """The values of an output in the order they are written; none where they are not a plain list."""
    found = None if values is None else texts.listed(values)
    return found if isinstance(found, list) else ()


def _compile_cell(text: str, place: Place, texts: Texts, names: Names) -> Evaluator:
    value = constant(text)
    if value is not NOT_CONSTANT:
        return lambda _: value
    return texts.expression("" if text.strip() == "-" else text, place, names)


def _bits(rules: int) -> Iterator[int]:
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest
