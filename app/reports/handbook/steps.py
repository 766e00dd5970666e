"""The steps of a process as rows: what is done, by whom, until when, with which form, paper and clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.bundle.drawing import Picture
from app.bundle.durations import limit_text, timer_text
from app.engine.elements import Element, ProcessInfo, StartInfo
from app.engine.lint.model import Node, text_of
from app.engine.lint.parameters import inputs
from app.reports.handbook.package import Package

_TOPICS = {
    "printout.issue": "系统签发文书",
    "printout.acknowledge": "系统登记确认",
    "registry.query": "系统查台账",
    "registry.write": "系统记台账",
    "forces.rank": "系统排序力量",
    "notify": "系统通知",
    "export.file": "系统导出文件",
}
_WAITS = {"message": "收到消息", "signal": "收到信号", "conditional": "条件成立"}
_KINDS = {
    "userTask": "人工办理",
    "manualTask": "人工办理",
    "businessRuleTask": "决策表",
    "callActivity": "调用流程",
    "receiveTask": "等待消息",
}
_EVENTS = ("intermediateCatchEvent", "boundaryEvent")
_BY_PEOPLE = ("userTask", "manualTask")


@dataclass(frozen=True, slots=True)
class Step:
    """A row. `kind` says what sort of step it is, `note` what it calls or decides; lists are already one text."""

    name: str
    kind: str
    note: str
    lane: str
    who: str
    limit: str
    form: str
    asks: str
    papers: str
    clauses: str


def steps_of(package: Package, process: ProcessInfo, pictures: Sequence[Picture]) -> tuple[Step, ...]:
    """Tasks, calls, and the events that wait for a time or for somebody, in the order of the diagram.

    A step inside a sub-process belongs to the lane in which it is drawn.
    """
    found = []
    for element in process.elements.values():
        node = package.nodes.get((process.id, element.id))
        if node is not None and (element.type.endswith(("Task", "Activity")) or _waits(node)):
            drawn = next((lane for one in pictures if (lane := one.lane_of(element.id))), "")
            found.append(_step(package, element, node, drawn or element.lane or ""))
    return tuple(found)


def starts_of(package: Package, process: ProcessInfo) -> str:
    """How a process begins, its callers included."""
    ways = [_start(package, process, start) for start in process.starts]
    callers = package.calls.get(process.id, ())
    told = dict.fromkeys(f"“{package.process_name(caller)}”的“{node.name or ''}”" for caller, node in callers)
    ways += [f"由{one}调用" for one in told]
    return "；".join(dict.fromkeys(way for way in ways if way))


def _step(package: Package, element: Element, node: Node, lane: str) -> Step:
    forms = package.names_in(element.process, element.form_key)
    papers = [package.paper_title(name) for name in dict.fromkeys(_papers(package, element, node))]
    return Step(
        name=element.name or element.id,
        kind=_kind(element, node),
        note=_note(package, node),
        lane=lane,
        who=_who(package, element, lane),
        limit=_limit(package, element, node),
        form="、".join(forms),
        asks=package.form_text(forms[0]) if len(forms) == 1 else "",
        papers="、".join(papers),
        clauses=package.clauses(element.clauses),
    )


def _waits(node: Node) -> bool:
    return node.tag in _EVENTS and any(node.event(kind) for kind in ("timer", *_WAITS))


def _kind(element: Element, node: Node) -> str:
    if node.tag in _EVENTS:
        return "到时" if node.event("timer") else "等待"
    return _KINDS.get(element.type) or _TOPICS.get(element.attributes.get("topic", ""), "系统自动")


def _note(package: Package, node: Node) -> str:
    if node.tag == "callActivity":
        return f"《{package.process_name((node.get('calledElement') or '').strip())}》"
    if node.tag == "businessRuleTask":
        decision = node.camunda("decisionRef") or ""
        return package.decisions.get(decision, decision)
    waits = (f"{word}“{_named(node, kind)}”" for kind, word in _WAITS.items() if node.event(kind))
    host = f"在“{node.host.name}”办理中" if node.host is not None and node.host.name else ""
    return "，".join(part for part in (host, *waits) if part)


def _named(node: Node, kind: str) -> str:
    event = node.event(kind)
    return (event.target.name or "") if event and event.target else node.name or ""


def _who(package: Package, element: Element, lane: str) -> str:
    if element.type not in _BY_PEOPLE:
        return ""
    return package.groups(package.names_in(element.process, element.candidate_groups), lane)


def _limit(package: Package, element: Element, node: Node) -> str:
    timer = node.event("timer")
    if timer is None:
        return limit_text(element.attributes.get("dueDate"), package.limits)
    for kind in ("date", "duration", "cycle"):
        if found := timer.children(f"time{kind.capitalize()}"):
            return timer_text(kind, text_of(found[0]), package.limits)
    return ""


def _papers(package: Package, element: Element, node: Node) -> Iterator[str]:
    """The papers that a step issues itself, or has issued by the process that it calls."""
    if (node.camunda("topic") or "") == "printout.issue":
        for text in inputs(node, "printout"):
            yield from package.names_in(element.process, text)
    for given in node.extension("in") if node.tag == "callActivity" else ():
        if given.get("target") == "printout":
            yield from package.names_in(element.process, given.get("sourceExpression"))


def _start(package: Package, process: ProcessInfo, start: StartInfo) -> str:
    by = package.groups(start.startable_by, None)
    name = f"“{start.name}”" if start.name else ""
    if start.timer:
        return f"{name}{timer_text(start.timer, start.expression or '', package.limits)}自动启动"
    if start.message:
        what = name if start.message == start.name else f"{name}收到“{start.message}”"
        return f"{what}时自动启动" + (f"（{by}也可以人工启动）" if by else "")
    if start.startable_by or process.id not in package.program.called:
        lane = process.elements[start.element].lane
        return f"{name}由{package.groups(start.startable_by, lane) or '值班人员'}人工启动"
    return ""
