"""Bytes to an XML tree without entities, network, DTD or surprises of size."""

from lxml import etree

from app.core.malformed import cause
from app.core.texts import Text
from app.feel.dmn.problems import Findings, Place, Stop

MAX_BYTES = 2 * 1024 * 1024
"""Size of one model; larger ones are refused unread."""

NAMESPACES = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)
"""Model namespaces of DMN 1.1 to 1.5."""

_FILE = Place()


def read_tree(data: bytes, findings: Findings) -> etree._Element:
    """The `definitions` element of a DMN file; `Stop` with a finding when it is none or is not safe to read."""
    if len(data) > MAX_BYTES:
        raise _stop(
            findings,
            "too-large",
            _FILE,
            Text("文件超过 {max_bytes} KB，请拆成几个模型", max_bytes=MAX_BYTES // 1024),
        )
    if b"<!DOCTYPE" in data:
        raise _stop(findings, "doctype", _FILE, Text("文件含有 DOCTYPE 声明，请删去"))
    root = _parse(data, findings)
    if root.getroottree().docinfo.internalDTD is not None:
        raise _stop(findings, "doctype", _FILE, Text("文件含有 DOCTYPE 声明，请删去"))
    tag = etree.QName(root)
    if tag.namespace not in NAMESPACES or tag.localname != "definitions":
        place = Place(tag.localname, root.get("id"), root.get("name"), line(root))
        raise _stop(
            findings, "not-dmn", place, Text("不是 DMN 1.1 至 1.5 的 definitions，请另存为 DMN 1.3 后重试")
        )
    return root


def line(element: etree._Element) -> int:
    """The line an element starts on."""
    number = element.sourceline
    return number if isinstance(number, int) else 0


def _parse(data: bytes, findings: Findings) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        place = Place(line=getattr(error, "lineno", None) or 0)
        raise _stop(findings, "not-xml", place, cause(data)) from error


def _stop(findings: Findings, code: str, place: Place, message: str) -> Stop:
    findings.add(code, place, message)
    return Stop(code)
