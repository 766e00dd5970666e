"""What the expressions of a form or of a decision can name: what is known at the steps that ask for it."""

from collections.abc import Callable, Iterator

from app.bundle.bundle import Bundle
from app.bundle.usage import decided_in
from app.bundle.variables import Variable, merge, variables_at
from app.engine.lint.facts import read_diagrams
from app.engine.lint.model import Node
from app.engine.lint.parameters import parameter


def variables_of_form(key: str, bundle: Bundle) -> tuple[Variable, ...]:
    """What a form can name besides its own fields."""
    return _known((key,), lambda node: (node.camunda("formKey") or "").strip() == key, bundle)


def variables_of_decision(data: bytes, bundle: Bundle) -> tuple[Variable, ...]:
    """What the decisions of a DMN file can name, whether a task decides them or a connector does."""
    ids = decided_in(data)

    def asks(node: Node) -> bool:
        return not ids.isdisjoint((node.camunda("decisionRef") or "", *parameter(node, "decision")))

    return _known(tuple(ids), asks, bundle)


def _known(names: tuple[str, ...], asks: Callable[[Node], bool], bundle: Bundle) -> tuple[Variable, ...]:
    found: dict[str, Variable] = {}
    for data in bundle.diagrams.values():
        named = any(name.encode() in data for name in names)  # most files need not be read
        for step in _steps(data, asks) if named else ():
            for variable in variables_at(data, step, bundle):
                merge(found, variable)
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _steps(data: bytes, asks: Callable[[Node], bool]) -> Iterator[str]:
    nodes = (node for diagram in read_diagrams([data]) for node in diagram.nodes)
    return (node.id for node in nodes if node.id and asks(node))
