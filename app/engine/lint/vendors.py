"""Vocabularies of other engines: whose they are, and where this engine wants the same thing said."""

from app.core.texts import Joined, Text, texts
from app.engine.lint.names import CAMUNDA

_CAMUNDA_7_RELATIVES = {
    "http://activiti.org/bpmn": "Activiti",
    "http://flowable.org/bpmn": "Flowable",
    "http://operaton.org/schema/1.0/bpmn": "Operaton",
}
"""They say under another namespace what Camunda 7 says."""

ENGINES = _CAMUNDA_7_RELATIVES | {
    "http://camunda.org/schema/zeebe/1.0": "Camunda 8（zeebe）",
    "http://www.jboss.org/drools": "jBPM",
    "http://www.omg.org/bpmn20": "jBPM",
    "http://spiffworkflow.org/bpmn/schema/1.0/core": "SpiffWorkflow",
    "http://processmaker.com/BPMN/2.0/Schema.xsd": "ProcessMaker",
    "http://www.imixs.org/bpmn2": "Imixs",
    "http://www.bonitasoft.org/studio/connector/definition/6.0": "Bonita",
    "http://paed01.github.io/bpmn-engine/schema/2017/08/bpmn": "bpmn-engine",
}
"""Namespace → the engine that would run what is written in it."""

HARMLESS = frozenset(
    {
        "async", "exclusive", "initiator", "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon",
        "versionTag", "properties", "userTask", "category", "metaData", "selectable", "documentation", "version",
        "packageName", "adHoc", "import", "global", "color", "bgcolor", "bordercolor", "fontsize",
        "asyncBefore", "asyncAfter", "failedJobRetryTimeCycle", "jobPriority", "formFieldValidation",
        "allowInterstitial",
    }
)  # fmt: skip
"""Settings whose absence changes nothing that a process does."""

_TOPIC = "camunda:topic（实现选 External）"
_FORM = "camunda:formKey"
_PEOPLE = "camunda:candidateGroups、camunda:assignee"
_MAPPING = "camunda:inputOutput"
_HERE = texts({
    "taskDefinition": _TOPIC, "serviceTaskOperator": _TOPIC, "scriptRef": _TOPIC, "type": _TOPIC,
    "taskHeaders": "camunda:inputParameter", "ioMapping": _MAPPING, "preScript": _MAPPING, "postScript": _MAPPING,
    "formDefinition": _FORM, "screenRef": _FORM, "formProperty": _FORM, "formKey": _FORM, "form": _FORM,
    "assignmentDefinition": _PEOPLE, "assignment": _PEOPLE, "assignedUsers": _PEOPLE, "assignedGroups": _PEOPLE,
    "assignee": _PEOPLE, "taskSchedule": "camunda:dueDate、camunda:followUpDate", "dueIn": "camunda:dueDate",
    "priorityDefinition": "camunda:priority", "calledElement": "calledElement 与 camunda:in、camunda:out",
    "calledDecision": "camunda:decisionRef、camunda:resultVariable", "calledDecisionId": "camunda:decisionRef",
    "ruleFlowGroup": "camunda:decisionRef",
    "loopCharacteristics": "camunda:collection、camunda:elementVariable，结果用扩展属性 collect 与 into",
    "subscription": "扩展属性 key", "script": "<script>（scriptFormat=feel）与 camunda:resultVariable",
    "startEvent": "camunda:candidateStarterGroups", "onEntry-script": "camunda:inputOutput（FEEL）",
    "onExit-script": "camunda:inputOutput（FEEL）", "message": "bpmn:message 的名称",
    "instructionsForEndUser": "说明（documentation）", "userTaskForm": "camunda:formKey 与包里的表单",
})  # fmt: skip
"""Setting of another engine → where it stands in the vocabulary that runs here."""


def cure(namespace: str, settings: list[str]) -> str:
    """How to say here what another engine's settings say."""
    if namespace in _CAMUNDA_7_RELATIVES:
        return Text(
            "这些设置与 Camunda 7 同名：请把文件里的 {namespace} 换成 {camunda}（前缀可以不变），再检查一次",
            namespace=namespace,
            camunda=CAMUNDA,
        )
    known = [Text("{name} 改填 {here}", name=name, here=_HERE[name]) for name in settings if name in _HERE]
    unknown = [name for name in settings if name not in _HERE]
    rest = Text("{names} 没有对应的设置，请删去", names=Joined("、", unknown))
    if not known:
        return rest
    return Text("请改写后删去：{names}", names=Joined("；", [*known, rest] if unknown else known))
