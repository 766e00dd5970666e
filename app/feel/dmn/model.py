"""A decision model as the DMN standard draws it (DMN 1.5, clauses 6 to 8 and 10), read-only and without behaviour."""

from dataclasses import dataclass

from app.feel.dmn.problems import Place


@dataclass(frozen=True, slots=True)
class Variable:
    """An information item: a name and the text of its type reference, if it has one."""

    name: str
    type_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A FEEL text."""

    place: Place
    type_ref: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ContextEntry:
    """One row of a boxed context; without a variable it is the context's result."""

    variable: Variable | None
    value: "Box"


@dataclass(frozen=True, slots=True)
class BoxedContext:
    """A boxed context: entries see the entries before them."""

    place: Place
    type_ref: str | None
    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True)
class BoxedList:
    """A boxed list."""

    place: Place
    type_ref: str | None
    items: "tuple[Box, ...]"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: a list of contexts with the columns as keys."""

    place: Place
    type_ref: str | None
    columns: tuple[Variable, ...]
    rows: "tuple[tuple[Box, ...], ...]"


@dataclass(frozen=True, slots=True)
class BoxedFunction:
    """A function definition of kind FEEL."""

    place: Place
    type_ref: str | None
    parameters: tuple[Variable, ...]
    body: "Box | None"


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call of a named function with its arguments bound by name."""

    place: Place
    type_ref: str | None
    function: "Box"
    bindings: "tuple[tuple[Variable, Box | None], ...]"


@dataclass(frozen=True, slots=True)
class Conditional:
    """A boxed if / then / else."""

    place: Place
    type_ref: str | None
    condition: "Box"
    then: "Box"
    otherwise: "Box"


@dataclass(frozen=True, slots=True)
class BoxedFilter:
    """A boxed filter: the members of `source` for which `match` is true."""

    place: Place
    type_ref: str | None
    source: "Box"
    match: "Box"


@dataclass(frozen=True, slots=True)
class Iteration:
    """A boxed `for`, `some` or `every`."""

    place: Place
    type_ref: str | None
    kind: str
    variable: Variable
    source: "Box"
    body: "Box"


@dataclass(frozen=True, slots=True)
class InputClause:
    """A table's column of conditions. `values` are its allowed values as unary tests."""

    place: Place
    label: str | None
    expression: str
    type_ref: str | None
    values: str | None


@dataclass(frozen=True, slots=True)
class OutputClause:
    """A table's column of conclusions. `values` are its allowed values, in order of priority."""

    place: Place
    name: str | None
    label: str | None
    type_ref: str | None
    values: str | None
    default: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a table."""

    place: Place
    tests: tuple[Cell, ...]
    conclusions: tuple[Cell, ...]
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A decision table; hit policy and aggregation in the standard's words (`RULE ORDER`, `SUM`)."""

    place: Place
    type_ref: str | None
    hit_policy: str
    aggregation: str | None
    inputs: tuple[InputClause, ...]
    outputs: tuple[OutputClause, ...]
    rules: tuple[Rule, ...]


Box = (
    Literal
    | BoxedContext
    | BoxedList
    | Relation
    | BoxedFunction
    | Invocation
    | Conditional
    | BoxedFilter
    | Iteration
    | DecisionTable
)


@dataclass(frozen=True, slots=True)
class ItemDefinition:
    """A declared type: built on `type_ref`, or of components, or a function's; `values` narrow the (member) value."""

    place: Place
    name: str
    type_ref: str | None
    collection: bool
    components: "tuple[ItemDefinition, ...]"
    values: str | None
    constraint: str | None
    parameters: tuple[Variable, ...] | None
    result: str | None


@dataclass(frozen=True, slots=True)
class InputData:
    """Data the caller supplies."""

    place: Place
    id: str
    name: str
    variable: Variable


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision. `requires` are hrefs of input data, decisions, knowledge models and services, in the file's order."""

    place: Place
    id: str
    name: str
    variable: Variable
    requires: tuple[str, ...]
    logic: Box | None


@dataclass(frozen=True, slots=True)
class KnowledgeModel:
    """A business knowledge model: a function others invoke."""

    place: Place
    id: str
    name: str
    variable: Variable
    requires: tuple[str, ...]
    logic: BoxedFunction | None


@dataclass(frozen=True, slots=True)
class DecisionService:
    """A decision service: hrefs of what it gives, holds, and takes."""

    place: Place
    id: str
    name: str
    variable: Variable
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]


Element = InputData | Decision | KnowledgeModel | DecisionService


@dataclass(frozen=True, slots=True)
class Import:
    """Another model's elements, under a name or (with an empty one) among this model's own."""

    place: Place
    namespace: str
    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """One file. `elements` are in the file's order."""

    place: Place
    namespace: str
    name: str
    imports: tuple[Import, ...]
    items: tuple[ItemDefinition, ...]
    elements: tuple[Element, ...]
