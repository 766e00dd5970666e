"""Diagrams in a few lines: a notation for BPMN files with Camunda 7 attributes, for tests.

`bpmn(text)` gives the file. One line = one element; `>` draws sequence flows:

    process main "调度"                    a process; a file may hold several
    lane 应急局 = draft approve            the lane in which elements stand
    data command "指挥权"                  a data object and its reference
    start s    end done                    events; with a trigger: msg= sig= timer= date= cycle= cond= err= esc=
    user draft "拟定" form=plan groups=a,b due=PT15M notBy=x writes=command
    service s topic=printout.issue param.to="= force.name" res.no="= number" result=order
    rule r decision=level result=level map=singleEntry       script c : {"x": a + 1}
    send a msg=报备      receive b msg=回执 key="= no"      task t      manual m
    xor x    par p    inc i    event g     gateways: exclusive, parallel, inclusive, event-based
    a > b > c                              sequence flows
    x > b : decision = "同意"              with a condition (FEEL, to the end of the line)
    x > c : *                              the default flow
    sub duty "…" {  …  }                   an embedded sub-process (also: transaction)
    esub hq {  start h msg=成立 nonint …  }   an event sub-process; nonint = isInterrupting="false"
    boundary late on=draft timer=PT20M     on an activity; nonint = cancelActivity="false"
    catch c timer=PT1H    throw t sig=撤离    intermediate events; link=name; terminate, cancel on ends
    call act calls=p mi=forces:force:results:outcome in=force,a->b out=outcome    in=* passes all
    user u mi=items:item seq until="nrOfCompletedInstances >= 2"                  card=3 for a number
    user u mi=items:item:out:x std         the same in BPMN's own notation instead of Camunda's
    user u loop="x < 3" max=5 before                                              standard loop

Options that are none of these become `camunda:property` when they are known ones (clause, notBy, startableBy, writes,
key, collect, into, pileUp), else `camunda:` attributes as they are. Flows are drawn top-down in the order written.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NS = {"bpmn": BPMN, "bpmndi": DI, "dc": DC, "di": DD, "camunda": CAMUNDA, "xsi": XSI}

_TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "catch": "intermediateCatchEvent",
    "throw": "intermediateThrowEvent",
    "boundary": "boundaryEvent",
    "user": "userTask",
    "manual": "manualTask",
    "task": "task",
    "service": "serviceTask",
    "send": "sendTask",
    "receive": "receiveTask",
    "script": "scriptTask",
    "rule": "businessRuleTask",
    "call": "callActivity",
    "sub": "subProcess",
    "esub": "subProcess",
    "transaction": "transaction",
    "xor": "exclusiveGateway",
    "par": "parallelGateway",
    "inc": "inclusiveGateway",
    "event": "eventBasedGateway",
}
_PROPERTIES = ("clause", "notBy", "startableBy", "writes", "key", "collect", "into", "pileUp")
_ATTRIBUTES = {
    "form": "formKey",
    "groups": "candidateGroups",
    "due": "dueDate",
    "follow": "followUpDate",
    "decision": "decisionRef",
    "result": "resultVariable",
    "map": "mapDecisionResult",
}
_FLAGS = ("nonint", "seq", "std", "before", "terminate", "cancel")
_EVENTS = ("msg", "sig", "err", "esc", "timer", "date", "cycle", "cond", "link")
_FLOW = re.compile(r"^(?P<path>[\w-]+(\s*>\s*[\w-]+)+)(\s*:\s*(?P<condition>.+))?$")
_GLOBALS = {"msg": "message", "sig": "signal", "err": "error", "esc": "escalation"}


@dataclass
class _Line:
    kind: str
    id: str
    name: str = ""
    options: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    text: str = ""


def bpmn(notation: str) -> bytes:
    """The BPMN file that a notation describes."""
    return _File().write(notation)


class _File:
    def __init__(self) -> None:
        self.root = etree.Element(_q("definitions"), nsmap=_NS, id="definitions", targetNamespace="urn:test")
        self.globals: dict[tuple[str, str], str] = {}
        self.flows = 0
        self.shapes: list[str] = []
        self.edges: list[tuple[str, str, str]] = []

    def write(self, notation: str) -> bytes:
        lines = [line.strip() for line in notation.splitlines()]
        lines = [line for line in lines if line and not line.startswith("#")]
        process: etree._Element | None = None
        while lines:
            if lines[0].startswith("process "):
                head = _parse(lines.pop(0))
                process = self._add(self.root, "process", id=head.id, name=head.name or head.id)
                process.set("isExecutable", head.options.get("executable", "true"))
            if process is None:
                process = self._add(self.root, "process", id="main", name="main", isExecutable="true")
            self._scope(process, lines)
        self._draw()
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _scope(self, parent: etree._Element, lines: list[str]) -> None:
        """Read lines into a scope until it closes or another process begins."""
        while lines and not lines[0].startswith("process "):
            line = lines.pop(0)
            if line == "}":
                break
            flow = _FLOW.match(line)
            if flow:
                self._flows(parent, flow["path"], flow["condition"])
            elif line.startswith("lane "):
                self._lane(parent, line)
            else:
                self._element(parent, _parse(line), lines, opens=line.endswith("{"))

    # elements ------------------------------------------------------------------------------------------------

    def _element(self, parent: etree._Element, line: _Line, lines: list[str], *, opens: bool) -> None:
        if line.kind == "data":
            reference = self._add(parent, "dataObjectReference", id=f"{line.id}_ref", dataObjectRef=line.id)
            reference.set("name", line.name or line.id)
            self._add(parent, "dataObject", id=line.id)
            return
        node = self._add(parent, _TAGS[line.kind], id=line.id)
        self.shapes.append(line.id)
        if line.name:
            node.set("name", line.name)
        self._extensions(node, line)
        self._particulars(node, line)
        self._event(node, line)
        self._loop(node, line)
        if opens:
            self._scope(node, lines)

    def _particulars(self, node: etree._Element, line: _Line) -> None:
        options = line.options
        if line.kind == "esub":
            node.set("triggeredByEvent", "true")
        if line.kind == "boundary":
            node.set("attachedToRef", options["on"])
            node.set("cancelActivity", str("nonint" not in line.flags).lower())
        elif "nonint" in line.flags:
            node.set("isInterrupting", "false")
        if "calls" in options:
            node.set("calledElement", options["calls"])
        if line.kind == "script":
            node.set("scriptFormat", "feel")
            self._add(node, "script").text = line.text

    def _event(self, node: etree._Element, line: _Line) -> None:
        for option in (*_EVENTS, "terminate", "cancel"):
            if option not in line.options and option not in line.flags:
                continue
            value = line.options.get(option, "")
            if line.kind in ("send", "receive"):
                node.set("messageRef", self._global("msg", value))
            else:
                self._definition(node, option, value)

    def _definition(self, node: etree._Element, option: str, value: str) -> None:
        id_ = f"{node.get('id')}_def"
        if option in _GLOBALS:
            kind = _GLOBALS[option]
            made = self._add(node, f"{kind}EventDefinition", id=id_)
            if value:
                made.set(f"{kind}Ref", self._global(option, value))
        elif option in ("timer", "date", "cycle"):
            made = self._add(node, "timerEventDefinition", id=id_)
            tag = {"timer": "timeDuration", "date": "timeDate", "cycle": "timeCycle"}[option]
            self._formal(made, tag, value)
        elif option == "cond":
            self._formal(self._add(node, "conditionalEventDefinition", id=id_), "condition", value)
        elif option == "link":
            self._add(node, "linkEventDefinition", id=id_, name=value)
        else:
            self._add(node, f"{option}EventDefinition", id=id_)

    def _global(self, option: str, name: str) -> str:
        """The id of a message, signal, error or escalation, declared at first use."""
        if (option, name) not in self.globals:
            id_ = f"{_GLOBALS[option]}_{len(self.globals)}"
            self.globals[option, name] = id_
            made = etree.Element(_q(_GLOBALS[option]), id=id_, name=name)
            if option in ("err", "esc"):
                made.set({"err": "errorCode", "esc": "escalationCode"}[option], name)
            self.root.insert(0, made)
        return self.globals[option, name]

    def _loop(self, node: etree._Element, line: _Line) -> None:
        options = line.options
        if "loop" in options or "max" in options:
            loop = self._add(node, "standardLoopCharacteristics")
            loop.set("testBefore", str("before" in line.flags).lower())
            if "max" in options:
                loop.set("loopMaximum", options["max"])
            if "loop" in options:
                self._formal(loop, "loopCondition", options["loop"])
        if "mi" in options or "card" in options:
            self._multi(node, line)

    def _multi(self, node: etree._Element, line: _Line) -> None:
        multi = self._add(
            node, "multiInstanceLoopCharacteristics", isSequential=str("seq" in line.flags).lower()
        )
        collection, item, into, collect, *_ = [*line.options.get("mi", "").split(":"), "", "", "", ""]
        if "std" in line.flags:
            self._standard(multi, collection, item, into, collect)
        elif collection:
            multi.set(_c("collection"), collection)
            multi.set(_c("elementVariable"), item)
        if "card" in line.options:
            self._formal(multi, "loopCardinality", line.options["card"])
        if "until" in line.options:
            self._formal(multi, "completionCondition", line.options["until"])

    def _standard(self, multi: etree._Element, collection: str, item: str, into: str, collect: str) -> None:
        if collection:
            self._add(multi, "loopDataInputRef").text = collection
        if into:
            self._add(multi, "loopDataOutputRef").text = into
        if item:
            self._add(multi, "inputDataItem", id=item)
        if collect:
            self._add(multi, "outputDataItem", id=collect)

    # extensions ----------------------------------------------------------------------------------------------

    def _extensions(self, node: etree._Element, line: _Line) -> None:
        holder = etree.Element(_q("extensionElements"))
        self._entries(holder, dict(_properties(line)))
        for side in ("in", "out"):
            for rule in filter(None, line.options.get(side, "").split(",")):
                etree.SubElement(holder, _c(side), dict(_mapping(rule)))
        self._parameters(holder, line)
        self._attributes(node, line)
        if len(holder):
            node.append(holder)

    def _entries(self, holder: etree._Element, properties: dict[str, str]) -> None:
        if properties:
            group = etree.SubElement(holder, _c("properties"))
            for name, value in properties.items():
                etree.SubElement(group, _c("property"), name=name, value=value)

    def _attributes(self, node: etree._Element, line: _Line) -> None:
        for name, value in line.options.items():
            if name in _ATTRIBUTES or name in ("assignee", "priority"):
                node.set(_c(_ATTRIBUTES.get(name, name)), value)
            elif name not in _KNOWN and "." not in name:
                node.set(_c(name), value)
        if "topic" in line.options:
            node.set(_c("type"), "external")

    def _parameters(self, holder: etree._Element, line: _Line) -> None:
        found = [(n.partition("."), v) for n, v in line.options.items() if n.startswith(("param.", "res."))]
        if not found:
            return
        group = etree.SubElement(holder, _c("inputOutput"))
        for (side, _, name), value in found:
            tag = {"param": "inputParameter", "res": "outputParameter"}[side]
            etree.SubElement(group, _c(tag), name=name).text = value

    # flows and lanes -----------------------------------------------------------------------------------------

    def _flows(self, parent: etree._Element, path: str, condition: str | None) -> None:
        stops = [stop.strip() for stop in path.split(">")]
        for source, target in pairwise(stops):
            self.flows += 1
            id_ = f"flow_{source}_{target}_{self.flows}"
            flow = self._add(parent, "sequenceFlow", id=id_, sourceRef=source, targetRef=target)
            self.edges.append((id_, source, target))
            if condition and condition.strip() == "*":
                node = parent.find(f"{{{BPMN}}}*[@id='{source}']")
                assert node is not None
                node.set("default", id_)
            elif condition:
                self._formal(flow, "conditionExpression", condition.strip())

    def _lane(self, parent: etree._Element, line: str) -> None:
        name, _, members = line.removeprefix("lane ").partition("=")
        lanes = parent.find(_q("laneSet"))
        if lanes is None:
            lanes = etree.Element(_q("laneSet"), id=f"{parent.get('id')}_lanes")
            parent.insert(0, lanes)
        lane = self._add(lanes, "lane", id=f"{parent.get('id')}_lane_{len(lanes)}", name=name.strip())
        for member in members.split():
            self._add(lane, "flowNodeRef").text = member

    # XML -----------------------------------------------------------------------------------------------------

    def _add(self, parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
        return etree.SubElement(parent, _q(tag), attributes)

    def _formal(self, parent: etree._Element, tag: str, text: str) -> None:
        made = self._add(parent, tag)
        made.set(f"{{{XSI}}}type", "bpmn:tFormalExpression")
        made.text = text

    def _draw(self) -> None:
        processes = self.root.findall(_q("process"))
        diagram = etree.SubElement(self.root, f"{{{DI}}}BPMNDiagram", id="diagram")
        plane = etree.SubElement(
            diagram, f"{{{DI}}}BPMNPlane", id="plane", bpmnElement=processes[0].get("id", "")
        )
        places = {id_: 120 * index for index, id_ in enumerate(self.shapes)}
        for id_, x in places.items():
            shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{id_}_di", bpmnElement=id_)
            etree.SubElement(shape, f"{{{DC}}}Bounds", x=str(x), y="100", width="100", height="80")
        for id_, source, target in self.edges:
            edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{id_}_di", bpmnElement=id_)
            for end in (source, target):
                etree.SubElement(edge, f"{{{DD}}}waypoint", x=str(places.get(end, 0) + 50), y="140")


def _parse(line: str) -> _Line:
    line, _, text = line.partition(" : ") if line.startswith("script ") else (line, "", "")
    kind, *words = shlex.split(line.removesuffix("{"))
    made = _Line(kind, words.pop(0), text=text.strip())
    for word in words:
        name, equals, value = word.partition("=")
        if equals and re.fullmatch(r"[\w.]+", name):
            made.options[name] = value
        elif word in _FLAGS:
            made.flags.add(word)
        else:
            made.name = word
    return made


def _properties(line: _Line) -> Iterator[tuple[str, str]]:
    yield from ((name, line.options[name]) for name in _PROPERTIES if name in line.options)
    _, _, into, collect, *_ = [*line.options.get("mi", "").split(":"), "", "", "", ""]
    if into and "std" not in line.flags:
        yield from (("into", into), ("collect", collect))


def _mapping(rule: str) -> Iterator[tuple[str, str]]:
    if rule == "*":
        yield "variables", "all"
        return
    source, _, target = rule.partition("->")
    if source.startswith("="):
        yield "sourceExpression", source
    else:
        yield "source", source
    yield "target", target or source


_KNOWN = {
    *_PROPERTIES, *_ATTRIBUTES, *_EVENTS, "assignee", "priority", "in", "out", "on", "calls", "mi", "card", "until",
    "loop", "max",
}  # fmt: skip


def _q(tag: str) -> str:
    return f"{{{BPMN}}}{tag}"


def _c(name: str) -> str:
    return f"{{{CAMUNDA}}}{name}"
