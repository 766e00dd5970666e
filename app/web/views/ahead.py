"""What a press leads to: the steps that come next, with the values that are known and the outcome that is pressed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from app.bundle.manifest import Manifest
from app.core.errors import DomainError
from app.engine.elements import Element, ProcessInfo
from app.engine.program import Program
from app.feel import parse
from app.repository.deployments import Deployed
from app.web.language import gettext as _
from app.web.pages import Consequence
from app.web.views.common import clauses_of, office_of

PERSON: Final = "userTask"
ISSUES: Final = "printout.issue"
_BY_ITSELF: Final = frozenset({"serviceTask", "sendTask", "scriptTask", "businessRuleTask"})
_TOLD, _MOST = 4, 8
"""How many steps of the system are told one after the other inside a call, and how many consequences in all."""


def consequences(
    deployed: Deployed, process: ProcessInfo, element: str, values: Mapping[str, Any]
) -> tuple[Consequence, ...]:
    """One for each step that opens; conditions are judged by `values`, as the gateways will judge them.

    What the system does by itself is followed as far as it is certain. Of several people who do the same step each
    leads to nothing: the last one does.
    """
    if process.elements[element].collection:
        return ()

    def choose(at: Element, flows: tuple[Element, ...]) -> Iterable[Element]:
        return _chosen(at, flows, values)

    found: dict[str, None] = {}
    ahead = list(process.leads_to(element, choose))
    while ahead and len(found) < _MOST:
        key = ahead.pop(0)
        if key not in found and process.elements[key].type in _BY_ITSELF:
            ahead.extend(process.leads_to(key, _certain))
        found[key] = None
    return tuple(_consequence(deployed, process, process.elements[key], values) for key in found)


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


def _consequence(
    deployed: Deployed, process: ProcessInfo, step: Element, values: Mapping[str, Any]
) -> Consequence:
    several = _value(step.collection, values)
    count = len(several) if isinstance(several, list) else 0
    at_once = list(_at_once(deployed.program, process, step))
    issued = next((one for one in at_once if one.attributes.get("topic") == ISSUES), None)
    manifest = deployed.bundle.manifest
    then = "".join(_then(manifest, [one for one in at_once if one is not step]))
    return Consequence(
        text=f"{_told(manifest, step, count)}{then}",
        clauses=clauses_of(deployed.bundle, process, step.id),
        act=_act(issued, count) if issued else "",
    )


def _told(manifest: Manifest, step: Element, count: int) -> str:
    name, who = step.name or step.id, _office(manifest, step)
    if count:
        return _("进入“%(name)s”，同时 **%(n)s 份**", name=name, n=count)
    if step.type == PERSON and who:
        return _("把“%(name)s”交给%(lane)s", name=name, lane=who)
    return _("进入“%(name)s”", name=name)


def _act(issued: Element, count: int) -> str:
    name = issued.name or issued.id
    return _("%(name)s %(n)s 份", name=name, n=count) if count > 1 else name


def _office(manifest: Manifest, step: Element) -> str:
    """Whose step it is, as far as the diagram itself says."""
    written = step.candidate_groups or ""
    groups = () if written.startswith(("=", "$")) else filter(None, map(str.strip, written.split(",")))
    return office_of(manifest, groups, step.lane)


def _then(manifest: Manifest, steps: list[Element]) -> Iterator[str]:
    """What the system does there by itself, and who works next."""
    own = [step.name or step.id for step in steps if step.type in _BY_ITSELF]
    if own:
        yield _("：系统%(steps)s", steps="、".join(own))
    for step in steps:
        if step.type == PERSON:
            who = _office(manifest, step) or _("有关岗位")
            yield _("，再由%(who)s“%(name)s”", who=who, name=step.name or step.id)


def _at_once(program: Program, process: ProcessInfo, step: Element) -> Iterator[Element]:
    """The steps that the system takes by itself from there, then the first of a person, as far as that is certain."""
    if step.type in _BY_ITSELF:
        yield step
        return
    for _n in range(_TOLD):
        if step.type in _BY_ITSELF or step.type == PERSON:
            yield step
        process = program.processes.get(step.called or "", process)
        begin = [] if step.type == PERSON else _begin(process, step)
        reached = process.leads_to(begin[0], _certain) if len(begin) == 1 else ()
        if len(reached) != 1:
            return
        step = process.elements[reached[0]]


def _begin(process: ProcessInfo, step: Element) -> list[str]:
    """Where it goes on: at the beginning of what is called or entered, else after the step."""
    scope = step.called or step.id
    starts = [key for key, one in process.elements.items() if one.type == "startEvent" and one.scope == scope]
    return starts or [step.id]


def _certain(at: Element, flows: tuple[Element, ...]) -> tuple[Element, ...]:
    return flows if len(flows) == 1 or at.type == "parallelGateway" else ()


def _value(text: str | None, values: Mapping[str, Any]) -> Any:
    """The value of an expression; None where there is none, or where it cannot be known yet."""
    if not text:
        return None
    try:
        return parse(text.strip().removeprefix("=").strip())(values)
    except DomainError:
        return None
