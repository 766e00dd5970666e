"""Namespaces and element names of BPMN 2.0 as the check needs them."""

from app.core.texts import texts

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"

SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
"""Elements that hold flow nodes."""

TASKS = frozenset(
    {
        "task", "userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "scriptTask", "manualTask",
    }
)  # fmt: skip

ACTIVITIES = TASKS | frozenset({"callActivity", "subProcess", "transaction", "adHocSubProcess"})

GATEWAYS = frozenset(
    {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"}
)

EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
"""Events; BPMN's implicit throw event is none that a diagram draws."""

FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS

CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})

REFERENCES = {
    "message": "messageRef",
    "signal": "signalRef",
    "error": "errorRef",
    "escalation": "escalationRef",
}
"""Kind of an event definition → the attribute that names what it catches or throws."""

CHINESE = texts(
    {
        "task": "未定类型的任务",
        "userTask": "用户任务",
        "serviceTask": "服务任务",
        "sendTask": "发送任务",
        "receiveTask": "接收任务",
        "businessRuleTask": "业务规则任务",
        "scriptTask": "脚本任务",
        "manualTask": "手工任务",
        "callActivity": "调用活动",
        "subProcess": "子流程",
        "transaction": "事务子流程",
        "adHocSubProcess": "随意子流程",
        "exclusiveGateway": "排他网关",
        "inclusiveGateway": "包容网关",
        "parallelGateway": "并行网关",
        "eventBasedGateway": "事件网关",
        "complexGateway": "复杂网关",
        "startEvent": "开始事件",
        "endEvent": "结束事件",
        "intermediateCatchEvent": "中间捕获事件",
        "intermediateThrowEvent": "中间抛出事件",
        "boundaryEvent": "边界事件",
        "process": "流程",
        "lane": "泳道",
        "participant": "泳池",
        "collaboration": "协作图",
        "sequenceFlow": "顺序流",
        "dataObject": "数据对象",
        "dataObjectReference": "数据对象",
        "dataStoreReference": "数据存储",
        "message": "消息",
        "signal": "信号",
        "error": "错误",
        "escalation": "升级",
        "timer": "计时",
        "conditional": "条件",
        "compensate": "补偿",
        "link": "链接",
        "cancel": "取消",
        "terminate": "终止",
    }
)
"""What the Chinese modeler calls each element."""


def bpmn(tag: str) -> str:
    """The qualified name of a BPMN element."""
    return f"{{{BPMN}}}{tag}"


def camunda(name: str) -> str:
    """The qualified name of an attribute or element of Camunda 7."""
    return f"{{{CAMUNDA}}}{name}"


def chinese(tag: str) -> str:
    """The Chinese name of an element, or its tag where it has none."""
    return CHINESE.get(tag, tag)
