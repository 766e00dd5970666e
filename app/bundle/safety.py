"""What may not even be kept as a draft: files that are unsafe to read again."""

from app.bundle.assembly import largest
from app.bundle.resources import Kind
from app.core.errors import Invalid
from app.engine.xml import XmlRefused, read_xml


class FileTooLarge(Invalid):
    """文件超过 {limit} MB，没有收下。请拆分或压缩后再保存。"""

    code = "file-too-large"
    status = 413


class DoctypeRefused(Invalid):
    """文件含有 DOCTYPE 声明或外部实体，没有收下。请删去后再保存。"""

    code = "doctype"


class TooManyElements(Invalid):
    """{reason}，没有收下。请拆成几个文件，用调用活动连接。"""

    code = "too-many-elements"


def refuse_unsafe(kind: Kind, data: bytes) -> None:
    """Raise when a file must not be stored: too large for its kind, with DOCTYPE or entities, or without bound.

    A file that is merely broken may be kept as a draft; the check tells what is wrong with it.
    """
    limit = largest(kind)
    if len(data) > limit:
        raise FileTooLarge(limit=limit // 1024 // 1024)
    if kind not in (Kind.DIAGRAM, Kind.DECISION):
        return
    try:
        read_xml(data)
    except XmlRefused as refused:
        if refused.kind == "doctype":
            raise DoctypeRefused from refused
        if refused.kind == "too-many-elements":
            raise TooManyElements(reason=refused.reason) from refused
