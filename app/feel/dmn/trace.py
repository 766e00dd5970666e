"""What one evaluation knows and leaves behind, as cheaply as it can be kept; `evidence` makes it readable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.feel.dmn.model import Element
from app.feel.values.host import NativeContext
from app.feel.values.kinds import Value

if TYPE_CHECKING:
    from app.feel.dmn.table import Table

Key = tuple[str, str]
"""A model's namespace and an element's id."""

_MOST_TRACES = 100


@dataclass(slots=True)
class TableTrace:
    """One run through a decision table.

    `columns` holds for each input its value and two sets of rules as bits (the first rule is bit 0): those whose cell
    the value meets, and those whose cell was not tried because the rule had already failed.
    """

    table: "Table"
    columns: list[tuple[Value, int, int]]
    matched: list[int]
    conclusions: list[tuple[Value, ...]]
    value: Value = None


@dataclass(slots=True)
class NodeTrace:
    """One element evaluated: what it required and saw, its first hundred table runs and calls, its value."""

    element: Element
    namespace: str
    required: "list[NodeTrace]" = field(default_factory=list)
    tables: list[TableTrace] = field(default_factory=list)
    scope: "Scope | None" = None
    value: Value = None


@dataclass(slots=True)
class Case:
    """One evaluation in progress: what the caller gave, the values known so far, the trace now being written."""

    given: Mapping[str, Value]
    values: dict[Key, Value] = field(default_factory=dict)
    traces: dict[Key, NodeTrace] = field(default_factory=dict)
    current: NodeTrace | None = None

    def note_table(self, trace: TableTrace) -> None:
        """Keep the trace of a table with the element being evaluated."""
        if self.current is not None and len(self.current.tables) < _MOST_TRACES:
            self.current.tables.append(trace)

    def note_call(self, trace: NodeTrace) -> None:
        """Keep the trace of a service that the element being evaluated called."""
        if self.current is not None and len(self.current.required) < _MOST_TRACES:
            self.current.required.append(trace)


class Scope(NativeContext):
    """The names an expression sees, and the case they belong to."""

    __slots__ = ("case",)

    def __init__(self, names: Mapping[str, Value], case: Case) -> None:
        super().__init__(names)
        self.case = case

    def with_names(self, names: Mapping[str, Value]) -> "Scope":
        """A scope with more names, which hide these."""
        inner = Scope(self, self.case)
        inner.update(names)
        return inner
