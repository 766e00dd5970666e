"""Bytes by content: what was stored once is never changed and never stored twice."""

from app.core.canonical import digest
from app.core.errors import NotFound
from app.db.context import Context
from app.repository.models import Blob


class BlobMissing(NotFound):
    """找不到内容为 {digest} 的文件。"""

    code = "blob-missing"


def keep(ctx: Context, data: bytes) -> str:
    """Store the bytes if they are new; returns their SHA-256."""
    name = digest(data)
    if ctx.session.get(Blob, name) is None:
        ctx.session.add(Blob(digest=name, data=data))
        ctx.session.flush()
    return name


def read(ctx: Context, name: str) -> bytes:
    """The bytes under a SHA-256."""
    found = ctx.session.get(Blob, name)
    if found is None:
        raise BlobMissing(digest=name)
    return found.data
