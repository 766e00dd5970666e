"""Names that stand as literal text in attributes and parameters of a node."""

from app.engine.lint import names
from app.engine.lint.model import Node, text_of


def literals(text: str | None) -> list[str]:
    """The names in a list by commas or blanks; none when it is an expression."""
    text = (text or "").strip()
    return [] if text.startswith("=") or "${" in text else text.replace(",", " ").split()


def parameter(node: Node, name: str) -> list[str]:
    """The literal names in an input parameter of a task."""
    return [literal for text in inputs(node, name) for literal in literals(text)]


def inputs(node: Node, name: str) -> list[str]:
    """What is written in an input parameter of a task."""
    return [
        text_of(found)
        for group in node.extension("inputOutput")
        for found in group.iterfind(names.camunda("inputParameter"))
        if found.get("name") == name
    ]


def issued(node: Node) -> list[str]:
    """The papers that a task issues, where they are named literally."""
    return parameter(node, "printout") if (node.camunda("topic") or "").startswith("printout.") else []
