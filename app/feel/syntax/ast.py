"""The syntax tree. `at` is the node's offset in the text."""

from dataclasses import dataclass, fields

from app.feel.values.kinds import Value
from app.feel.values.types import FeelType


@dataclass(slots=True, eq=False)
class Node:
    """Any node."""

    at: int


@dataclass(slots=True, eq=False)
class Literal(Node):
    """A number, string, boolean, null or `@"…"` value."""

    value: Value


@dataclass(slots=True, eq=False)
class Name(Node):
    """A variable, parameter, entry or function by name."""

    name: str


@dataclass(slots=True, eq=False)
class Path(Node):
    """`base.name`."""

    base: Node
    name: str


@dataclass(slots=True, eq=False)
class Filter(Node):
    """`base[condition]`."""

    base: Node
    condition: Node


@dataclass(slots=True, eq=False)
class Call(Node):
    """`function(arguments)`; `names` is not empty when the arguments are named."""

    function: Node
    arguments: list[Node]
    names: list[str]


@dataclass(slots=True, eq=False)
class Negation(Node):
    """`-operand`."""

    operand: Node


@dataclass(slots=True, eq=False)
class Arithmetic(Node):
    """`left operator right` for + - * / **."""

    operator: str
    left: Node
    right: Node


@dataclass(slots=True, eq=False)
class Comparison(Node):
    """`left operator right` for = != < <= > >=."""

    operator: str
    left: Node
    right: Node


@dataclass(slots=True, eq=False)
class Logic(Node):
    """A chain of `and` or of `or`."""

    operator: str
    operands: list[Node]


@dataclass(slots=True, eq=False)
class Between(Node):
    """`value between low and high`."""

    value: Node
    low: Node
    high: Node


@dataclass(slots=True, eq=False)
class In(Node):
    """`value in tests`."""

    value: Node
    tests: list[Node]


@dataclass(slots=True, eq=False)
class Tests(Node):
    """Unary tests about `?`: `tests`, perhaps inside `not(…)`; none for `-`."""

    tests: list[Node]
    negated: bool


@dataclass(slots=True, eq=False)
class OpenRange(Node):
    """`operator end`: a unary comparison such as `> 5`, which is a range."""

    operator: str
    end: Node


@dataclass(slots=True, eq=False)
class ClosedRange(Node):
    """`[start..end]` with either bracket open or closed."""

    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(slots=True, eq=False)
class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: FeelType


@dataclass(slots=True, eq=False)
class If(Node):
    """`if condition then yes else no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(slots=True, eq=False)
class Iterator(Node):
    """`name in source`, or `name in source..last`."""

    name: str
    source: Node
    last: Node | None


@dataclass(slots=True, eq=False)
class For(Node):
    """`for iterators return body`."""

    iterators: list[Iterator]
    body: Node


@dataclass(slots=True, eq=False)
class Quantified(Node):
    """`some iterators satisfies condition`, or `every …`."""

    every: bool
    iterators: list[Iterator]
    condition: Node


@dataclass(slots=True, eq=False)
class FunctionDefinition(Node):
    """`function(parameters) body`; `external` ones (Java, PMML) evaluate to null."""

    parameters: list[tuple[str, FeelType | None]]
    body: Node
    external: bool


@dataclass(slots=True, eq=False)
class ListLiteral(Node):
    """`[item, …]`."""

    items: list[Node]


@dataclass(slots=True, eq=False)
class ContextLiteral(Node):
    """`{key: value, …}`."""

    entries: list[tuple[str, Node]]


def reads(node: Node, name: str) -> bool:
    """Whether the name occurs in the tree."""
    waiting: list[object] = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Name) and current.name == name:
            return True
        if isinstance(current, list | tuple):
            waiting.extend(current)
        elif isinstance(current, Node):
            waiting.extend(getattr(current, field.name) for field in fields(current))
    return False
