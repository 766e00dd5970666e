"""A diagram, decision, form or scenario under another key, or a new diagram with nothing in it yet. Pure."""

import json
from collections.abc import Iterator

from lxml import etree

from app.bundle.resources import Kind
from app.engine.xml import XmlRefused, read_xml

COPYABLE = (Kind.DIAGRAM, Kind.DECISION, Kind.FORM, Kind.SCENARIO)
"""Kinds that can be copied; the others stand once in a package or make up a folder."""

ENDINGS = {Kind.DIAGRAM: ".bpmn", Kind.DECISION: ".dmn", Kind.FORM: ".form", Kind.SCENARIO: ".yaml"}
"""How the files of these kinds end."""

_NAMED = ("process", "participant", "decision", "decisionService")
_REFERRING = frozenset({"id", "processRef", "bpmnElement", "calledElement", "href", "dmnElementRef"})

_BLANK = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
                  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
                  id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="{key}" isExecutable="true">
    <bpmn:startEvent id="start" name="开始"><bpmn:outgoing>to_end</bpmn:outgoing></bpmn:startEvent>
    <bpmn:endEvent id="end" name="结束"><bpmn:incoming>to_end</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="to_end" sourceRef="start" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="{key}">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="180" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="end_di" bpmnElement="end">
        <dc:Bounds x="420" y="160" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="to_end_di" bpmnElement="to_end">
        <di:waypoint x="216" y="178" />
        <di:waypoint x="420" y="178" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def blank_diagram(key: str, name: str) -> bytes:
    """An executable process of a start and an end."""
    return copied(Kind.DIAGRAM, _BLANK.format(key=key).encode(), key, key, name)


def copied(kind: Kind, data: bytes, old: str, new: str, name: str) -> bytes:
    """The content of a file for another key: whatever is called `old` in it is called `new`, the file itself `name`.

    What cannot be read is copied as it is; the check tells what is wrong with it.
    """
    if kind in (Kind.DIAGRAM, Kind.DECISION):
        return _copied_xml(data, old, new, name)
    return _copied_form(data, new, name) if kind is Kind.FORM else data


def _copied_xml(data: bytes, old: str, new: str, name: str) -> bytes:
    try:
        root = read_xml(data)
    except XmlRefused:
        return data
    for element in _elements(root):
        titled = old in (element.get("id"), element.get("processRef"))
        for attribute in _REFERRING & set(element.attrib):
            if element.get(attribute) in (old, f"#{old}"):
                element.set(attribute, (element.get(attribute) or "").replace(old, new))
        if name and titled and etree.QName(element).localname in _NAMED:
            _rename(element, name)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _rename(element: etree._Element, name: str) -> None:
    """Give an element a name, and a decision's variable with it: FEEL calls it so."""
    for variable in element.iterfind("{*}variable"):
        if variable.get("name") == element.get("name"):
            variable.set("name", name)
    element.set("name", name)


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _copied_form(data: bytes, new: str, name: str) -> bytes:
    try:
        document = json.loads(data)
        if not isinstance(document, dict):
            return data
        document["id"] = new
        if name:
            known = document.get("properties")
            document["properties"] = {**(known if isinstance(known, dict) else {}), "title": name}
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    except (ValueError, RecursionError):
        return data
