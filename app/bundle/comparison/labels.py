"""What the properties of a BPMN element are called, by the path below it (see `xmlwalk`)."""

from app.bundle.comparison.xmlwalk import Path, argument, without_counts
from app.core.texts import Text, texts
from app.engine.lint.names import chinese

_PROPERTIES = texts(
    {
        "clause": "条款",
        "key": "关联键",
        "startableBy": "可由谁发起",
        "notBy": "不得由谁办",
        "writes": "写入",
        "collect": "汇总",
        "into": "汇总到",
        "pileUp": "积压时",
    }
)
_ATTRIBUTES = texts(
    {
        "name": "名称",
        "camunda:formKey": "表单",
        "camunda:candidateGroups": "候选组",
        "camunda:candidateUsers": "候选人",
        "camunda:assignee": "办理人",
        "camunda:dueDate": "时限",
        "camunda:followUpDate": "跟进时间",
        "camunda:priority": "优先级",
        "camunda:topic": "系统动作",
        "camunda:type": "动作方式",
        "camunda:decisionRef": "决策",
        "camunda:mapDecisionResult": "决策结果取法",
        "camunda:resultVariable": "结果存入",
        "camunda:collection": "逐个对象",
        "camunda:elementVariable": "每个对象叫",
        "camunda:initiator": "发起人存入",
        "camunda:historyTimeToLive": "历史保留",
        "camunda:asyncBefore": "之前单独成一步",
        "camunda:asyncAfter": "之后单独成一步",
        "camunda:exclusive": "不与别的作业同时做",
        "calledElement": "调用流程",
        "sourceRef": "起点",
        "targetRef": "终点",
        "attachedToRef": "附着在",
        "default": "默认走向",
        "messageRef": "消息",
        "signalRef": "信号",
        "errorRef": "错误",
        "escalationRef": "升级",
        "processRef": "画的是哪个流程",
        "dataObjectRef": "数据对象",
        "dataStoreRef": "数据存储",
        "errorCode": "错误代码",
        "escalationCode": "升级代码",
        "isExecutable": "能运行",
        "isSequential": "逐个进行",
        "cancelActivity": "中断所附着的步骤",
        "isInterrupting": "中断所在的流程",
        "triggeredByEvent": "由事件触发",
        "isForCompensation": "用于补偿",
        "isCollection": "是列表",
        "scriptFormat": "脚本语言",
        "gatewayDirection": "网关方向",
        "associationDirection": "关联方向",
        "exporter": "制图软件",
        "exporterVersion": "制图软件版本",
        "targetNamespace": "命名空间",
    }
)
_TEXTS = texts(
    {
        "documentation": "说明",
        "conditionExpression": "条件",
        "script": "脚本",
        "text": "文字",
        "completionCondition": "完成条件",
        "loopCardinality": "次数",
        "timeDuration": "等多久",
        "timeDate": "到何时",
        "timeCycle": "每隔多久",
        "condition": "条件",
        "multiInstanceLoopCharacteristics": "多实例",
        "standardLoopCharacteristics": "循环",
    }
)


def label_of(path: Path) -> str:
    """What a property is called; one that is not known by its own name, unabridged."""
    steps, name = without_counts(path), argument(path)
    last, before = (steps[-1], steps[:-1]) if steps else ("", ())
    if last == "@value" and before[-1:] == ("camunda:property",):
        return _PROPERTIES.get(name) or Text("属性 {name}", name=name)
    if last in _NAMED:
        return Text(_NAMED[last], name=name)
    if last.startswith("@"):
        return _of_attribute(last[1:], before)
    if last.endswith("EventDefinition"):
        return Text("触发事件")
    return _TEXTS.get(last) or "/".join(step for step in path if step != "extensionElements") or Text("内容")


_NAMED = {
    "camunda:inputParameter": "输入“{name}”",
    "camunda:outputParameter": "输出“{name}”",
    "camunda:in": "传入“{name}”",
    "camunda:out": "传出“{name}”",
}


def _of_attribute(name: str, before: Path) -> str:
    holder = before[-1] if before else ""
    if name == "id":
        return Text("{holder}的编号", holder=_holder(holder))
    if holder == "conditionExpression" and name == "language":
        return Text("条件的语言")
    known = _ATTRIBUTES.get(name)
    if known and (not holder or holder.endswith(("EventDefinition", "Characteristics"))):
        return known
    if known:
        return Text("{holder}的{name}", holder=_holder(holder), name=known)
    return Text("{holder}的 {name}", holder=_holder(holder), name=name) if holder else name


def _holder(tag: str) -> str:
    if tag.endswith("EventDefinition"):
        return Text("{trigger}事件", trigger=chinese(tag.removesuffix("EventDefinition")))
    return _TEXTS.get(tag) or chinese(tag)
