"""Which variables an expression at some element of a diagram can name: what earlier steps have entered or fetched."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.bundle.bundle import Bundle
from app.bundle.topics import TOPICS
from app.core.texts import Text
from app.engine.lint import names
from app.engine.lint.facts import read_diagrams
from app.engine.lint.graph import reach
from app.engine.lint.model import Diagram, Flow, Node, Scope
from app.engine.lint.variables import results
from app.engine.xml import XmlRefused, read_xml

_CASE = (("no", "编号"), ("title", "名称"), ("level", "等级"), ("type", "类型"), ("drill", "是否演练"))
_TYPES = {
    "number": "number",
    "datetime": "date",
    "checkbox": "boolean",
    "checklist": "list",
    "taglist": "list",
    "dynamiclist": "list",
    "group": "context",
}


@dataclass(frozen=True, slots=True)
class Variable:
    """A name, the sort of its value, where it comes from in words, and what stands inside it."""

    name: str
    type: str = "any"
    detail: str = ""
    fields: tuple["Variable", ...] = ()


def variables_at(data: bytes, element: str, bundle: Bundle) -> tuple[Variable, ...]:
    """What is known at an element of a diagram; for a sequence flow, what is known when its source is done.

    An element that the file does not hold knows what every process knows.
    """
    found: dict[str, Variable] = {}
    for diagram in read_diagrams([data]):
        for variable in _entered(diagram, element, bundle):
            merge(found, variable)
    for variable in _always(bundle):
        merge(found, variable)
    found.pop("", None)
    return tuple(sorted(found.values(), key=lambda one: one.name))


def merge(found: dict[str, Variable], new: Variable) -> None:
    """Put a variable among others by its name; what stands inside is taken together."""
    known = found.get(new.name)
    if known is None:
        found[new.name] = new
    elif new.fields:
        fields = {one.name: one for one in (*known.fields, *new.fields)}
        found[new.name] = replace(
            known, type=known.type if known.fields else new.type, fields=tuple(fields.values())
        )


def _always(bundle: Bundle) -> Iterator[Variable]:
    case = tuple(Variable(name, "string", label) for name, label in _CASE)
    yield Variable("case", "context", "本件", case)
    limits = tuple(Variable(name, "duration", by["default"]) for name, by in bundle.settings.limits.items())
    yield Variable("limits", "context", "时限（settings.yaml）", limits)


def _entered(diagram: Diagram, element: str, bundle: Bundle) -> Iterator[Variable]:
    at = _place(diagram, element)
    if at is None:
        return
    node, done = at
    yield from _around(node)
    if done:
        yield from _given(node, bundle)
    else:
        yield from _results(node)
    for earlier in _before(node):
        yield from _given(earlier, bundle)
    yield from _objects(node.scope, diagram, bundle)
    yield from _passed_in(node.scope.process.id, bundle)


def _place(diagram: Diagram, element: str) -> tuple[Node, bool] | None:
    """The node to look back from, and whether it is done by then."""
    for node in diagram.nodes:
        if node.id == element:
            return node, False
    flow: Flow | None = next((one for one in diagram.flows if one.id == element), None)
    return (flow.source, True) if flow is not None and flow.source is not None else None


def _before(node: Node) -> Iterator[Node]:
    """Everything that may have run before a node, outwards through the scopes around it."""
    earlier = reach(_predecessors(node), step=_predecessors)
    yield from sorted(earlier, key=lambda one: one.line or 0)
    owner = node.scope.owner
    if owner is None:
        return
    if owner.is_event_scope:
        yield from owner.scope.nodes
    yield from _before(owner)


def _predecessors(node: Node) -> Iterator[Node]:
    yield from node.predecessors()
    yield from (other for other in node.scope.nodes if node in other.links)


def _around(node: Node) -> Iterator[Variable]:
    """The item of each multi-instance that a node is, or stands in."""
    here: Node | None = node
    while here is not None:
        item = here.loop.get(names.camunda("elementVariable")) if here.loop is not None else None
        if item:
            yield Variable(item, "any", Text("“{name}”多实例的一项", name=here.name or here.id))
            yield Variable("loopCounter", "number", "第几个")
        here = here.scope.owner


def _results(node: Node) -> Iterator[Variable]:
    """What the connector of the node itself gives to the node's own outputs."""
    topic = TOPICS.get(node.camunda("topic") or "")
    for name in topic.results if topic else ():
        yield Variable(name, "any", Text("连接器“{name}”的结果", name=topic.name if topic else ""))


def _given(node: Node, bundle: Bundle) -> Iterator[Variable]:
    """What a node leaves behind once it is done."""
    step = node.name or node.id or ""
    if into := node.property("into"):
        yield Variable(into, "list", Text("“{step}”各份", step=step), _collected(node, bundle))
    elif node.loop is None:
        yield from (replace(one, detail=_told(one.detail, step)) for one in _fields_of(node, bundle))
    for name in results(node):
        yield Variable(name, "any", Text("“{step}”的结果", step=step), _decided(node, name, bundle))
    if node.inner is not None and node.loop is None:
        for inner in node.inner.nodes:
            yield from _given(inner, bundle)


def _told(label: str, step: str) -> str:
    return label if label == step else Text("{label}（{step}）", label=label, step=step)


def _collected(node: Node, bundle: Bundle) -> tuple[Variable, ...]:
    """What stands in each item of the list that a multi-instance collects."""
    wanted = node.property("collect")
    return next((one.fields for one in _fields_of(node, bundle) if one.name == wanted), ())


def _decided(node: Node, name: str, bundle: Bundle) -> tuple[Variable, ...]:
    """The outputs of the decision that a business rule task puts under a name."""
    wanted = node.camunda("decisionRef")
    if not wanted or name != node.camunda("resultVariable"):
        return ()
    return tuple(found for data in bundle.decisions.values() for found in _outputs(data, wanted))


def _outputs(data: bytes, decision: str) -> Iterator[Variable]:
    try:
        root = read_xml(data)
    except XmlRefused:
        return
    for found in root.iter("{*}decision"):
        for output in found.iter("{*}output") if found.get("id") == decision else ():
            if name := output.get("name"):
                yield Variable(name, output.get("typeRef") or "any", output.get("label") or "")


def _fields_of(node: Node, bundle: Bundle) -> tuple[Variable, ...]:
    document = bundle.forms.get((node.camunda("formKey") or "").strip())
    return form_fields(document) if document is not None else ()


def entered(bundle: Bundle) -> frozenset[str]:
    """The names under which some form of a package submits values."""
    return frozenset(one.name for document in bundle.forms.values() for one in form_fields(document))


def form_fields(document: Any) -> tuple[Variable, ...]:
    """What a form submits: keys with their labels, groups and lists with what stands inside."""
    components = document.get("components") if isinstance(document, Mapping) else None
    found: dict[str, Variable] = {}
    for variable in _components(components if isinstance(components, list) else []):
        merge(found, variable)
    return tuple(found.values())


def _components(components: Iterable[Any]) -> Iterator[Variable]:
    for one in components:
        if not isinstance(one, Mapping):
            continue
        inner = one.get("components")
        if isinstance(inner, list):
            fields = tuple(_components(inner))
            path = str(one.get("path") or "")
            yield from _nested(path, _sort(one), _label(one), fields) if path else fields
        elif one.get("key"):
            yield from _nested(str(one["key"]), _sort(one), _label(one), ())


def _nested(path: str, sort: str, label: str, fields: tuple[Variable, ...]) -> Iterator[Variable]:
    """A dotted path is contexts in each other."""
    first, _, rest = path.partition(".")
    if rest:
        yield Variable(first, "context", label, tuple(_nested(rest, sort, label, fields)))
    else:
        yield Variable(first, sort, label, fields)


def _sort(component: Mapping[str, Any]) -> str:
    return _TYPES.get(str(component.get("type")), "string")


def _label(component: Mapping[str, Any]) -> str:
    return str(component.get("label") or component.get("dateLabel") or component.get("key") or "")


def _objects(scope: Scope, diagram: Diagram, bundle: Bundle) -> Iterator[Variable]:
    """Data objects of this scope and those around it, with what the tasks that write them enter."""
    here: Scope | None = scope
    written = _written(diagram, bundle)
    while here is not None:
        references = here.xml.iterfind(names.bpmn("dataObjectReference"))
        labels = {one.get("dataObjectRef"): one.get("name") for one in references}
        for found in here.xml.iterfind(names.bpmn("dataObject")):
            id_ = found.get("id") or ""
            fields = tuple(written.get(id_, {}).values())
            yield Variable(
                id_, "context" if fields else "any", Text("数据对象“{id}”", id=labels.get(id_) or id_), fields
            )
        here = here.parent


def _written(diagram: Diagram, bundle: Bundle) -> dict[str, dict[str, Variable]]:
    """What is entered into each data object, by its id."""
    found: dict[str, dict[str, Variable]] = {}
    for node in diagram.nodes:
        if name := node.property("writes"):
            for variable in _fields_of(node, bundle):
                merge(found.setdefault(name, {}), variable)
    return found


def _passed_in(process: str | None, bundle: Bundle) -> Iterator[Variable]:
    """What the calls of this process in the package pass into it."""
    diagrams = read_diagrams(bundle.diagrams.values())
    callers = (node for diagram in diagrams for node in diagram.nodes if node.tag == "callActivity")
    for node in callers:
        for mapping in node.extension("in") if node.get("calledElement") == process else ():
            if target := mapping.get("target"):
                yield Variable(target, "any", Text("由“{name}”传入", name=node.name or node.id))
