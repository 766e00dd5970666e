"""Why a decision came out as it did: what an auditor is shown, and what the history keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from app.feel.dmn.model import Decision, DecisionTable, Literal
from app.feel.dmn.trace import NodeTrace, TableTrace
from app.feel.errors import FeelBoundError
from app.feel.values.kinds import Signature, Value
from app.feel.values.text import text_of

_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class InputEvidence:
    """An input column: its label, its expression's text, the value that was tested."""

    label: str | None
    expression: str
    value: Value


@dataclass(frozen=True, slots=True)
class OutputEvidence:
    """A conclusion of a rule: the output's name, the cell's text, the value."""

    name: str | None
    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class RuleEvidence:
    """A rule that matched. `index` counts from 1 as the editor shows it; `annotations` are the author's notes."""

    index: int
    id: str | None
    annotations: tuple[str, ...]
    outputs: tuple[OutputEvidence, ...]


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """A condition that was not met: of which input (from 1), the cell's text, the value it was tried on."""

    input: int
    label: str | None
    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class MissEvidence:
    """A rule that did not match, and the conditions that failed; those not tried after a failure are left out."""

    index: int
    id: str | None
    failed: tuple[CellEvidence, ...]


@dataclass(frozen=True, slots=True)
class TableEvidence:
    """One run of a decision table. `name` is the decision or knowledge model it belongs to."""

    name: str | None
    id: str | None
    hit_policy: str
    inputs: tuple[InputEvidence, ...]
    matched: tuple[RuleEvidence, ...]
    missed: tuple[MissEvidence, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class DecisionEvidence:
    """One decision or decision service: its logic's text where that is one expression, the values it saw, its tables.

    `required` holds the decisions it required and the services it called. One that was shown before is `repeated`
    there, without its own tables and requirements.
    """

    id: str
    name: str
    namespace: str
    expression: str | None
    inputs: Mapping[str, Value]
    tables: tuple[TableEvidence, ...]
    required: "tuple[DecisionEvidence, ...]"
    value: Value
    repeated: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`; numbers that no double holds exactly, dates and durations are text."""
        plain: dict[str, Any] = jsonable(self)
        return plain


def evidence_of(trace: NodeTrace) -> DecisionEvidence:
    """What a trace says, readable."""
    return _decision(trace, set())


def _decision(trace: NodeTrace, shown: set[int]) -> DecisionEvidence:
    element = trace.element
    repeated = id(trace) in shown
    shown.add(id(trace))
    logic = element.logic if isinstance(element, Decision) else None
    return DecisionEvidence(
        id=element.id,
        name=element.name,
        namespace=trace.namespace,
        expression=logic.text if isinstance(logic, Literal) else None,
        inputs={
            name: value for name, value in (trace.scope or {}).items() if not isinstance(value, Signature)
        },
        tables=() if repeated else tuple(_table(table) for table in trace.tables),
        required=() if repeated else tuple(_decision(one, shown) for one in trace.required),
        value=trace.value,
        repeated=repeated,
    )


def _table(trace: TableTrace) -> TableEvidence:
    table = trace.table.model
    values = [value for value, _, _ in trace.columns]
    matched = set(trace.matched)
    return TableEvidence(
        name=table.place.name,
        id=table.place.id,
        hit_policy=" ".join(filter(None, (table.hit_policy, table.aggregation))),
        inputs=tuple(
            InputEvidence(clause.label, clause.expression, value)
            for clause, value in zip(table.inputs, values, strict=True)
        ),
        matched=tuple(
            _matched(table, index, conclusions)
            for index, conclusions in zip(trace.matched, trace.conclusions, strict=True)
        ),
        missed=tuple(_missed(trace, index) for index in range(len(table.rules)) if index not in matched),
        value=trace.value,
    )


def _matched(table: DecisionTable, index: int, conclusions: tuple[Value, ...]) -> RuleEvidence:
    rule = table.rules[index]
    outputs = tuple(
        OutputEvidence(clause.name, cell.text, value)
        for clause, cell, value in zip(table.outputs, rule.conclusions, conclusions, strict=True)
    )
    return RuleEvidence(index + 1, rule.place.id, rule.annotations, outputs)


def _missed(trace: TableTrace, index: int) -> MissEvidence:
    table = trace.table.model
    rule, bit = table.rules[index], 1 << index
    failed = tuple(
        CellEvidence(number, table.inputs[number - 1].label, rule.tests[number - 1].text, value)
        for number, (value, met, untried) in enumerate(trace.columns, start=1)
        if not (met | untried) & bit
    )
    return MissEvidence(index + 1, rule.place.id, failed)


def jsonable(value: Any) -> Any:
    """A FEEL value, or evidence, as plain data for `json.dumps`.

    Raises:
        FeelBoundError: more than a million values, as when contexts hold each other many times over.
    """
    return _Plain().of(value)


class _Plain:
    """Makes plain data and counts."""

    def __init__(self) -> None:
        self._left = _MOST_VALUES

    def of(self, value: Any) -> Any:
        self._left -= 1
        if self._left < 0:
            raise FeelBoundError("items", _MOST_VALUES)
        match value:
            case None | bool() | int() | str():
                return value
            case Decimal():
                return _number(value)
            case list() | tuple():
                return [self.of(item) for item in value]
            case Mapping():
                return {name: self.of(item) for name, item in value.items()}
        if isinstance(value, _RECORDS):
            return {field.name: self.of(getattr(value, field.name)) for field in fields(value)}
        return text_of(value)


_MOST_VALUES = 1_000_000


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value() and abs(value) <= _EXACT:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


_RECORDS = (
    InputEvidence, OutputEvidence, RuleEvidence, CellEvidence, MissEvidence, TableEvidence, DecisionEvidence
)  # fmt: skip
