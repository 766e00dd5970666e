"""What the Camunda 7 properties panel writes into a diagram, read once into frozen data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from app.engine.expressions import MISSING, Feel, Reader, Text, feel, literal_or_feel, value_of

BPMN: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA: Final = "{http://camunda.org/schema/1.0/bpmn}"
_HOLDER = f"{BPMN}extensionElements"


@dataclass(frozen=True, slots=True)
class Mapped:
    """`camunda:in` or `camunda:out`: a variable or expression under a new name, or all variables."""

    target: str
    source: str | Feel
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Extensions:
    """Attributes, properties and mappings of one element.

    `attributes` are the `camunda:` attributes as written; `properties` the `camunda:property` entries; `parameters`
    and `results` the input and output parameters of `camunda:inputOutput`.
    """

    element: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Mapped, ...] = ()
    outputs: tuple[Mapped, ...] = ()
    parameters: Mapping[str, Text] = field(default_factory=dict)
    results: Mapping[str, Feel] = field(default_factory=dict)

    def text(self, attribute: str) -> Text:
        """An attribute that is literal unless it begins with `=`."""
        return literal_or_feel(self.attributes.get(attribute), self.element)

    def property_text(self, name: str) -> Text:
        """A property that is literal unless it begins with `=`."""
        return literal_or_feel(self.properties.get(name), self.element)

    def words(self, name: str) -> tuple[str, ...]:
        """A property that lists words, by commas or blanks."""
        return tuple(self.properties.get(name, "").replace(",", " ").split())


def read_extensions(node: etree._Element) -> Extensions:
    """The extensions of an element; those of its event definitions stand with the event."""
    element = node.get("id")
    holders = node.findall(_HOLDER)
    return Extensions(
        element,
        {str(k).removeprefix(CAMUNDA): str(v) for k, v in node.attrib.items() if str(k).startswith(CAMUNDA)},
        {p.get("name", ""): p.get("value", "") for p in _find(holders, "properties", "property")},
        tuple(_mapped(m, element) for m in _find(holders, "in") if _names_something(m)),
        tuple(_mapped(m, element) for m in _find(holders, "out") if _names_something(m)),
        {p.get("name", ""): literal_or_feel(p.text, element) for p in _find(holders, *_PARAMETER)},
        {p.get("name", ""): feel(p.text, element) for p in _find(holders, *_RESULT) if p.text},
    )


_PARAMETER = ("inputOutput", "inputParameter")
_RESULT = ("inputOutput", "outputParameter")


def _find(holders: Iterable[etree._Element], *path: str) -> Iterable[etree._Element]:
    steps = "/".join(CAMUNDA + step for step in path)
    return (found for holder in holders for found in holder.iterfind(steps))


def _names_something(node: etree._Element) -> bool:
    """A `camunda:in` with only a business key passes no variable."""
    return node.get("variables") == "all" or bool(node.get("source") or node.get("sourceExpression"))


def _mapped(node: etree._Element, element: str | None) -> Mapped:
    if node.get("variables") == "all":
        return Mapped("", "", everything=True)
    expression = node.get("sourceExpression")
    source = feel(expression, element) if expression else node.get("source", "")
    return Mapped(node.get("target") or node.get("source") or "", source)


def apply(
    rules: Iterable[Mapped], read: Reader, everything: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The variables that mappings let through; nothing passes that the diagram does not name."""
    passed: dict[str, Any] = {}
    for rule in rules:
        if rule.everything:
            passed.update(everything or {})
            continue
        value = read(rule.source) if isinstance(rule.source, str) else value_of(rule.source, read)
        if value is not MISSING:
            passed[rule.target] = value
    return passed
