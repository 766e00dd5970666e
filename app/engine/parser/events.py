"""Event definitions out of XML."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from app.engine.errors import DiagramRefused
from app.engine.expressions import feel, literal_or_feel
from app.engine.extensions import BPMN, CAMUNDA, read_extensions
from app.engine.specs.definitions import (
    CancelEvent,
    ConditionEvent,
    Definition,
    ErrorEvent,
    EscalationEvent,
    MessageEvent,
    Named,
    NoneEvent,
    SignalEvent,
    TerminateEvent,
    TimerEvent,
)

if TYPE_CHECKING:
    from app.engine.parser.diagram import DiagramParser

ALLOWED: Final = {
    "startEvent": {"message", "timer", "signal", "conditional", "error", "escalation"},
    "boundaryEvent": {"message", "timer", "signal", "conditional", "error", "escalation", "cancel"},
    "intermediateCatchEvent": {"message", "timer", "signal", "conditional", "link"},
    "intermediateThrowEvent": {"message", "signal", "escalation", "link"},
    "endEvent": {"message", "signal", "error", "escalation", "terminate", "cancel"},
}
"""Which definitions run at which event; everything else is refused."""

_SUFFIX = "EventDefinition"


def definition_of(node: etree._Element, diagram: "DiagramParser") -> Definition:
    """What an event waits for or throws. Raises `DiagramRefused` for what does not run."""
    found = [child for child in node if isinstance(child.tag, str) and child.tag.endswith(_SUFFIX)]
    if not found:
        return NoneEvent()
    kind = etree.QName(found[0]).localname.removesuffix(_SUFFIX)
    if len(found) > 1 or kind not in ALLOWED[etree.QName(node).localname]:
        raise DiagramRefused(node.get("id"), "这种事件在此处不能运行")
    return _BUILDERS[kind](node, found[0], diagram)


def link_name(node: etree._Element) -> str | None:
    """The name of a link event; None for any other."""
    found = node.find(f"{BPMN}linkEventDefinition")
    return None if found is None else found.get("name", "")


def message_named(node: etree._Element, reference: str | None, diagram: "DiagramParser") -> MessageEvent:
    """The message that an event or a task refers to."""
    definition = MessageEvent(diagram.messages.get(reference) or _required_name(node))
    extensions = read_extensions(node)
    definition.key = extensions.property_text("key")
    definition.startable_by = extensions.words("startableBy")
    return _mapped(definition, node)


def _required_name(node: etree._Element) -> str:
    name = node.get("name")
    if not name:
        raise DiagramRefused(node.get("id"), "没有指明消息或信号")
    return name


def _mapped(definition: Any, node: etree._Element, inner: etree._Element | None = None) -> Any:
    places = [read_extensions(place) for place in (node, inner) if place is not None]
    definition.inputs = tuple(rule for place in places for rule in place.inputs)
    definition.outputs = tuple(rule for place in places for rule in place.outputs)
    return definition


def _message(node: etree._Element, inner: etree._Element, diagram: "DiagramParser") -> Definition:
    return message_named(node, inner.get("messageRef"), diagram)


def _signal(node: etree._Element, inner: etree._Element, diagram: "DiagramParser") -> Named:
    name = diagram.signals.get(inner.get("signalRef")) or _required_name(node)
    signal: Named = _mapped(SignalEvent(name), node, inner)
    return signal


def _error(node: etree._Element, inner: etree._Element, diagram: "DiagramParser") -> Definition:
    error = diagram.errors.get(inner.get("errorRef")) or {}
    definition = ErrorEvent(error.get("name"), error.get("error_code"))
    definition.code_variable = inner.get(f"{CAMUNDA}errorCodeVariable")
    definition.message_variable = inner.get(f"{CAMUNDA}errorMessageVariable")
    return definition


def _escalation(node: etree._Element, inner: etree._Element, diagram: "DiagramParser") -> Definition:
    escalation = diagram.escalations.get(inner.get("escalationRef")) or {}
    definition = EscalationEvent(escalation.get("name"), escalation.get("escalation_code"))
    definition.code_variable = inner.get(f"{CAMUNDA}escalationCodeVariable")
    return definition


def _timer(node: etree._Element, inner: etree._Element, diagram: "DiagramParser") -> Definition:
    for form in ("date", "duration", "cycle"):
        found = inner.find(f"{BPMN}time{form.capitalize()}")
        if found is not None:
            timer = TimerEvent(node.get("name"), literal_or_feel(found.text, node.get("id")))
            timer.form = form
            return timer
    raise DiagramRefused(node.get("id"), "计时事件没有时间")


def _condition(node: etree._Element, inner: etree._Element, diagram: "DiagramParser") -> Definition:
    text = inner.findtext(f"{BPMN}condition") or ""
    return ConditionEvent(feel(text, node.get("id")))


_BUILDERS: dict[str, Callable[[etree._Element, etree._Element, "DiagramParser"], Definition]] = {
    "message": _message,
    "signal": _signal,
    "error": _error,
    "escalation": _escalation,
    "timer": _timer,
    "conditional": _condition,
    "link": lambda node, inner, diagram: NoneEvent(),
    "terminate": lambda node, inner, diagram: TerminateEvent(),
    "cancel": lambda node, inner, diagram: CancelEvent(),
}
