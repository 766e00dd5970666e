"""Rules on extensions: the closed list of ours, what Camunda 7 has besides, and other vendors' vocabularies."""

from collections.abc import Iterable, Iterator

from lxml import etree

from app.core.texts import Joined, Text
from app.engine.lint import names
from app.engine.lint.finding import Fault, Rule, error, warning
from app.engine.lint.model import Diagram, Item, Node, elements, local
from app.engine.lint.vendors import ENGINES, HARMLESS, cure

PROPERTIES = frozenset({"clause", "notBy", "startableBy", "writes", "key", "collect", "into", "pileUp"})
"""The closed list of `camunda:property` names."""
_KNOWN = Text("可用的有 camunda:property：{names}", names=Joined("、", sorted(PROPERTIES)))

_RUN_HERE = frozenset(
    {
        "assignee", "candidateGroups", "candidateUsers", "dueDate", "followUpDate", "priority", "formKey",
        "decisionRef", "resultVariable", "mapDecisionResult", "type", "topic", "collection", "elementVariable",
    }
)  # fmt: skip
_CODE = frozenset(
    {
        "class", "delegateExpression", "expression", "script", "resource", "variableMappingClass",
        "variableMappingDelegateExpression", "formHandlerClass", "taskListener", "executionListener", "connector",
        "field", "formData",
    }
)  # fmt: skip
_OTHER_FORMS = frozenset({"formRef", "formRefBinding", "formRefVersion"})
_ELEMENTS = frozenset({"properties", "in", "out", "inputOutput"})
_TOLD = 6
"""Settings that one finding names; the author meets the others when these are mended."""
_SILENT = frozenset(
    {
        names.BPMN, names.BPMNDI, names.DC, names.DI, names.XSI, names.CAMUNDA,
        "http://camunda.org/schema/modeler/1.0", "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://bpmn.io/schema/bpmn/biocolors/1.0",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0", "http://www.w3.org/XML/1998/namespace",
    }
)  # fmt: skip


@warning("unknown-property")
def unknown_property(diagram: Diagram) -> Iterator[Fault]:
    """A `camunda:property` outside the closed list: kept, and without effect."""
    for node in diagram.nodes:
        for holder in (node, *node.events):
            for name, _ in holder.properties():
                if name not in PROPERTIES:
                    yield Fault(node, Text("扩展属性“{name}”不认识，保留但不起作用", name=name[:40]), _KNOWN)
            if foreign := _foreign_properties(holder):
                shown = "、".join(name[:40] for name in foreign[:_TOLD])
                yield Fault(node, Text("其他引擎的扩展属性（{shown}）保留但不起作用", shown=shown), _KNOWN)


def _foreign_properties(holder: Item) -> list[str]:
    groups = (found for found in holder.extensions() if etree.QName(found).namespace in ENGINES)
    found = (each for group in groups if local(group) == "properties" for each in elements(group))
    return [each.get("name") or "" for each in found]


@error("bad-property")
def bad_property(diagram: Diagram) -> Iterator[Fault]:
    """A property with a value that it does not take, or on an element that it says nothing about."""
    for node in diagram.nodes:
        given = dict(node.properties())
        if given.get("pileUp", "one") != "one":
            yield Fault(node, "扩展属性 pileUp 只能是 one", "请写 one 或删去")
        if "notBy" in given and node.tag != "userTask":
            yield Fault(node, "扩展属性 notBy 只用于用户任务", "请移到审批的用户任务上")
        repeated = [name for name, _ in node.properties()]
        for name in PROPERTIES & {name for name in repeated if repeated.count(name) > 1}:
            yield Fault(
                node, Text("扩展属性 {name} 写了不止一次", name=name), "请合并成一个，几个值用空格分开"
            )


def _attributes(item: Item, namespace: str) -> set[str]:
    found = (etree.QName(name) for name in item.xml.attrib)
    return {name.localname for name in found if name.namespace == namespace}


def _extensions(item: Item, namespace: str) -> set[str]:
    return {local(found) for found in item.extensions() if etree.QName(found).namespace == namespace}


def _holders(node: Node) -> Iterator[Item]:
    yield node
    yield from node.events
    if node.loop is not None:
        yield Item(node.loop)


def _used(node: Node, namespace: str) -> set[str]:
    return {
        name
        for holder in _holders(node)
        for name in _attributes(holder, namespace) | _extensions(holder, namespace)
    }


@error("camunda-code")
def camunda_code(diagram: Diagram) -> Iterator[Fault]:
    """Java classes, listeners, scripts, connectors and generated forms of Camunda 7."""
    used: list[tuple[Item, set[str]]] = [(node, _used(node, names.CAMUNDA)) for node in diagram.nodes]
    used += [(item, _extensions(item, names.CAMUNDA)) for item in (*diagram.processes, *diagram.flows)]
    for item, words in used:
        if found := sorted(words & _CODE):
            yield Fault(
                item,
                Text("系统不运行 {names}", names=Joined("、", (f"camunda:{name}" for name in found))),
                "办事请用服务任务的主题（External），填写请用表单（formKey），其余请删去",
            )


@error("form-reference")
def form_reference(diagram: Diagram) -> Iterator[Fault]:
    """Camunda Forms by reference: the form would not be shown."""
    for node in diagram.nodes:
        if _used(node, names.CAMUNDA) & _OTHER_FORMS:
            yield Fault(
                node, "表单用的是 formRef，系统不会显示", "请改用 Embedded 或 External 表单，填 formKey"
            )


@warning("ignored-attribute")
def ignored_attribute(diagram: Diagram) -> Iterator[Fault]:
    """Other settings of Camunda 7: kept, and without effect."""
    for node in diagram.nodes:
        ignored = sorted(_used(node, names.CAMUNDA) - _RUN_HERE - _ELEMENTS - _CODE - _OTHER_FORMS)
        if ignored:
            yield Fault(
                node,
                Text("{names} 保留但不起作用", names=Joined("、", (f"camunda:{name}" for name in ignored))),
                "不需要请删去",
            )


@error("foreign-vocabulary")
def foreign_vocabulary(diagram: Diagram) -> Iterator[Fault]:
    """What another engine would run and this one would pass by in silence."""
    for item, words in _vocabularies(diagram):
        for namespace, vendor in ENGINES.items():
            if found := sorted(words.get(namespace, set()) - HARMLESS):
                shown = found[:_TOLD]
                yield Fault(
                    item,
                    Text(
                        "用的是 {vendor} 的扩展（{names}），系统不会执行",
                        vendor=vendor,
                        names=Joined("、", shown),
                    ),
                    cure(namespace, shown),
                )


def _vocabularies(diagram: Diagram) -> Iterator[tuple[Item, dict[str | None, set[str]]]]:
    """Settings by namespace, of whatever carries some."""
    for node in diagram.nodes:
        written = (name for holder in _holders(node) for name in (*holder.xml.attrib, *_tags(holder)))
        yield node, _by_namespace(written)
    outside = (item for items in diagram.globals.values() for item in items.values())
    for item in (*diagram.processes, *diagram.flows, *outside):
        yield item, _by_namespace(_tags(item))


def _tags(item: Item) -> Iterator[str]:
    return (str(found.tag) for found in item.extensions())


def _by_namespace(written: Iterable[str]) -> dict[str | None, set[str]]:
    words: dict[str | None, set[str]] = {}
    for name in map(etree.QName, written):
        words.setdefault(name.namespace, set()).add(name.localname)
    return words


@warning("other-vocabulary")
def other_vocabulary(diagram: Diagram) -> Iterator[Fault]:
    """Extensions of other tools, told once each: kept, and without effect."""
    told: set[str] = set()
    for item in (*diagram.nodes, *diagram.flows):
        for namespace in _namespaces(item) - _SILENT - ENGINES.keys() - told:
            told.add(namespace)
            yield Fault(
                item,
                Text("有其他工具的扩展（{namespace}），保留但不起作用", namespace=namespace[:80]),
                "可以不管",
            )


def _namespaces(item: Item) -> set[str]:
    found = {etree.QName(name).namespace for name in item.xml.attrib}
    found |= {etree.QName(child).namespace for child in item.extensions()}
    found |= {etree.QName(child).namespace for child in elements(item.xml)}
    return {namespace for namespace in found if namespace}


VOCABULARY: tuple[Rule[Diagram], ...] = (
    unknown_property, bad_property, camunda_code, form_reference, ignored_attribute, foreign_vocabulary,
    other_vocabulary,
)  # fmt: skip
