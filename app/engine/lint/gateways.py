"""Rules on gateways and on the conditions and defaults of the flows that leave a node."""

from collections.abc import Iterator

from app.core.texts import Text
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Flow, Node, text_of
from app.engine.lint.names import ACTIVITIES, chinese

_CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})


def _branching(diagram: Diagram) -> Iterator[Node]:
    """Exclusive and inclusive gateways with more than one way out."""
    return (node for node in diagram.nodes if node.tag in _CHOOSING and len(node.outgoing) > 1)


def _always(flow: Flow) -> bool:
    return text_of(flow.condition).removeprefix("=").strip() == "true"


@error("missing-default")
def missing_default(diagram: Diagram) -> Iterator[Fault]:
    """When no condition holds, the engine does not know where to go."""
    for node in _branching(diagram):
        if any(flow.is_default for flow in node.outgoing):
            continue
        if node.tag == "inclusiveGateway" and any(_always(flow) for flow in node.outgoing):
            continue
        yield Fault(
            node,
            Text("{kind}没有默认流，条件都不成立时流程会停住", kind=chinese(node.tag)),
            "请把其中一条顺序流设为默认流",
        )


@error("missing-condition")
def missing_condition(diagram: Diagram) -> Iterator[Fault]:
    """A flow without condition that is not the default is never told apart from the others."""
    for node in _branching(diagram):
        for flow in node.outgoing:
            if not flow.is_default and not text_of(flow.condition):
                yield Fault(
                    flow,
                    Text("从{kind}流出的这条顺序流没有条件", kind=chinese(node.tag)),
                    "请写条件（FEEL），或设为默认流",
                )


@error("unknown-default")
def unknown_default(diagram: Diagram) -> Iterator[Fault]:
    """The default names a flow that does not leave the node."""
    for node in diagram.nodes:
        default = node.get("default")
        if default and default not in {flow.id for flow in node.outgoing}:
            yield Fault(node, Text("默认流“{default}”不从这里流出", default=default), "请重新指定默认流")


@warning("default-with-condition")
def default_with_condition(diagram: Diagram) -> Iterator[Fault]:
    """The condition of a default flow is never asked."""
    for flow in diagram.flows:
        if flow.is_default and text_of(flow.condition):
            yield Fault(flow, "默认流上的条件不会被判断", "请删去条件，或另设默认流")


@error("condition-not-allowed")
def condition_not_allowed(diagram: Diagram) -> Iterator[Fault]:
    """Behind parallel and event-based gateways and events every flow is taken, whatever its condition says."""
    for flow in diagram.flows:
        source = flow.source
        if source and text_of(flow.condition) and source.tag not in _CHOOSING | ACTIVITIES:
            yield Fault(
                flow,
                Text("{kind}后的条件不会被判断", kind=chinese(source.tag)),
                "请删去条件，或在前面放一个排他（包容）网关",
            )


@error("gateway-without-flow")
def gateway_without_flow(diagram: Diagram) -> Iterator[Fault]:
    """A gateway that leads nowhere decides nothing."""
    for node in diagram.nodes:
        if node.tag.endswith("Gateway") and not node.outgoing:
            yield Fault(
                node, Text("{kind}没有流出的顺序流", kind=chinese(node.tag)), "请连到下一个环节或结束事件"
            )


@error("event-gateway-target")
def event_gateway_target(diagram: Diagram) -> Iterator[Fault]:
    """What comes first decides: each way begins with an event to wait for, and at least two ways."""
    for node in diagram.nodes:
        if node.tag != "eventBasedGateway":
            continue
        if len(node.outgoing) == 1:
            yield Fault(node, "事件网关只有一条出路", "请直接画捕获事件，或再加一条出路")
        for target in node.successors():
            if target.tag not in ("intermediateCatchEvent", "receiveTask"):
                yield Fault(
                    target, "事件网关后面只能是捕获事件或接收任务", "请改为消息、计时、信号或条件捕获事件"
                )
            elif len(target.incoming) > 1:
                yield Fault(target, "事件网关后面的捕获事件还有别的流入", "请只从这一个事件网关流入")


@error("event-gateway-timers")
def event_gateway_timers(diagram: Diagram) -> Iterator[Fault]:
    """Two timers behind one event-based gateway share one due time in the engine."""
    for node in diagram.nodes:
        if node.tag == "eventBasedGateway":
            timers = [target for target in node.successors() if target.event("timer")]
            for timer in timers[1:]:
                yield Fault(timer, "一个事件网关后面只能有一个计时", "请只留最早的计时，其余的接在它后面")


@error("event-gateway-instantiate")
def event_gateway_instantiate(diagram: Diagram) -> Iterator[Fault]:
    """An event-based gateway cannot start an instance here."""
    for node in diagram.nodes:
        if node.tag == "eventBasedGateway" and node.get("instantiate") == "true":
            yield Fault(node, "事件网关不能启动流程", "请改为几个消息开始事件")


GATEWAYS: tuple[Rule[Diagram], ...] = (
    missing_default, missing_condition, unknown_default, default_with_condition, condition_not_allowed,
    gateway_without_flow, event_gateway_target, event_gateway_timers, event_gateway_instantiate,
)  # fmt: skip
