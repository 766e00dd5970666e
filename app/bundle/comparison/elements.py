"""The elements of a BPMN file as records: each with all that it says, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from lxml import etree

from app.bundle.comparison.defaults import DEFAULTS, unsaid
from app.bundle.comparison.drawn import drawing, owner
from app.bundle.comparison.facets import Facet
from app.bundle.comparison.labels import label_of
from app.bundle.comparison.names import Names
from app.bundle.comparison.records import Record
from app.bundle.comparison.xmlwalk import Said, Walk, argument, without_counts
from app.core.texts import Text, texts
from app.engine.lint import names
from app.engine.lint.model import local

_SUBJECTS = names.FLOW_NODES | {
    "process", "sequenceFlow", "participant", "lane", "messageFlow", "association", "textAnnotation", "group",
    "dataObject", "dataObjectReference", "dataStoreReference", "dataStore", "message", "signal", "error", "escalation",
}  # fmt: skip
_LINKS = frozenset({"sequenceFlow", "messageFlow", "association"})
_SILENT = frozenset({"incoming", "outgoing", "flowNodeRef", "bpmndi:BPMNDiagram"})
_REFERENCES = frozenset({"sourceRef", "targetRef", "attachedToRef", "default", "messageRef", "signalRef", "errorRef",
                         "escalationRef", "processRef", "dataObjectRef", "dataStoreRef"})  # fmt: skip
_QUIET = frozenset(
    {"@id", "@xsi:type", "@sourceRef", "@targetRef", "@camunda:type", "@camunda:mapDecisionResult"}
)
_DRAWN = frozenset({"BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge"})
_PASSED = ("camunda:inputParameter", "camunda:in")
_FILE = "definitions"
_KINDS = texts({"messageFlow": "消息流", "association": "关联", "textAnnotation": "批注框", "group": "分组框",
          "dataStore": "数据存储", _FILE: "图文件"})  # fmt: skip
_YES_NO = texts({"true": "是", "false": "否"})


class Elements:
    """One version of a diagram."""

    def __init__(self, root: etree._Element, known: Names) -> None:
        self.root = root
        self.known = known
        self.walk = Walk(_is_subject, _SILENT)
        self.xml: dict[str, etree._Element] = {}
        for found in root.iter(f"{{{names.BPMN}}}*"):
            if _is_subject(found):
                id_ = found.get("id", "")
                while id_ in self.xml:
                    id_ = Text("{id}（重复）", id=id_)
                self.xml[id_] = found

    @cached_property
    def lanes(self) -> Mapping[str, str]:
        """Element → id of the innermost lane that it stands in."""
        found: dict[str, str] = {}
        for lane in self.root.iter(names.bpmn("lane")):
            for reference in lane.iterfind(names.bpmn("flowNodeRef")):
                found[(reference.text or "").strip()] = lane.get("id", "")
        return found

    @cached_property
    def ways(self) -> Mapping[str, tuple[str, ...]]:
        """Node → its sequence flows that go out, in the order in which their conditions are asked."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, element in self.xml.items():
            if local(element) == "sequenceFlow":
                source = element.get("sourceRef", "")
                found[source] = (*found.get(source, ()), id_)
        return found

    @cached_property
    def comes(self) -> Mapping[str, tuple[str, ...]]:
        """Node → the nodes from which a sequence flow leads to it."""
        found: dict[str, tuple[str, ...]] = {}
        for element in self.xml.values():
            if local(element) == "sequenceFlow":
                target = element.get("targetRef", "")
                found[target] = (*found.get(target, ()), element.get("sourceRef", ""))
        return found

    def tag(self, id_: str) -> str:
        """The BPMN name of an element."""
        return local(self.xml[id_])

    def kind(self, id_: str) -> str:
        """What the Chinese modeler calls an element; an event with what it waits for."""
        tag = self.tag(id_)
        events = [local(child).removesuffix("EventDefinition") for child in self.xml[id_]
                  if isinstance(child.tag, str) and local(child).endswith("EventDefinition")]  # fmt: skip
        kind = _KINDS.get(tag) or names.chinese(tag)
        for event in reversed(events):
            kind = Text("{trigger}{kind}", trigger=names.chinese(event), kind=kind)
        return kind

    def own_name(self, id_: str) -> str:
        """The name as written, on one line; of a remark its text."""
        element = self.xml.get(id_)
        if element is None:
            return ""
        text = (
            element.findtext(names.bpmn("text"))
            if local(element) == "textAnnotation"
            else element.get("name")
        )
        return " ".join((text or "").split())

    def name(self, id_: str) -> str:
        """What people call an element: a flow by its ends, a node without name by its neighbours."""
        if id_ in self.xml and self.tag(id_) in _LINKS:
            element, own = self.xml[id_], self.own_name(id_)
            source, target = (self._end(element.get(end, "")) for end in ("sourceRef", "targetRef"))
            ends = Text("{source} → {target}", source=source, target=target)
            return Text("{words}（{key}）", words=ends, key=own) if own else ends
        return self._node(id_)

    def records(self) -> dict[str, Record]:
        """All elements in the order of the file, the file itself first, under an empty id."""
        shapes = self._shapes()
        own = Facet(("@id",), Text("图的编号"), self.root.get("id", ""), quiet=True)
        head = (own, *self._told(self.walk.says(self.root)), *shapes.pop("", ()))
        found = {"": Record("", _KINDS[_FILE], "", head)}
        for id_, element in self.xml.items():
            said = (*self.walk.says(element), *unsaid(element))
            facets = (*self._told(said), *self._place(id_), *shapes.get(id_, ()))
            found[id_] = Record(id_, self.kind(id_), self.name(id_), facets)
        return found

    def _node(self, id_: str) -> str:
        own = self.own_name(id_)
        if own or id_ not in self.xml:
            return own or id_
        before = [self.own_name(one) for one in self.comes.get(id_, ())]
        if len(before) == 1 and before[0]:
            return Text("“{step}”之后", step=before[0])
        after = [self.own_name(self.xml[flow].get("targetRef", "")) for flow in self.ways.get(id_, ())]
        return Text("“{step}”之前", step=after[0]) if len(after) == 1 and after[0] else id_

    def _end(self, id_: str) -> str:
        """One end of a flow: a node without name by its kind."""
        return self.own_name(id_) or (self.kind(id_) if id_ in self.xml else id_)

    def _way(self, flow: str) -> str:
        """A way out of a gateway: its name and where it leads."""
        element, own = self.xml.get(flow), self.own_name(flow)
        target = flow
        if element is not None:
            target = Text("到“{step}”", step=self._node(element.get("targetRef", "")))
        return Text("{words}（{key}）", words=own, key=target) if own else target

    def _told(self, said: Iterable[Said]) -> Iterator[Facet]:
        for one in said:
            path, last = without_counts(one.path), one.path[-1] if one.path else ""
            parts = self._parts(path, one)
            listed = parts and not one.value.strip().startswith("=")
            raw = " ".join(one.value.replace(",", " ").split()) if listed else one.value
            quiet = last in _QUIET or path == ("@name",) or DEFAULTS.get(path) == one.value
            yield Facet(
                one.path, label_of(one.path), raw, self._shown(path, one.value, last), parts, quiet=quiet
            )

    def _parts(self, path: tuple[str, ...], said: Said) -> tuple[str, ...] | None:
        """Members of the properties that are lists of keys."""
        name = argument(said.path) if path[-1:] == ("@value",) else path[-1] if path else ""
        if name in ("@camunda:candidateGroups", "startableBy"):
            return self.known.groups(said.value)
        return self.known.clauses(said.value) if name == "clause" else None

    def _shown(self, path: tuple[str, ...], value: str, last: str) -> str:
        step, attribute = path[-1] if path else "", last.removeprefix("@")
        if attribute in _REFERENCES:
            return self._way(value) if attribute == "default" else self._node(value)
        if step in ("timeDuration", "timeDate", "timeCycle"):
            return self.known.timer(step.removeprefix("time").lower(), value)
        if step.endswith("EventDefinition"):
            return names.chinese(step.removesuffix("EventDefinition"))
        if step in _PASSED and last.endswith("[printout]"):
            return self.known.paper(value.removeprefix("=").strip().strip('"'))
        tellers: Mapping[str, Callable[[str], str]] = {
            "@camunda:dueDate": self.known.limit,
            "@camunda:formKey": self.known.form,
            "@camunda:decisionRef": self.known.decision,
            "@calledElement": self.known.process,
        }
        teller = tellers.get(step)
        return teller(value) if teller else _YES_NO.get(value, "") if last.startswith("@") else ""

    def _place(self, id_: str) -> Iterator[Facet]:
        """Who does it, and inside what."""
        lane = self.lanes.get(id_)
        if lane is not None:
            yield Facet(("lane",), Text("泳道"), lane, self.own_name(lane) or lane)
        holder = self.xml[id_].getparent()
        while holder is not None and not holder.get("id"):
            holder = holder.getparent()
        if holder is not None and local(holder) in names.SCOPES:
            scope = holder.get("id", "")
            yield Facet(("scope",), Text("所在"), scope, self.own_name(scope) or scope, quiet=True)

    def _shapes(self) -> dict[str, list[Facet]]:
        """How each element is drawn; what draws none belongs to the file."""
        found: dict[str, list[Facet]] = {}
        for part in self.root.iter(f"{{{names.BPMNDI}}}*"):
            if local(part) in _DRAWN:
                drawn = owner(part)
                known = drawn in self.xml and local(part) != "BPMNPlane"
                found.setdefault(drawn if drawn and known else "", []).extend(drawing(part, self.walk, known))
        return found


def references(facet: Facet) -> bool:
    """Whether a property names another element by its id."""
    last = facet.key[-1] if facet.key else ""
    return last.removeprefix("@") in _REFERENCES or facet.key in (("lane",), ("scope",))


def _is_subject(element: etree._Element) -> bool:
    if not element.get("id") or not isinstance(element.tag, str):
        return False
    name = etree.QName(element)
    return name.namespace == names.BPMN and name.localname in _SUBJECTS
