"""Rules on the drawing as a whole: what is there, what is missing, what hangs in the air."""

from collections.abc import Iterator

from lxml import etree

from app.core.texts import Text
from app.engine.lint import graph, names
from app.engine.lint.finding import Fault, Place, Rule, error, warning
from app.engine.lint.model import Diagram, Item, Node, Scope, elements, local
from app.engine.lint.names import chinese
from app.engine.xml import line_of

_SUPPORTED = names.FLOW_NODES | {
    "sequenceFlow", "laneSet", "dataObject", "dataObjectReference", "dataStoreReference", "documentation",
    "extensionElements", "ioSpecification", "property", "association", "group", "textAnnotation", "incoming",
    "outgoing", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "correlationSubscription",
    "auditing", "monitoring", "performer", "potentialOwner", "humanPerformer", "resourceRole", "supports",
    "dataInputAssociation", "dataOutputAssociation", "completionCondition", "script", "rendering", "ioBinding",
    "dataInput", "dataOutput", "inputSet", "outputSet", "eventDefinitionRef",
}  # fmt: skip
_KINDS = (
    "message", "signal", "timer", "conditional", "error", "escalation", "compensate", "link", "cancel", "terminate",
)  # fmt: skip
_KNOWN = frozenset(names.bpmn(tag) for tag in _SUPPORTED | {f"{kind}EventDefinition" for kind in _KINDS})
_SCOPES = frozenset(map(names.bpmn, names.SCOPES))
_INSTEAD = {
    "complexGateway": "请改用包容网关，把条件写在流出的顺序流上",
    "adHocSubProcess": "请改用“滚动研判”循环：并行网关分出各项工作，另一支由用户任务决定再做什么",
}


@error("no-process")
def no_process(diagram: Diagram) -> Iterator[Fault]:
    """A file without a process has nothing to run."""
    if not diagram.processes:
        yield Fault(Item(diagram.root), "文件里没有流程（process）", "请画出流程后再部署")


@error("not-executable")
def not_executable(diagram: Diagram) -> Iterator[Fault]:
    """Every process is marked as a drawing only."""
    if diagram.processes and not any(process.executable for process in diagram.processes):
        yield Fault(diagram.processes[0], "流程没有标为可执行", "请在流程属性里勾选“可执行”（isExecutable）")


@warning("not-run")
def not_run(diagram: Diagram) -> Iterator[Fault]:
    """One process of several is a drawing only."""
    drawn = [process for process in diagram.processes if not process.executable and process.nodes]
    if len(drawn) < len(diagram.processes):
        for process in drawn:
            yield Fault(process, "流程没有标为可执行，不会运行", "要运行请勾选“可执行”，只作说明可以不管")


@error("no-start-event")
def no_start_event(diagram: Diagram) -> Iterator[Fault]:
    """Nothing begins where there is no start event."""
    for scope in diagram.scopes:
        if not scope.starts():
            told = Text("{kind}没有开始事件", kind=chinese(scope.tag))
            yield Fault(scope, told, "请画一个开始事件并连到第一个环节")


@error("several-start-events")
def several_start_events(diagram: Diagram) -> Iterator[Fault]:
    """A sub-process begins at one place; a process may have one none start and others by message, timer, signal."""
    for scope in diagram.scopes:
        starts = scope.starts() if scope.parent else [start for start in scope.starts() if not start.events]
        for start in starts[1:]:
            yield Fault(
                start, "这里有不止一个无触发的开始事件", "请只留一个，其余的合并或改为消息、定时、信号开始"
            )


@error("missing-id")
def missing_id(diagram: Diagram) -> Iterator[Fault]:
    """Without an id nothing can be said about an element in the log."""
    for item in [*diagram.processes, *diagram.nodes, *diagram.flows]:
        if not item.id:
            yield Fault(
                item,
                Text("{kind}没有标识（id）", kind=chinese(item.tag)),
                "请在建模工具里打开并保存一次，或补上唯一的 id",
            )


@error("duplicate-id")
def duplicate_id(diagram: Diagram) -> Iterator[Fault]:
    """Two elements of one id: the modeler drops one of them on saving, the engine takes either."""
    seen: set[str] = set()
    for element in diagram.root.iter(names.bpmn("*"), f"{{{names.BPMNDI}}}*"):
        ident = element.get("id")
        if ident is None:
            continue
        if ident in seen:
            yield Fault(
                Item(element), Text("标识“{ident}”用了不止一次", ident=ident), "请给其中一个换一个标识"
            )
        seen.add(ident)


@error("unsupported-element")
def unsupported_element(diagram: Diagram) -> Iterator[Fault]:
    """The engine would stop at it, wait for ever, or pass it by."""
    for holder in (*diagram.scopes, *(node for node in diagram.nodes if node.inner is None)):
        for element in elements(holder.xml):
            tag = local(element)
            if tag in _INSTEAD:
                yield Fault(
                    Item(element),
                    Text("系统不运行{kind}（{tag}）", kind=chinese(tag), tag=tag),
                    _INSTEAD[tag],
                )
            elif element.tag not in _KNOWN and str(element.tag).startswith(f"{{{names.BPMN}}}"):
                yield Fault(
                    Item(element),
                    Text("系统不认识元素 {tag}", tag=tag),
                    "请删去，或改用常用的环节、网关和事件",
                )
    for element in _misplaced(diagram):
        yield Fault(
            Item(element),
            Text("{kind}放在不该放的地方", kind=chinese(local(element))),
            "请在建模工具里重新画出它",
        )


def _misplaced(diagram: Diagram) -> Iterator[etree._Element]:
    """Processes inside others, and what runs in one but stands in none of its scopes: an engine may yet find it."""
    process = names.bpmn("process")
    yield from (found for found in diagram.root.iter(process) if found.getparent() is not diagram.root)
    running = tuple(map(names.bpmn, (*sorted(names.FLOW_NODES), "sequenceFlow")))
    for scope in diagram.processes:
        for found in scope.xml.iter(*running):
            parent = found.getparent()
            if parent is None or parent.tag not in _SCOPES:
                yield found


@error("plain-task")
def plain_task(diagram: Diagram) -> Iterator[Fault]:
    """A task of no kind does not say whether a person or the system does it."""
    for node in diagram.nodes:
        if node.tag == "task":
            yield Fault(node, "任务没有定类型", "由人办理的请改为“用户任务”，由系统办理的请改为“服务任务”")


@error("script-task")
def script_task(diagram: Diagram) -> Iterator[Fault]:
    """Diagrams run no code; a script may only be a FEEL expression."""
    for node in diagram.nodes:
        if node.tag == "scriptTask" and (node.get("scriptFormat") or "").lower() != "feel":
            yield Fault(
                node,
                "流程图里不运行脚本",
                "算一个值请写 FEEL（scriptFormat=feel，填 resultVariable）或用决策，办一件事请用服务任务",
            )
        elif node.tag == "scriptTask" and not node.children("script"):
            yield Fault(node, "脚本任务没有 FEEL 表达式", "请写表达式，或删去这个环节")


@error("endless-marker")
def endless_marker(diagram: Diagram) -> Iterator[Fault]:
    """A loop marker without a condition and without a number never ends."""
    for node in diagram.nodes:
        for loop in node.children("standardLoopCharacteristics"):
            most = loop.get("loopMaximum") or ""
            if loop.find(names.bpmn("loopCondition")) is None and not (
                most.isdecimal() and int(most[:9]) > 0
            ):
                yield Fault(node, "循环标记既没有条件，也没有最多次数", "请填条件（FEEL）或最多次数")


@warning("data-store")
def data_store(diagram: Diagram) -> Iterator[Fault]:
    """A data store is a picture: nothing is read from it or written to it."""
    for store in diagram.held("dataStoreReference"):
        yield Fault(
            store, "数据存储只作图示，系统不读写它", "读写台账请用服务任务（registry.query、registry.write）"
        )


@error("unreachable-node")
def unreachable_node(diagram: Diagram) -> Iterator[Fault]:
    """What no token can reach would be dropped in silence."""
    for scope in diagram.scopes:
        if not scope.starts():
            continue
        reached = graph.reachable(scope)
        for node in scope.nodes:
            if node not in reached:
                yield Fault(node, "从开始事件走不到这里", "请用顺序流连上，或删去")


@error("dangling-flow")
def dangling_flow(diagram: Diagram) -> Iterator[Fault]:
    """A sequence flow without two ends in its own scope."""
    for flow in diagram.flows:
        for end, node in ((Text("起点"), flow.source), (Text("终点"), flow.target)):
            if node is None:
                yield Fault(
                    flow,
                    Text("顺序流的{end}不存在或不在同一层", end=end),
                    "请重新连线；跨泳池用消息流，进出子流程连子流程本身",
                )


def _illegal(node: Node) -> str | None:
    if node.incoming and node.tag in ("startEvent", "boundaryEvent"):
        return Text("{kind}不能有流入的顺序流", kind=chinese(node.tag))
    if node.outgoing and node.tag == "endEvent":
        return "结束事件不能有流出的顺序流"
    if node.is_event_scope and (node.incoming or node.outgoing):
        return "事件子流程不能有顺序流，它由自己的开始事件触发"
    return None


@error("illegal-flow")
def illegal_flow(diagram: Diagram) -> Iterator[Fault]:
    """Flows into a start, out of an end, or at an event sub-process."""
    for node in diagram.nodes:
        if reason := _illegal(node):
            yield Fault(node, reason, "请删去这条顺序流")


@error("endless-loop")
def endless_loop(diagram: Diagram) -> Iterator[Fault]:
    """A circle on which nothing waits runs for ever inside one step."""
    for scope in diagram.scopes:
        for node in graph.endless(scope):
            yield Fault(
                node, "这里的循环没有任何等待，会无休止地转下去", "请在循环上放一个用户任务、计时或消息"
            )


@error("no-way-out")
def no_way_out(diagram: Diagram) -> Iterator[Fault]:
    """A circle that waits, but that no way leaves and nothing ends."""
    for scope in diagram.scopes:
        if not graph.may_be_ended(scope):
            for node in graph.closed_circles(scope):
                yield Fault(
                    node, "进了这个循环就出不来：没有一条路通向结束", "请加一个网关，使条件成立时离开循环"
                )


@error("data-object-depth")
def data_object_depth(diagram: Diagram) -> Iterator[Fault]:
    """A reference finds its data object in its own scope or the one around it, not further out."""
    for scope in diagram.scopes:
        near = {item.get("id") for around in _near(scope) for item in around.children("dataObject")}
        for found in scope.children("dataObjectReference"):
            if found.get("dataObjectRef") not in near:
                yield Fault(Item(found), "数据对象没有定义，或定义在两层以外", "请把数据对象画在本层或上一层")


def _near(scope: Scope) -> Iterator[Scope]:
    yield scope
    if scope.parent:
        yield scope.parent


@error("unknown-lane-node")
def unknown_lane_node(diagram: Diagram) -> Iterator[Fault]:
    """A lane that lists an element which does not exist, or one that another lane of its set lists too."""
    known = {item.get("id") for scope in diagram.scopes for item in scope.nodes}
    for lane in diagram.held("lane"):
        for reference in lane.children("flowNodeRef"):
            ident = (reference.text or "").strip()
            if ident not in known:
                place = Place(ident, lane.name, line_of(reference))
                yield Fault(
                    place,
                    Text("泳道里登记的元素“{ident}”不存在", ident=ident),
                    "请在建模工具里打开并保存一次",
                )


STRUCTURE: tuple[Rule[Diagram], ...] = (
    no_process, not_executable, not_run, no_start_event, several_start_events, missing_id, duplicate_id,
    unsupported_element, plain_task, endless_marker, data_store, script_task, unreachable_node, dangling_flow,
    illegal_flow, endless_loop, no_way_out, data_object_depth, unknown_lane_node,
)  # fmt: skip
