"""Bytes to an XML tree without entities, network, DTD or surprises of size."""

from lxml import etree

from app.core.errors import Invalid
from app.core.malformed import cause

MAX_BYTES = 2 * 1024 * 1024
"""Size of one diagram or model; larger ones are refused unread."""

MAX_NODES = 100_000
"""XML elements of one file, of whatever namespace."""

_NOTHING_ELSE = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    huge_tree=False,
    load_dtd=False,
    dtd_validation=False,
    remove_comments=True,
    remove_pis=True,
)
_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")


class XmlRefused(Invalid):
    """文件读不了：{reason}"""

    code = "xml-refused"

    def __init__(self, kind: str, reason: str, line: int | None = None) -> None:
        """`kind` is the lint code (`file-too-large`, `doctype`, `not-xml`, `too-many-elements`)."""
        super().__init__(None, reason=reason)
        self.kind = kind
        self.reason = reason
        self.line = line


def read_xml(data: bytes) -> etree._Element:
    """The root element of a file; raises `XmlRefused` when it is no XML or is not safe to read."""
    if len(data) > MAX_BYTES:
        raise XmlRefused("file-too-large", f"文件超过 {MAX_BYTES // 1024 // 1024} MB")
    root = _parse(data)
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("doctype", "文件含有 DOCTYPE 声明", 1)
    if sum(1 for _ in root.iter()) > MAX_NODES:
        raise XmlRefused("too-many-elements", f"文件的 XML 元素超过 {MAX_NODES} 个")
    return root


def line_of(element: etree._Element) -> int | None:
    """The line on which an element starts, from 1."""
    line = element.sourceline
    return int(line) if isinstance(line, int) else None


def _parse(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _NOTHING_ELSE)
    except (etree.XMLSyntaxError, ValueError) as error:
        if any("<!DOCTYPE".encode(encoding) in data for encoding in _ENCODINGS):
            raise XmlRefused("doctype", "文件含有 DOCTYPE 声明", 1) from error
        line = getattr(error, "lineno", None)
        raise XmlRefused("not-xml", cause(data), line or 1) from error
