"""A diagram as the check sees it: scopes, nodes and flows with their places, read once from the XML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.engine.lint import names
from app.engine.xml import line_of


@dataclass(slots=True, eq=False)
class Item:
    """Any element that has a place in the file; `tag` is its local name."""

    xml: etree._Element
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        self.tag = local(self.xml)

    @property
    def id(self) -> str | None:
        """Its id, or None."""
        return self.xml.get("id")

    @property
    def name(self) -> str | None:
        """Its name on one line, or None."""
        return " ".join((self.xml.get("name") or "").split()) or None

    @property
    def line(self) -> int | None:
        """The line on which it starts."""
        return line_of(self.xml)

    def get(self, attribute: str) -> str | None:
        """An attribute of BPMN itself."""
        return self.xml.get(attribute)

    def camunda(self, attribute: str) -> str | None:
        """An attribute of Camunda 7's vocabulary."""
        return self.xml.get(names.camunda(attribute))

    def children(self, tag: str) -> list[etree._Element]:
        """Direct children of that BPMN name."""
        return self.xml.findall(names.bpmn(tag))

    def extensions(self) -> Iterator[etree._Element]:
        """The elements inside `extensionElements`."""
        for holder in self.children("extensionElements"):
            yield from elements(holder)

    def extension(self, tag: str) -> list[etree._Element]:
        """The extension elements of that Camunda 7 name."""
        return [found for found in self.extensions() if found.tag == names.camunda(tag)]

    def properties(self) -> list[tuple[str, str]]:
        """`camunda:property` names and values in the order written."""
        found = (
            p for group in self.extension("properties") for p in group.iterfind(names.camunda("property"))
        )
        return [(p.get("name") or "", p.get("value") or "") for p in found]

    def property(self, name: str) -> str | None:
        """The value of one `camunda:property`."""
        return dict(self.properties()).get(name)


@dataclass(slots=True, eq=False)
class EventDefinition(Item):
    """What an event waits for or throws; `kind` is its name without `EventDefinition`."""

    kind: str
    target: Item | None = None

    @property
    def reference(self) -> str | None:
        """The id of the message, signal, error or escalation that it names."""
        attribute = names.REFERENCES.get(self.kind)
        return self.xml.get(attribute) if attribute else None


@dataclass(slots=True, eq=False)
class Flow(Item):
    """A sequence flow; its ends are None where they are missing or in another scope."""

    scope: "Scope"
    source: "Node | None" = None
    target: "Node | None" = None

    @property
    def condition(self) -> etree._Element | None:
        """Its condition expression."""
        return self.xml.find(names.bpmn("conditionExpression"))

    @property
    def is_default(self) -> bool:
        """Whether its source names it as default."""
        return self.source is not None and self.id is not None and self.source.get("default") == self.id


@dataclass(frozen=True, slots=True)
class JoinFacts:
    """What was found out about a parallel join, once for all rules: see `joins`."""

    looped: bool
    excepted: bool
    chosen: bool
    begun_apart: bool
    selected: bool
    left_at: "Node | None"


@dataclass(slots=True, eq=False)
class Node(Item):
    """A flow node: event, activity or gateway. `join` remembers what the rules on joins found out."""

    scope: "Scope"
    events: tuple[EventDefinition, ...] = ()
    inner: "Scope | None" = None
    host: "Node | None" = None
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    boundaries: list["Node"] = field(default_factory=list)
    links: list["Node"] = field(default_factory=list)
    following: list["Node"] = field(default_factory=list)
    preceding: list["Node"] = field(default_factory=list)
    join: "JoinFacts | None" = None

    @property
    def loop(self) -> etree._Element | None:
        """Its multi-instance characteristics."""
        return self.xml.find(names.bpmn("multiInstanceLoopCharacteristics"))

    @property
    def is_event_scope(self) -> bool:
        """Whether it is an event sub-process."""
        return self.get("triggeredByEvent") == "true"

    @property
    def interrupts(self) -> bool:
        """Whether a boundary event or the start of an event sub-process ends what it belongs to."""
        attribute = "cancelActivity" if self.tag == "boundaryEvent" else "isInterrupting"
        return self.get(attribute) != "false"

    def event(self, kind: str) -> EventDefinition | None:
        """Its event definition of that kind."""
        return next((event for event in self.events if event.kind == kind), None)

    def successors(self) -> Sequence["Node"]:
        """The nodes that a token here may come to next: along flows, boundary events and links."""
        return self.following

    def predecessors(self) -> Sequence["Node"]:
        """The nodes that lead here along flows and links, and the host of a boundary event."""
        return self.preceding


@dataclass(slots=True, eq=False)
class Scope(Item):
    """A process or sub-process with what it directly holds. `rests`, `reached`, `ended` are what `graph` found out."""

    parent: "Scope | None" = None
    owner: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    rests: bool | None = None
    reached: "set[Node] | None" = None
    ended: bool | None = None

    @property
    def executable(self) -> bool:
        """Whether the process is meant to run: everything that is not marked as drawing only."""
        return self.parent.executable if self.parent else self.get("isExecutable") not in ("false", "0")

    @property
    def is_event_scope(self) -> bool:
        """Whether it is an event sub-process."""
        return self.owner is not None and self.owner.is_event_scope

    @property
    def process(self) -> "Scope":
        """The process around it."""
        return self.parent.process if self.parent else self

    @property
    def depth(self) -> int:
        """How many scopes stand around it."""
        return self.parent.depth + 1 if self.parent else 0

    def starts(self) -> list[Node]:
        """Its start events."""
        return [node for node in self.nodes if node.tag == "startEvent"]


@dataclass(slots=True, eq=False)
class Diagram:
    """A BPMN file."""

    root: etree._Element
    processes: list[Scope]
    scopes: list[Scope]
    globals: Mapping[str, Mapping[str, Item]]

    @property
    def nodes(self) -> Iterator[Node]:
        """All flow nodes of processes that are meant to run."""
        return (node for scope in self.scopes for node in scope.nodes)

    @property
    def flows(self) -> Iterator[Flow]:
        """All sequence flows of processes that are meant to run."""
        return (flow for scope in self.scopes for flow in scope.flows)

    def all(self, *tags: str) -> Iterator[Item]:
        """All elements of those BPMN names, in the order of the file."""
        return (Item(found) for found in self.root.iter(*(names.bpmn(tag) for tag in tags)))

    def held(self, *tags: str) -> Iterator[Item]:
        """All elements of those BPMN names inside processes that are meant to run."""
        wanted = tuple(names.bpmn(tag) for tag in tags)
        for scope in self.scopes:
            if scope.parent is None:
                yield from (Item(found) for found in scope.xml.iter(*wanted))


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def elements(parent: etree._Element) -> Iterator[etree._Element]:
    """The child elements, without entity references and the like."""
    return (child for child in parent if isinstance(child.tag, str))


def text_of(element: etree._Element | None) -> str:
    """The text of an element, without blanks around it; CDATA and text are one."""
    return "" if element is None else "".join(str(part) for part in element.itertext()).strip()
