"""What a press leads to: the steps that come next, with the values that are known and the outcome that is pressed."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.core.errors import DomainError
from app.engine.elements import Element, ProcessInfo
from app.feel import parse
from app.web.language import gettext as _
from app.web.pages import Consequence
from app.web.views.common import clauses_of

PERSON = "userTask"


def consequences(process: ProcessInfo, element: str, values: Mapping[str, Any]) -> tuple[Consequence, ...]:
    """One for each step that opens; conditions are judged by `values`, as the gateways will judge them."""

    def choose(at: Element, flows: tuple[Element, ...]) -> Iterable[Element]:
        return _chosen(at, flows, values)

    return tuple(
        Consequence(text=_told(process.elements[key], values), clauses=clauses_of(process, key))
        for key in process.leads_to(element, choose)
    )


def _chosen(at: Element, flows: tuple[Element, ...], values: Mapping[str, Any]) -> list[Element]:
    """The flows that are taken there: the first that holds at an exclusive gateway, else all that hold."""
    if at.type == "parallelGateway" or not any(flow.condition for flow in flows):
        return list(flows)
    held = [flow for flow in flows if _value(flow.condition, values) is True]
    free = [flow for flow in flows if flow.condition is None and flow.id != at.default]
    if at.type == "exclusiveGateway":
        return held[:1] or _default(at, flows) or free
    return held + free or _default(at, flows)


def _default(at: Element, flows: tuple[Element, ...]) -> list[Element]:
    return [flow for flow in flows if flow.id == at.default]


def _told(step: Element, values: Mapping[str, Any]) -> str:
    name = step.name or step.id
    several = _value(step.collection, values)
    if isinstance(several, list):
        return _("进入“%(name)s”，同时 **%(n)s 份**", name=name, n=len(several))
    if step.type == PERSON and step.lane:
        return _("把“%(name)s”交给%(lane)s", name=name, lane=step.lane)
    return _("进入“%(name)s”", name=name)


def _value(text: str | None, values: Mapping[str, Any]) -> Any:
    """The value of an expression; None where there is none, or where it cannot be known yet."""
    if not text:
        return None
    try:
        return parse(text.strip().removeprefix("=").strip())(values)
    except DomainError:
        return None
