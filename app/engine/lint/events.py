"""Rules on events: what they wait for, what they throw, where they may stand."""

from collections.abc import Iterator

from app.core.texts import Text, texts
from app.engine.lint import graph
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, EventDefinition, Node, Scope, text_of
from app.engine.lint.names import ACTIVITIES, chinese

_THROWING = frozenset({"message", "signal", "escalation", "link"})
_ALLOWED = {
    "startEvent": frozenset({"message", "signal", "timer", "conditional"}),
    "intermediateCatchEvent": frozenset({"message", "signal", "timer", "conditional", "link"}),
    "intermediateThrowEvent": _THROWING,
    "boundaryEvent": frozenset(
        {"message", "signal", "timer", "conditional", "error", "escalation", "cancel"}
    ),
    "endEvent": frozenset({"message", "signal", "escalation", "error", "terminate", "cancel"}),
}
_IN_EVENT_SCOPE = frozenset({"message", "signal", "timer", "conditional", "error", "escalation"})
_WORDS = texts({"message": "消息", "signal": "信号", "error": "错误", "escalation": "升级"})


def _events(diagram: Diagram, *kinds: str) -> Iterator[tuple[Node, EventDefinition]]:
    return ((node, event) for node in diagram.nodes for event in node.events if event.kind in kinds)


def _starts_event_scope(node: Node) -> bool:
    return node.tag == "startEvent" and node.scope.is_event_scope


@error("compensation")
def compensation(diagram: Diagram) -> Iterator[Fault]:
    """The engine passes compensation by in silence."""
    for node, _ in _events(diagram, "compensate"):
        yield Fault(
            node, "系统不运行补偿事件", "撤销要办的事请直接画成环节（如“通知撤销调令”），由登记过的调令驱动"
        )
    for node in diagram.nodes:
        if node.get("isForCompensation") == "true":
            yield Fault(node, "系统不运行补偿环节", "请去掉补偿标记，用顺序流连上")


@error("several-triggers")
def several_triggers(diagram: Diagram) -> Iterator[Fault]:
    """An event with several triggers, or with one that is defined elsewhere."""
    for node in diagram.nodes:
        if len(node.events) > 1:
            yield Fault(node, "一个事件有不止一个触发", "请拆成几个事件，各有一个触发")
        elif node.children("eventDefinitionRef"):
            yield Fault(node, "事件引用了别处定义的触发", "请把触发写在事件本身")


def _allowed(node: Node) -> frozenset[str]:
    if node.tag == "startEvent" and node.scope.parent:
        return _IN_EVENT_SCOPE if node.scope.is_event_scope else frozenset()
    return _ALLOWED.get(node.tag, frozenset())


@error("unsupported-event")
def unsupported_event(diagram: Diagram) -> Iterator[Fault]:
    """A trigger that the engine does not know at that place."""
    for node in diagram.nodes:
        for event in node.events:
            if event.kind != "compensate" and event.kind not in _allowed(node):
                yield Fault(
                    node,
                    Text("{kind}不能用“{trigger}”触发", kind=chinese(node.tag), trigger=chinese(event.kind)),
                    "请换成这个位置能用的触发",
                )


@error("missing-trigger")
def missing_trigger(diagram: Diagram) -> Iterator[Fault]:
    """An event that waits, but for nothing."""
    for node in diagram.nodes:
        waiting = node.tag in ("intermediateCatchEvent", "boundaryEvent") or _starts_event_scope(node)
        if waiting and not node.events and not node.children("eventDefinitionRef"):
            yield Fault(
                node, Text("{kind}没有说等什么", kind=chinese(node.tag)), "请设为消息、计时、信号等触发"
            )


@error("event-condition")
def event_condition(diagram: Diagram) -> Iterator[Fault]:
    """A conditional event says what it waits for."""
    for node, event in _events(diagram, "conditional"):
        if not any(text_of(condition) for condition in event.children("condition")):
            yield Fault(node, "条件事件没有写条件", "请填条件（FEEL）")


@error("boundary-host")
def boundary_host(diagram: Diagram) -> Iterator[Fault]:
    """A boundary event stands on an activity of its own scope."""
    for node in diagram.nodes:
        if node.tag != "boundaryEvent":
            continue
        if node.host is None:
            yield Fault(node, "边界事件没有贴在同一层的环节上", "请拖到一个任务或子流程的边上")
        elif node.host.tag not in ACTIVITIES or node.host.is_event_scope:
            yield Fault(
                node,
                Text("边界事件不能贴在{kind}上", kind=chinese(node.host.tag)),
                "请拖到一个任务或子流程的边上",
            )


@error("non-interrupting-error")
def non_interrupting_error(diagram: Diagram) -> Iterator[Fault]:
    """An error always ends what it leaves."""
    for node, event in _events(diagram, "error", "cancel"):
        if (node.tag == "boundaryEvent" or _starts_event_scope(node)) and not node.interrupts:
            yield Fault(
                node, Text("{kind}事件必须是中断的", kind=chinese(event.kind)), "请改为中断，或改用升级事件"
            )


@error("cancel-outside-transaction")
def cancel_outside_transaction(diagram: Diagram) -> Iterator[Fault]:
    """Cancelling belongs to a transaction: ends inside it, boundary events on it."""
    for node, _ in _events(diagram, "cancel"):
        around = node.host if node.tag == "boundaryEvent" else node.scope
        if around is not None and around.tag != "transaction":
            yield Fault(node, "取消事件只能用在事务子流程上", "请改用错误事件或终止结束")


@error("missing-message")
def missing_message(diagram: Diagram) -> Iterator[Fault]:
    """Messages meet by name: one without a name meets nothing."""
    for node, event in _events(diagram, "message"):
        if event.target is None or not event.target.name:
            yield Fault(node, "消息事件没有选消息，或消息没有名称", "请在属性里选一个有名称的消息")
    for node in diagram.nodes:
        if node.tag == "receiveTask":
            message = diagram.globals["message"].get(node.get("messageRef") or "")
            if message is None or not message.name:
                yield Fault(node, "接收任务没有选消息，或消息没有名称", "请在属性里选一个有名称的消息")


@error("missing-signal")
def missing_signal(diagram: Diagram) -> Iterator[Fault]:
    """Signals meet by name."""
    for node, event in _events(diagram, "signal"):
        if event.target is None or not event.target.name:
            yield Fault(node, "信号事件没有选信号，或信号没有名称", "请在属性里选一个有名称的信号")


@error("missing-code")
def missing_code(diagram: Diagram) -> Iterator[Fault]:
    """A thrown error or escalation is caught by its code; a catch may leave it out and catches all."""
    for node, event in _events(diagram, "error", "escalation"):
        word = _WORDS[event.kind]
        if event.reference and event.target is None:
            yield Fault(
                node,
                Text("引用的{word}“{reference}”不存在", word=word, reference=event.reference),
                Text("请在属性里重新选{word}", word=word),
            )
        elif node.tag in ("endEvent", "intermediateThrowEvent"):
            code = event.target.get(f"{event.kind}Code") if event.target else None
            if not code:
                yield Fault(
                    node,
                    Text("抛出的{word}没有代码", word=word),
                    Text("请选一个有代码（{kind}Code）的{word}", kind=event.kind, word=word),
                )


@error("link-pair")
def link_pair(diagram: Diagram) -> Iterator[Fault]:
    """A throwing link goes on at the one catching link of its name in the same scope."""
    for scope in diagram.scopes:
        names = [
            event.name for node in scope.nodes if node.tag == "intermediateCatchEvent"
            for event in node.events if event.kind == "link"
        ]  # fmt: skip
        for node in scope.nodes:
            link = node.event("link")
            if link is None:
                continue
            if not link.name:
                yield Fault(node, "链接事件没有名称", "请给成对的链接取同一个名称")
            elif node.tag == "intermediateThrowEvent" and link.name not in names:
                yield Fault(
                    node,
                    Text("找不到名为“{name}”的链接捕获事件", name=link.name),
                    "请在同一层画出它，名称一字不差",
                )
            elif node.tag == "intermediateCatchEvent" and names.count(link.name) > 1:
                yield Fault(node, Text("名为“{name}”的链接捕获事件不止一个", name=link.name), "请只留一个")


def _catches(diagram: Diagram) -> Iterator[tuple[Node, str]]:
    """What waits for a message inside an instance, with the message's name."""
    for node in diagram.nodes:
        if node.tag == "receiveTask":
            target = diagram.globals["message"].get(node.get("messageRef") or "")
        else:
            event = node.event("message")
            top_start = node.tag == "startEvent" and node.scope.parent is None
            catching = node.tag in ("startEvent", "intermediateCatchEvent", "boundaryEvent") and not top_start
            target = event.target if event and catching else None
        if target is not None and target.name:
            yield node, target.name


@error("ambiguous-message")
def ambiguous_message(diagram: Diagram) -> Iterator[Fault]:
    """Without a key every catch of the name fires when one message comes."""
    caught: dict[tuple[Scope, str], list[Node]] = {}
    for node, name in _catches(diagram):
        caught.setdefault((node.scope.process, name), []).append(node)
    for (_, name), nodes in caught.items():
        for node in nodes if len(nodes) > 1 else ():
            if not _key(node):
                yield Fault(
                    node,
                    Text(
                        "消息“{name}”在本流程里有 {count} 处接收，而这里没有关联键",
                        name=name,
                        count=len(nodes),
                    ),
                    "请加扩展属性 key（如“= case.no”），使一条消息只到一处",
                )


def _key(node: Node) -> str | None:
    event = node.event("message")
    return node.property("key") or (event.property("key") if event else None)


@error("pile-up")
def pile_up(diagram: Diagram) -> Iterator[Fault]:
    """Each tick of a cycle opens the user task once more, on top of those still open."""
    for node in _ticking(diagram):
        reached = graph.reach(node.successors())
        for task in (inner for found in reached for inner in _inside(found)):
            if task.tag == "userTask" and task.property("pileUp") != "one":
                yield Fault(
                    task,
                    "这个用户任务在循环计时的路径上，每到一次就多开一件",
                    "请加扩展属性 pileUp = one（已开的提醒一次，不再多开），或改用服务任务催办",
                )


def _ticking(diagram: Diagram) -> Iterator[Node]:
    for node in diagram.nodes:
        timer = node.event("timer")
        repeating = timer is not None and bool(timer.children("timeCycle"))
        if repeating and not node.interrupts and (node.tag == "boundaryEvent" or _starts_event_scope(node)):
            yield node


def _inside(node: Node) -> Iterator[Node]:
    yield node
    for inner in node.inner.nodes if node.inner else ():
        yield from _inside(inner)


@warning("unstartable-message")
def unstartable_message(diagram: Diagram) -> Iterator[Fault]:
    """An event sub-process that waits for a message which nobody here throws and no group may send."""
    thrown = {
        event.target.name
        for node, event in _events(diagram, "message")
        if node.tag in ("intermediateThrowEvent", "endEvent") and event.target
    }
    for node, event in _events(diagram, "message"):
        if event.target is None or event.target.name in thrown or node.property("startableBy") is not None:
            continue
        if _starts_event_scope(node):
            yield Fault(
                node,
                Text("没有人能发出消息“{name}”", name=event.target.name),
                "请用扩展属性 startableBy 写明哪些候选组可以触发",
            )


EVENTS: tuple[Rule[Diagram], ...] = (
    compensation, several_triggers, unsupported_event, missing_trigger, event_condition, boundary_host,
    non_interrupting_error, cancel_outside_transaction, missing_message, missing_signal, missing_code, link_pair,
    ambiguous_message, pile_up, unstartable_message,
)  # fmt: skip
