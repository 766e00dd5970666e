"""Rules on activities: what each needs so that somebody or something does it."""

from collections.abc import Iterator

from lxml import etree

from app.core.texts import Joined, Text
from app.engine.lint import names
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Item, Node, text_of
from app.engine.lint.names import chinese

_DECISION_RESULTS = frozenset({"singleEntry", "singleResult", "collectEntries", "resultList"})
_RESOURCES = ("potentialOwner", "humanPerformer", "performer", "resourceRole")
_ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")
_NESTED = tuple(names.camunda(tag) for tag in ("script", "list", "map"))


@error("service-without-topic")
def service_without_topic(diagram: Diagram) -> Iterator[Fault]:
    """A service task names the connector that does it."""
    for node in diagram.nodes:
        if node.tag == "serviceTask" and not _external(node):
            yield Fault(
                node, "服务任务没有说由哪个连接器办理", "请把实现设为 External，并填主题（camunda:topic）"
            )


@error("send-without-target")
def send_without_target(diagram: Diagram) -> Iterator[Fault]:
    """A send task goes by a connector or sends a message of the diagram."""
    for node in diagram.nodes:
        message = diagram.globals["message"].get(node.get("messageRef") or "")
        if node.tag == "sendTask" and not _external(node) and (message is None or not message.name):
            yield Fault(node, "发送任务没有说发什么", "请把实现设为 External 并填主题，或选一个有名称的消息")


def _external(node: Node) -> bool:
    return node.camunda("type") == "external" and bool((node.camunda("topic") or "").strip())


@error("rule-without-decision")
def rule_without_decision(diagram: Diagram) -> Iterator[Fault]:
    """A business rule task names its decision."""
    for node in diagram.nodes:
        if node.tag != "businessRuleTask":
            continue
        if not (node.camunda("decisionRef") or "").strip():
            yield Fault(node, "业务规则任务没有决策", "请把实现设为 DMN，并填决策标识（camunda:decisionRef）")
        mapping = node.camunda("mapDecisionResult")
        if mapping is not None and mapping not in _DECISION_RESULTS:
            yield Fault(
                node,
                Text("决策结果的映射“{mapping}”不认识", mapping=mapping[:40]),
                Text("请用 {names}", names=Joined("、", sorted(_DECISION_RESULTS))),
            )


@error("call-without-process")
def call_without_process(diagram: Diagram) -> Iterator[Fault]:
    """A call activity names the process that it calls, as a text that can be checked."""
    for node in diagram.nodes:
        if node.tag != "callActivity":
            continue
        called = (node.get("calledElement") or "").strip()
        if node.camunda("caseRef"):
            yield Fault(node, "系统不运行 CMMN", "请改为调用一个流程")
        elif not called:
            yield Fault(node, "调用活动没有说调用哪个流程", "请填被调用的流程（calledElement）")
        elif called.startswith("="):
            yield Fault(node, "被调用的流程不能由表达式算出", "请写流程标识；有几种可能时用排他网关分开")


@warning("call-without-mapping")
def call_without_mapping(diagram: Diagram) -> Iterator[Fault]:
    """Nothing passes into a called process that the diagram does not name."""
    for node in diagram.nodes:
        if node.tag == "callActivity" and not node.extension("in"):
            yield Fault(node, "调用活动没有传入任何变量", "请用 camunda:in 写明传入什么")


@warning("passes-everything")
def passes_everything(diagram: Diagram) -> Iterator[Fault]:
    """`variables="all"` hides what a process depends on."""
    for node in diagram.nodes:
        if any(mapping.get("variables") == "all" for tag in ("in", "out") for mapping in node.extension(tag)):
            yield Fault(node, "把全部变量传进传出", "请逐个写明传入、传出的变量")


@error("bad-mapping")
def bad_mapping(diagram: Diagram) -> Iterator[Fault]:
    """A mapping without a source, or an expression without a name, passes nothing."""
    for node in diagram.nodes:
        if any(_incomplete(mapping) for mapping in _mappings(node)):
            yield Fault(node, "变量映射缺来源或目标", "请填来源（source 或表达式）和目标（target）")
        if any(not parameter.get("name") for parameter in _parameters(node)):
            yield Fault(node, "输入输出参数没有名称", "请填名称")
        if any(
            not len(given.xml) and not text_of(given.xml) for given in _parameters(node, "outputParameter")
        ):
            yield Fault(node, "输出参数没有表达式", "请写 FEEL 表达式，如 = number，或删去这个参数")


def _mappings(node: Node) -> Iterator[Item]:
    for holder in (node, *node.events):
        yield from (Item(found) for tag in ("in", "out") for found in holder.extension(tag))


def _incomplete(mapping: Item) -> bool:
    if mapping.get("variables") or mapping.get("businessKey"):
        return False
    expression = (mapping.get("sourceExpression") or "").strip()
    return not mapping.get("source") and not (expression and mapping.get("target"))


@error("parameter-type")
def parameter_type(diagram: Diagram) -> Iterator[Fault]:
    """A parameter is a text or a FEEL expression; scripts are not run, lists and maps are written in FEEL."""
    for node in diagram.nodes:
        for parameter in _parameters(node):
            if any(parameter.xml.find(tag) is not None for tag in _NESTED):
                yield Fault(
                    node,
                    Text("参数 {what} 用了脚本、列表或映射", what=parameter.get("name")),
                    "请写成文字或“=”开头的 FEEL，如 = [a, b]、= {a: 1}",
                )


def _parameters(node: Node, *tags: str) -> Iterator[Item]:
    for group in node.extension("inputOutput"):
        for tag in tags or ("inputParameter", "outputParameter"):
            yield from (Item(found) for found in group.iterfind(names.camunda(tag)))


@warning("no-assignee")
def no_assignee(diagram: Diagram) -> Iterator[Fault]:
    """A user task that stands in no lane and names nobody."""
    laned = {text_of(found.xml) for found in diagram.held("flowNodeRef")}
    for node in diagram.nodes:
        named = any(node.camunda(kind) for kind in ("assignee", "candidateGroups", "candidateUsers"))
        if node.tag in ("userTask", "manualTask") and not named and not _around(node) & laned:
            yield Fault(node, "没有人能办这个用户任务", "请放进泳道，或填候选组（camunda:candidateGroups）")


@warning("ignored-notation")
def ignored_notation(diagram: Diagram) -> Iterator[Fault]:
    """What BPMN itself has for people, data and correlation, and this engine takes from elsewhere."""
    for node in diagram.nodes:
        if people := _people(node):
            told = Text("系统不读 {names} 里写的人", names=Joined("、", people))
            yield Fault(node, told, "请填候选组（camunda:candidateGroups）或放进泳道")
        if any(_moves(found) for tag in _ASSOCIATIONS for found in node.children(tag)):
            yield Fault(
                node, "数据关联只作图示，里面的赋值和转换不会执行", "请用输入输出参数（camunda:inputOutput）"
            )


def _people(node: Node) -> list[str]:
    return [tag for tag in _RESOURCES if any(text_of(found) for found in node.children(tag))]


def _moves(association: etree._Element) -> bool:
    return any(association.find(names.bpmn(tag)) is not None for tag in ("assignment", "transformation"))


def _around(node: Node) -> set[str]:
    found, scope = {node.id or ""}, node.scope
    while scope.parent is not None:
        found.add(scope.id or "")
        scope = scope.parent
    return found


@warning("no-limit")
def no_limit(diagram: Diagram) -> Iterator[Fault]:
    """A user task without a due date, and without a timer on it or around it: nobody is ever reminded."""
    for node in diagram.nodes:
        if node.tag == "userTask" and not node.camunda("dueDate") and not _is_timed(node):
            yield Fault(
                node, "用户任务没有时限，没有人会被催办", "请填期限（camunda:dueDate），如 = limits.名称"
            )


def _is_timed(node: Node) -> bool:
    around: Node | None = node
    while around is not None:
        if any(event.event("timer") for event in around.boundaries):
            return True
        around = around.scope.owner
    return False


@warning("no-form")
def no_form(diagram: Diagram) -> Iterator[Fault]:
    """A user task without a form can only be ticked off."""
    for node in diagram.nodes:
        if node.tag == "userTask" and not node.camunda("formKey"):
            yield Fault(node, "用户任务没有表单，只能办结", "请填表单（camunda:formKey）")


@warning("no-name")
def no_name(diagram: Diagram) -> Iterator[Fault]:
    """People read names: on the task list, in the trace, on paper."""
    for node in diagram.nodes:
        if node.tag in names.ACTIVITIES and not node.name:
            yield Fault(node, Text("{kind}没有名称", kind=chinese(node.tag)), "请用原文件的说法取名")


WORK: tuple[Rule[Diagram], ...] = (
    service_without_topic, send_without_target, rule_without_decision, call_without_process, call_without_mapping,
    passes_everything, bad_mapping, parameter_type, no_assignee, ignored_notation, no_limit, no_form, no_name,
)  # fmt: skip
