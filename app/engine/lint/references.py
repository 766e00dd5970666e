"""Rules on references inside the diagram, and out of it into the package."""

import re
from collections.abc import Iterator

from app.core.texts import Joined, Text
from app.engine.lint.expressions import expressions
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Item, Node
from app.engine.lint.package import Package, Placed
from app.engine.lint.parameters import issued, literals, parameter

DEEPEST_CALLS = 5
"""Called processes inside one another."""

_LIMIT = re.compile(r"\blimits\s*\.\s*([^\W\d]\w*)")


@error("unknown-not-by")
def unknown_not_by(diagram: Diagram) -> Iterator[Fault]:
    """`notBy` names user tasks of the same scope: whoever did them may not do this one."""
    for scope in diagram.scopes:
        tasks = {node.id for node in scope.nodes if node.tag == "userTask"}
        for node in scope.nodes:
            for wanted in (node.property("notBy") or "").replace(",", " ").split():
                if wanted not in tasks:
                    yield Fault(
                        node,
                        Text("notBy 所指的“{wanted}”不是同一层的用户任务", wanted=wanted),
                        "请写拟定环节的标识（id）",
                    )


@error("unknown-lane")
def unknown_lane(placed: Placed) -> Iterator[Fault]:
    """The package says which group works in which lane."""
    for lane in placed.diagram.held("lane"):
        if (lane.name or "") not in placed.package.lanes:
            yield Fault(
                lane, "属地包没有说这条泳道由哪个候选组办理", "请在 jurisdiction.yaml 的 lanes 里登记"
            )


@error("unknown-group")
def unknown_group(placed: Placed) -> Iterator[Fault]:
    """A candidate group that nobody is in."""
    for node in placed.diagram.nodes:
        for group in literals(node.camunda("candidateGroups")) + literals(node.property("startableBy")):
            if group not in placed.package.groups:
                yield Fault(
                    node,
                    Text("属地包没有候选组“{group}”", group=group),
                    "请在 jurisdiction.yaml 的 groups 里登记，或改名",
                )


def _missing(node: Node, message: str, mend: str, key: str) -> Fault:
    """What the package does not hold, under its key."""
    return Fault(node, Text(message, key=key), Text(mend, key=key))


@error("unknown-form")
def unknown_form(placed: Placed) -> Iterator[Fault]:
    """A form that the package does not hold."""
    for node in placed.diagram.nodes:
        for form in literals(node.camunda("formKey")):
            if form not in placed.package.forms:
                yield _missing(node, "属地包没有表单“{key}”", "请放一个 {key}.form，或改 formKey", form)


@error("unknown-printout")
def unknown_printout(placed: Placed) -> Iterator[Fault]:
    """A paper without its folder."""
    for node in placed.diagram.nodes:
        for printout in issued(node):
            if printout not in placed.package.printouts:
                yield _missing(
                    node, "属地包没有文书“{key}”", "请在 printouts 下放文件夹 {key}，或改参数", printout
                )


@error("unknown-registry")
def unknown_registry(placed: Placed) -> Iterator[Fault]:
    """A registry that the package does not declare."""
    for node in placed.diagram.nodes:
        if (node.camunda("topic") or "").startswith("registry."):
            for registry in parameter(node, "registry"):
                if registry not in placed.package.registries:
                    yield _missing(
                        node, "属地包没有台账“{key}”", "请放 registries/{key}.form，或改参数", registry
                    )


@error("unknown-topic")
def unknown_topic(placed: Placed) -> Iterator[Fault]:
    """A connector that this installation does not have or does not allow."""
    if placed.package.topics is None:
        return
    for node in placed.diagram.nodes:
        for topic in literals(node.camunda("topic")):
            if topic not in placed.package.topics:
                known = Joined("、", sorted(placed.package.topics))
                yield Fault(
                    node, Text("没有连接器“{topic}”", topic=topic), Text("可用的有：{known}", known=known)
                )


@error("unknown-decision")
def unknown_decision(placed: Placed) -> Iterator[Fault]:
    """A decision that no DMN file of the package holds."""
    for node in placed.diagram.nodes:
        for decision in literals(node.camunda("decisionRef")):
            if decision not in placed.package.decisions:
                yield _missing(node, "属地包没有决策“{key}”", "请放 {key}.dmn，或改 decisionRef", decision)


@error("unknown-process")
def unknown_process(placed: Placed) -> Iterator[Fault]:
    """A called process that the package does not hold; another jurisdiction's may not be called."""
    for node in placed.diagram.nodes:
        for called in literals(node.get("calledElement")) if node.tag == "callActivity" else ():
            if called not in placed.package.calls:
                yield _missing(node, "属地包没有流程“{key}”", "请放 {key}.bpmn，或改被调用的流程", called)


@error("foreign-process")
def foreign_process(placed: Placed) -> Iterator[Fault]:
    """Jurisdictions work on each other by messages and papers, never by calling into one another."""
    for node in placed.diagram.nodes:
        called = (node.get("calledElement") or "").strip()
        others = {key for key in placed.package.foreign if called == key or called.startswith(f"{key}-")}
        if node.tag == "callActivity" and called not in placed.package.calls and others:
            yield Fault(
                node, Text("“{called}”是别的属地的流程，不能调用", called=called), "请用消息或文书往来"
            )


@error("call-cycle")
def call_cycle(placed: Placed) -> Iterator[Fault]:
    """Processes that call each other in a circle never end."""
    for node, called in _called(placed):
        if node.scope.process.id in _all_called(placed.package, called):
            yield Fault(
                node, Text("调用“{called}”又会调用回本流程", called=called), "请改为消息，或用循环表达重复"
            )


@error("call-depth")
def call_depth(placed: Placed) -> Iterator[Fault]:
    """Calls inside calls beyond the bound."""
    for node, called in _called(placed):
        if _depth(placed.package, called, DEEPEST_CALLS) > DEEPEST_CALLS:
            yield Fault(
                node, Text("调用套了超过 {deepest_calls} 层", deepest_calls=DEEPEST_CALLS), "请减少层次"
            )


def _called(placed: Placed) -> Iterator[tuple[Node, str]]:
    for node in placed.diagram.nodes:
        called = (node.get("calledElement") or "").strip()
        if node.tag == "callActivity" and called in placed.package.calls:
            yield node, called


def _all_called(package: Package, process: str) -> set[str]:
    found, waiting = {process}, [process]
    while waiting:
        for called in package.calls.get(waiting.pop(), ()):
            if called not in found:
                found.add(called)
                waiting.append(called)
    return found


def _depth(package: Package, process: str, most: int) -> int:
    """How many calls stand inside one another from here on, counted to one beyond the bound."""
    if most < 0:
        return 0
    return 1 + max(
        (_depth(package, called, most - 1) for called in package.calls.get(process, ())), default=0
    )


@error("unknown-limit")
def unknown_limit(placed: Placed) -> Iterator[Fault]:
    """A limit without a value would leave a task without its deadline."""
    for found in expressions(placed.diagram):
        for limit in _LIMIT.findall(found.feel or ""):
            if limit not in placed.package.limits:
                yield Fault(
                    found.at,
                    Text("{where}用到的时限 limits.{limit} 没有值", where=found.where, limit=limit),
                    "请在 settings.yaml 的 limits 里填写",
                )


@error("unknown-clause")
def unknown_clause(placed: Placed) -> Iterator[Fault]:
    """A clause that clauses.yaml does not have."""
    for item, clause in _unregistered(placed):
        if not placed.package.is_foreign_clause(clause):
            yield Fault(
                item, Text("条款“{clause}”不在 clauses.yaml 里", clause=clause), "请改正编号，或登记条款"
            )


@warning("foreign-clause")
def foreign_clause(placed: Placed) -> Iterator[Fault]:
    """A clause of another mechanism: a shared diagram that became the package's own still cites it."""
    for item, clause in _unregistered(placed):
        if placed.package.is_foreign_clause(clause):
            yield Fault(
                item,
                Text("条款“{clause}”是别的机制的，这里没有登记", clause=clause),
                "请改成本机制的条款，或删去",
            )


def _unregistered(placed: Placed) -> Iterator[tuple[Item, str]]:
    known = placed.package.clauses
    if known is None:
        return
    for item in (*placed.diagram.nodes, *placed.diagram.flows, *placed.diagram.processes):
        for clause in (item.property("clause") or "").replace(",", " ").split():
            if clause not in known:
                yield item, clause


@error("unknown-data-object")
def unknown_data_object(placed: Placed) -> Iterator[Fault]:
    """`writes` names a data object of this process or of one that calls it."""
    known = placed.package.data_objects
    for node in placed.diagram.nodes:
        wanted = node.property("writes")
        if wanted and known is not None and wanted not in known:
            yield Fault(
                node,
                Text("writes 所指的数据对象“{wanted}”没有画出来", wanted=wanted),
                "请画一个同名的数据对象",
            )


@warning("uncaught-message")
def uncaught_message(placed: Placed) -> Iterator[Fault]:
    """A message that no diagram of the package waits for."""
    for node in placed.diagram.nodes:
        name = _thrown(placed.diagram, node)
        if name and name not in placed.package.caught:
            yield Fault(
                node, Text("属地包里没有流程接收消息“{name}”", name=name), "请核对消息名称，或画出接收的一方"
            )


def _thrown(diagram: Diagram, node: Node) -> str | None:
    """The message that a throwing event or a send task without connector sends."""
    if node.tag == "sendTask" and not node.camunda("topic"):
        message = diagram.globals["message"].get(node.get("messageRef") or "")
        return message.name if message else None
    event = node.event("message")
    throwing = node.tag in ("intermediateThrowEvent", "endEvent")
    return event.target.name if throwing and event and event.target else None


@warning("untaken")
def untaken(placed: Placed) -> Iterator[Fault]:
    """A step or a way that no scenario of the package takes: nobody has seen it work."""
    for scope in placed.diagram.scopes:
        missed = placed.package.untaken.get(scope.process.id or "", frozenset())
        steps = [node for node in scope.nodes if missed and _is_missed(node, missed)]
        for node in steps:
            yield Fault(node, "没有情景走到这一步", "请录一个走到这里的情景，或删去这一步")
        for flow in scope.flows:
            if flow.id in missed and flow.target not in steps:
                yield Fault(flow, "没有情景走过这条顺序流", "请录一个走过这里的情景，或删去这条线")


def _is_missed(node: Node, missed: frozenset[str]) -> bool:
    return node.id in missed or (bool(node.incoming) and all(flow.id in missed for flow in node.incoming))


REFERENCES: tuple[Rule[Diagram], ...] = (unknown_not_by,)
"""What a diagram can be asked on its own."""

REFERRING: tuple[Rule[Placed], ...] = (
    unknown_lane, unknown_group, unknown_form, unknown_printout, unknown_registry, unknown_topic, unknown_decision,
    unknown_process, foreign_process, call_cycle, call_depth, unknown_limit, unknown_clause, foreign_clause,
    unknown_data_object, uncaught_message, untaken,
)  # fmt: skip
"""What it can be asked inside its package."""
