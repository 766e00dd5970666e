"""Bytes to an XML tree without entities, network, DTD or surprises of size."""

import re

from lxml import etree

from app.core.errors import Invalid
from app.core.malformed import cause
from app.core.texts import Text

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
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 200
_DECLARED = re.compile(rb"([^<]*<\?xml[^>]*?\bencoding\s*=\s*[\"'])([\w-]+)")
_OTHER_ENCODINGS = re.compile(r"utf-16(le|be)?|gbk|gb2312|gb18030|big5|iso-8859-\d{1,2}|windows-125\d")


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
        raise XmlRefused("file-too-large", Text("文件超过 {most} MB", most=MAX_BYTES // 1024 // 1024))
    root = _parse(data)
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("doctype", Text("文件含有 DOCTYPE 声明"), 1)
    if sum(1 for _ in root.iter()) > MAX_NODES:
        raise XmlRefused("too-many-elements", Text("文件的 XML 元素超过 {most} 个", most=MAX_NODES))
    return root


def in_utf8(data: bytes) -> bytes:
    """The same XML in UTF-8, for readers that know nothing else; what declares no other encoding stays as it is."""
    found = _DECLARED.match(data.replace(b"\0", b"")[:_HEAD])
    declared = found[2].decode("ascii").lower() if found else ""
    encoding = "utf-16" if data.startswith(_UTF_16) else declared
    if not _OTHER_ENCODINGS.fullmatch(encoding):
        return data
    try:
        text = data.decode("gb18030" if encoding.startswith("gb") else encoding)
    except UnicodeDecodeError:
        return data
    return _DECLARED.sub(rb"\1UTF-8", text.removeprefix("\ufeff").encode(), count=1)


def line_of(element: etree._Element) -> int | None:
    """The line on which an element starts, from 1."""
    line = element.sourceline
    return int(line) if isinstance(line, int) else None


def _parse(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _NOTHING_ELSE)
    except (etree.XMLSyntaxError, ValueError) as error:
        if any("<!DOCTYPE".encode(encoding) in data for encoding in _ENCODINGS):
            raise XmlRefused("doctype", Text("文件含有 DOCTYPE 声明"), 1) from error
        line = getattr(error, "lineno", None)
        raise XmlRefused("not-xml", cause(data), line or 1) from error
