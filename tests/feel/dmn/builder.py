"""Small DMN models for the tests."""

from html import escape
from textwrap import dedent

DMN13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def model(body: str, *, xmlns: str = DMN13, namespace: str = "urn:test", attributes: str = "") -> bytes:
    """A definitions element around a body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{xmlns}" id="m" name="model" '
        f'namespace="{namespace}" {attributes}>\n{dedent(body)}\n</definitions>'
    ).encode()


def literal(text: str) -> str:
    """A literal expression."""
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def word(text: str) -> str:
    """A literal expression of a string."""
    return literal(f'"{text}"')


def decision(name: str, logic: str, *, requires: str = "", type_ref: str = "") -> str:
    """A decision named as its id; `logic` is FEEL or an element.

    `requires` lists `kind:id`, separated by `;` where ids hold blanks.
    """
    box = logic if logic.lstrip().startswith("<") else literal(logic)
    variable = f'<variable name="{name}" {f"""typeRef="{type_ref}" """ if type_ref else ""}/>'
    return f'<decision id="{name}" name="{name}">{variable}{_requirements(requires)}{box}</decision>'


def data(name: str, type_ref: str = "Any") -> str:
    """Input data."""
    return f'<inputData id="{name}" name="{name}"><variable name="{name}" typeRef="{type_ref}"/></inputData>'


def knowledge(name: str, parameters: str, logic: str, *, requires: str = "", type_ref: str = "") -> str:
    """A business knowledge model; parameters as `name:type` with blanks between."""
    formal = "".join(_parameter(parameter) for parameter in parameters.split())
    box = logic if logic.lstrip().startswith("<") else literal(logic)
    variable = f'<variable name="{name}" {f"""typeRef="{type_ref}" """ if type_ref else ""}/>'
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}">{variable}'
        f"<encapsulatedLogic>{formal}{box}</encapsulatedLogic>{_requirements(requires)}</businessKnowledgeModel>"
    )


def table(
    inputs: list[str],
    outputs: list[str],
    rules: list[list[str]],
    policy: str = "UNIQUE",
    aggregation: str = "",
) -> str:
    """A decision table; outputs are `name` or `name|values|default`, the values as unary tests."""
    columns = "".join(
        f"<input><inputExpression><text>{escape(one)}</text></inputExpression></input>" for one in inputs
    )
    aggregated = f' aggregation="{aggregation}"' if aggregation else ""
    return (
        f'<decisionTable hitPolicy="{policy}"{aggregated}>{columns}{"".join(map(_output, outputs))}'
        f"{''.join(_rule(number, rule, len(inputs)) for number, rule in enumerate(rules, start=1))}</decisionTable>"
    )


def _output(written: str) -> str:
    name, values, default = [*written.split("|"), "", ""][:3]
    allowed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    otherwise = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return f'<output name="{name}">{allowed}{otherwise}</output>'


def _rule(number: int, cells: list[str], inputs: int) -> str:
    tags = ["inputEntry"] * inputs + ["outputEntry"] * (len(cells) - inputs)
    entries = "".join(
        f"<{tag}><text>{escape(cell)}</text></{tag}>" for tag, cell in zip(tags, cells, strict=True)
    )
    return f'<rule id="rule{number}">{entries}</rule>'


def _parameter(written: str) -> str:
    name, _, type_ref = written.partition(":")
    return f'<formalParameter name="{name}" typeRef="{type_ref or "Any"}"/>'


def _requirements(written: str) -> str:
    tags = {
        "input": ("informationRequirement", "requiredInput"),
        "decision": ("informationRequirement", "requiredDecision"),
        "knowledge": ("knowledgeRequirement", "requiredKnowledge"),
    }
    parts = []
    for one in written.split(";") if ";" in written else written.split():
        if not one:
            continue
        kind, _, target = one.partition(":")
        outer, inner = tags[kind]
        href = target if "#" in target else f"#{target}"
        parts.append(f'<{outer}><{inner} href="{href}"/></{outer}>')
    return "".join(parts)
