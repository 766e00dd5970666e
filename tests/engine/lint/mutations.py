"""Odd files: diagrams with pieces taken away, doubled, moved and renamed, and bytes that are no diagrams."""

import random
from copy import deepcopy

from lxml import etree

from app.engine.lint.names import BPMNDI
from tests.engine.lint.cases import CASES
from tests.engine.lint.drawing import drawing

SEEDS = tuple(mended for pairs in CASES.values() for _, mended in pairs if len(mended) < 50_000)
"""Diagrams that the check accepts."""

_WORDS = (
    "",
    " ",
    "start",
    "a",
    "end",
    "= (",
    "${x}",
    "PT0S",
    "R/PT1S",
    "true",
    "-1",
    "NaN",
    "\u202e",
    "<script>",
    "长" * 600,
)
_TAGS = (
    "task", "userTask", "serviceTask", "scriptTask", "subProcess", "transaction", "adHocSubProcess", "callActivity",
    "startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
    "receiveTask", "sendTask", "manualTask", "sequenceFlow", "process", "nonsense",
)  # fmt: skip


def mutated(seed: int) -> bytes:
    """A diagram with up to four mutations of its tree, mostly drawn anew; the same for the same seed."""
    dice = random.Random(seed)
    root = etree.fromstring(dice.choice(SEEDS))
    anew = dice.random() < 0.9
    if anew:
        _undraw(root)
    for _ in range(dice.randint(1, 4)):
        elements = [element for element in root.iter() if element is not root]
        if elements:
            dice.choice(_MUTATIONS)(dice.choice(elements), elements, dice)
    text = etree.tostring(root, encoding="unicode")
    return (
        text.replace("</definitions>", drawing(text) + "</definitions>").encode() if anew else text.encode()
    )


def changed(data: bytes, dice: random.Random) -> bytes:
    """Any XML with up to six mutations of its tree."""
    root = etree.fromstring(data)
    for _ in range(dice.randint(1, 6)):
        elements = [found for found in root.iter() if found is not root and isinstance(found.tag, str)]
        if elements:
            dice.choice(_MUTATIONS)(dice.choice(elements), elements, dice)
    return etree.tostring(root)


def _undraw(root: etree._Element) -> None:
    for found in root.findall(f"{{{BPMNDI}}}BPMNDiagram"):
        root.remove(found)


def _remove(element: etree._Element, _: list[etree._Element], __: random.Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _double(element: etree._Element, _: list[etree._Element], __: random.Random) -> None:
    element.addnext(deepcopy(element))


def _move(element: etree._Element, elements: list[etree._Element], dice: random.Random) -> None:
    target = dice.choice(elements)
    if element is not target and element not in target.iterancestors():
        target.append(element)


def _rename(element: etree._Element, _: list[etree._Element], dice: random.Random) -> None:
    namespace = etree.QName(element).namespace
    element.tag = f"{{{namespace}}}{dice.choice(_TAGS)}" if namespace else dice.choice(_TAGS)


def _drop(element: etree._Element, _: list[etree._Element], dice: random.Random) -> None:
    if element.attrib:
        del element.attrib[dice.choice(list(element.attrib))]


def _set(element: etree._Element, elements: list[etree._Element], dice: random.Random) -> None:
    other = dice.choice(elements)
    if element.attrib and other.attrib:
        word = dice.choice([*_WORDS, *other.attrib.values()])
        element.set(dice.choice(list(element.attrib)), word)


def _say(element: etree._Element, _: list[etree._Element], dice: random.Random) -> None:
    element.text = dice.choice(_WORDS)


_MUTATIONS = (_remove, _double, _move, _rename, _drop, _set, _say)


def oddities() -> dict[str, bytes]:
    """Files that are no diagrams, or diagrams in a strange dress, by what is odd about them."""
    good = SEEDS[0].decode()
    declared = '<?xml version="1.0" encoding="{}"?>'
    deep = "<subProcess>" * 400 + "</subProcess>" * 400
    laugh = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return {
        "empty": b"",
        "blank": b" \n\t",
        "zeros": bytes(2_000),
        "noise": random.Random(1).randbytes(5_000),
        "text": "不是图".encode(),
        "zip": b"PK\x03\x04" + bytes(100),
        "json": b'{"a": 1}',
        "html": b"<!DOCTYPE html><html><body></body></html>",
        "half": SEEDS[0][:500],
        "utf-16": (declared.format("UTF-16") + good).encode("utf-16"),
        "utf-16 undeclared": good.encode("utf-16"),
        "gbk declared": (declared.format("GBK") + good).encode("gbk"),
        "gbk as utf-8": (declared.format("UTF-8") + good).encode("gbk"),
        "bom": b"\xef\xbb\xbf" + good.encode(),
        "unknown encoding": (declared.format("klingon") + good).encode(),
        "null byte": good.replace("start", "st\0art").encode(),
        "other root": b"<a/>",
        "no namespace": b"<definitions><process/></definitions>",
        "doctype": b'<!DOCTYPE definitions SYSTEM "file:///etc/passwd">' + good.encode(),
        "entity": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
        "laugh": f'<!DOCTYPE d [<!ENTITY l0 "ha">{laugh}]><d>&l9;</d>'.encode(),
        "deep": good.replace("<startEvent", f"{deep}<startEvent", 1).encode(),
        "huge": good.replace("</definitions>", f"<!--{'x' * 3_000_000}--></definitions>").encode(),
        "wide": (good[: good.index("<process")] + "<a/>" * 150_000 + "</definitions>").encode(),
        "comments": good.replace("<startEvent", "<!-- c --><?pi?><startEvent").encode(),
        "cdata": good.replace(
            "</process>", "<documentation><![CDATA[<x>]]></documentation></process>"
        ).encode(),
    }
