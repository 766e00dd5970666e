"""The same diagram in another dress: encodings, prefixes, what an exporter leaves out, what it adds."""

import random
import re
from collections.abc import Callable

from lxml import etree

from app.engine.lint.names import BPMN, BPMNDI

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def _text(data: bytes) -> str:
    return etree.tostring(etree.fromstring(data), encoding="unicode")


def _encoded(encoding: str, declared: str) -> Callable[[bytes, random.Random], bytes]:
    def dress(data: bytes, _: random.Random) -> bytes:
        text = _DECLARATION.sub("", _text(data))
        return f'<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding, "xmlcharrefreplace")

    return dress


def _bom(data: bytes, _: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + _text(data).encode()


def _without(*tags: str) -> Callable[[bytes, random.Random], bytes]:
    def dress(data: bytes, _: random.Random) -> bytes:
        root = etree.fromstring(data)
        etree.strip_elements(root, *tags, with_tail=False)
        return etree.tostring(root)

    return dress


def _prefix(data: bytes, dice: random.Random) -> bytes:
    """Every element of BPMN under another prefix."""
    root = etree.fromstring(data)
    prefix = dice.choice(["semantic", "model", "ns0", "b2", "bpmn2"])
    other = etree.Element(root.tag, root.attrib, nsmap={prefix: etree.QName(root).namespace})  # type: ignore[arg-type,type-var]
    for child in root:
        other.append(child)
    return etree.tostring(other)


def _pieces(data: bytes, _: random.Random) -> bytes:
    """Comments, processing instructions and CDATA wherever they may stand."""
    text = re.sub(
        r"(</?[\w:]*(?:process|decision)\b[^>]*>)", r"<!-- x --><?tool x='<'?>\1<?tool?>", _text(data)
    )
    return re.sub(r">([^<>&]*\w[^<>&]*)<", r"><![CDATA[\1]]><", text).encode()


def _odd_ids(data: bytes, dice: random.Random) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter(f"{{{BPMN}}}*"):
        if element.get("id") and dice.random() < 0.2:
            element.set("id", dice.choice(["", " ", "1", "a b", "编号", "x" * 3_000, "<&>", "同", "同", "p"]))
    return etree.tostring(root)


def _names(data: bytes, dice: random.Random) -> bytes:
    root = etree.fromstring(data)
    for element in root.iter():
        if isinstance(element.tag, str) and dice.random() < 0.2:
            element.set(
                "name",
                dice.choice(["长" * 20_000, "<script>alert(1)</script>", "\u202eabc", "\n\n", "甲\t乙"]),
            )
    return etree.tostring(root)


def _nested(data: bytes, dice: random.Random) -> bytes:
    """Everything of the first process inside sub-processes."""
    root = etree.fromstring(data)
    process = root.find(f"{{{BPMN}}}process")
    if process is None:
        return data
    for level in range(dice.choice([1, 3, 9, 60, 200])):
        inner = etree.Element(f"{{{BPMN}}}subProcess", id=f"nested{level}")
        inner.extend(list(process))
        process.append(inner)
    return etree.tostring(root)


def _cut(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    return data[:place]


def _noise(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data) + 1)
    return data[:place] + dice.randbytes(dice.randint(1, 8)) + data[place:]


def _root(data: bytes, dice: random.Random) -> bytes:
    root = etree.fromstring(data)
    root.tag = dice.choice(
        ["definitions", f"{{{BPMN}}}process", "{urn:x}definitions", "{http://www.omg.org/bpmn20}definitions"]
    )
    return etree.tostring(root)


def _borrowed(data: bytes, dice: random.Random) -> bytes:
    """A prefix or an id that somebody else has: xsi and camunda as other words, the file's id as its process's."""
    xsi, camunda = "http://www.w3.org/2001/XMLSchema-instance", "http://camunda.org/schema/1.0/bpmn"
    text = _text(data)
    text = text.replace(
        *dice.choice([(xsi, "xsi"), (camunda, "http://activiti.org/bpmn"), (camunda, camunda)])
    )
    root = etree.fromstring(text.encode())
    process = root.find(f"{{{BPMN}}}process")
    if process is not None and process.get("id"):
        root.set("id", process.get("id", ""))
    return etree.tostring(root)


def _anonymous(data: bytes, _: random.Random) -> bytes:
    """Flows, lanes and pools without ids, as engines that draw nothing leave them."""
    root = etree.fromstring(data)
    for element in root.iter(
        *(f"{{{BPMN}}}{tag}" for tag in ("sequenceFlow", "lane", "participant", "laneSet"))
    ):
        element.attrib.pop("id", None)
    return etree.tostring(root)


_INCOMING = (f"{{{BPMN}}}incoming", f"{{{BPMN}}}outgoing")
DRESSES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _encoded("utf-16", "UTF-16"), _encoded("gb18030", "GB18030"), _encoded("gbk", "gb2312"),
    _encoded("latin-1", "ISO-8859-1"), _encoded("utf-8", "GBK"), _bom, _without(*_INCOMING),
    _without(f"{{{BPMNDI}}}BPMNDiagram"), _without(f"{{{BPMNDI}}}BPMNEdge"), _without(f"{{{BPMN}}}extensionElements"),
    _without(f"{{{BPMN}}}sequenceFlow"), _prefix, _pieces, _odd_ids, _names, _nested, _cut, _noise, _root,
    _borrowed, _anonymous,
)  # fmt: skip
