"""From an XML tree to the `Diagram`: tolerant of everything, for the rules are to say what is wrong."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.lint import names
from app.engine.lint.model import Diagram, EventDefinition, Flow, Item, Node, Scope, elements, local

_DEFINITION = "EventDefinition"
_GLOBALS = ("message", "signal", "error", "escalation")


def read_diagram(root: etree._Element) -> Diagram:
    """The diagram of a `definitions` element.

    Where no process is marked executable all are looked at, so that the author learns everything at once.
    """
    globals_ = {kind: _named(root, kind) for kind in _GLOBALS}
    processes = [Scope(found) for found in root.iterfind(names.bpmn("process"))]
    scopes = [scope for process in processes for scope in _fill(process, globals_)]
    if any(process.executable for process in processes):
        scopes = [scope for scope in scopes if scope.executable]
    return Diagram(root, processes, scopes, globals_)


def _named(root: etree._Element, kind: str) -> Mapping[str, Item]:
    return {found.get("id") or "": Item(found) for found in root.iterfind(names.bpmn(kind))}


def _fill(scope: Scope, globals_: Mapping[str, Mapping[str, Item]]) -> list[Scope]:
    scopes = [scope]
    for element in elements(scope.xml):
        namespace, tag = etree.QName(element).namespace, local(element)
        if namespace != names.BPMN:
            continue
        if tag in names.FLOW_NODES:
            node = _node(element, scope, globals_)
            scope.nodes.append(node)
            scopes += _fill(node.inner, globals_) if node.inner else []
        elif tag == "sequenceFlow":
            scope.flows.append(Flow(element, scope))
    _connect(scope)
    return scopes


def _node(element: etree._Element, scope: Scope, globals_: Mapping[str, Mapping[str, Item]]) -> Node:
    node = Node(element, scope, tuple(_definitions(element, globals_)))
    if node.tag in names.SCOPES and node.tag != "adHocSubProcess":
        node.inner = Scope(element, scope, node)
    return node


def _definitions(
    element: etree._Element, globals_: Mapping[str, Mapping[str, Item]]
) -> Iterator[EventDefinition]:
    if local(element) not in names.EVENTS:
        return
    for child in elements(element):
        tag = local(child)
        if tag.endswith(_DEFINITION):
            found = EventDefinition(child, tag.removesuffix(_DEFINITION))
            found.target = globals_.get(found.kind, {}).get(found.reference or "")
            yield found


def _connect(scope: Scope) -> None:
    by_id = {node.id: node for node in scope.nodes if node.id}
    for flow in scope.flows:
        flow.source = by_id.get(flow.get("sourceRef") or "")
        flow.target = by_id.get(flow.get("targetRef") or "")
        if flow.source and flow.target:
            flow.source.outgoing.append(flow)
            flow.target.incoming.append(flow)
    _attach(scope, by_id)
    _link(scope)
    _lead(scope)


def _attach(scope: Scope, by_id: Mapping[str, Node]) -> None:
    for node in scope.nodes:
        node.host = by_id.get(node.get("attachedToRef") or "") if node.tag == "boundaryEvent" else None
        if node.host:
            node.host.boundaries.append(node)


def _link(scope: Scope) -> None:
    """Connect each throwing link with the catching one of its name in the same scope; of several, with the first."""
    caught: dict[str | None, Node] = {}
    for node in scope.nodes:
        link = node.event("link")
        if link and node.tag == "intermediateCatchEvent":
            caught.setdefault(link.name, node)
    for node in scope.nodes:
        link = node.event("link")
        if link and node.tag == "intermediateThrowEvent" and link.name in caught:
            node.links = [caught[link.name]]


def _lead(scope: Scope) -> None:
    """Note for each node where tokens go from it, and from where they come."""
    for node in scope.nodes:
        along = [flow.target for flow in node.outgoing if flow.target is not None]
        node.following = [*along, *node.boundaries, *node.links]
        for following in node.following:
            following.preceding.append(node)
