"""A package as a zip or a folder: written the same for the same files, read within bounds or not at all."""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from app.bundle.assembly import MOST_BYTES, largest
from app.bundle.loader import MOST_FILES
from app.bundle.resources import COMMON, Kind, Resource, kind_of
from app.core.errors import Invalid
from app.core.texts import Text

LARGEST_ARCHIVE = 16 * 1024 * 1024
"""Bytes of a zip that is taken in."""

_OLDEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold: no clock in the bytes
_PLAIN_FILE = 0o100644 << 16
_LINK = 0o120000
_TOLD = 5
_METHODS = frozenset(
    {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
)  # others may ask for gigabytes before the first byte


class ArchiveUnreadable(Invalid):
    """压缩包读不出来：{why}。没有读入任何文件。"""

    code = "archive-unreadable"


class ArchivePath(Invalid):
    """压缩包里的路径“{path}”不能用：只收属地包里的普通文件，不收指向别处的路径和链接。没有读入任何文件。"""

    code = "archive-path"


class ArchiveUnknown(Invalid):
    """压缩包里有不是属地包的文件：{paths}。请只放 processes、forms、printouts 里的文件。没有读入任何文件。"""

    code = "archive-unknown-file"


class ArchiveTooLarge(Invalid):
    """压缩包太大：{why}。没有读入任何文件。"""

    code = "archive-too-large"
    status = 413


def pack(resources: Iterable[Resource]) -> bytes:
    """A zip of a package's files without the sheet that all papers share; the same files give the same bytes.

    Files are stored as they are: packages are small, and other versions of the library compress otherwise.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for resource in sorted(resources, key=lambda resource: resource.path):
            if resource.kind is not Kind.SHEET:
                info = zipfile.ZipInfo(resource.path, _OLDEST)
                info.create_system, info.external_attr = 3, _PLAIN_FILE
                archive.writestr(info, resource.data)
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a zip by path.

    Raises `ArchiveUnreadable`, `ArchivePath`, `ArchiveUnknown`, `ArchiveTooLarge`; sizes that the zip claims are not
    believed.
    """
    if len(data) > LARGEST_ARCHIVE:
        raise ArchiveTooLarge(
            why=Text("超过 {largest_archive} MB", largest_archive=LARGEST_ARCHIVE // 1024 // 1024)
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
            return dict(_contents(archive, members))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        raise ArchiveUnreadable(why="不是完整的 zip，或用了密码、少见的压缩方法") from error


def write_folder(resources: Iterable[Resource], folder: Path) -> list[str]:
    """Write a package's files below a folder; returns the paths that were new or other.

    What all packages share is written only where it is missing: a checkout may hold a newer one, for all of them.
    """
    written = []
    for resource in sorted(resources, key=lambda resource: resource.path):
        target = folder / resource.path
        if resource.kind is Kind.SHEET or (target.is_file() and _is_there(resource, target)):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(resource.data)
        written.append(resource.path)
    return written


def _is_there(resource: Resource, target: Path) -> bool:
    return resource.owner == COMMON or target.read_bytes() == resource.data


def _members(archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, Kind]]:
    """The files of the zip with their kinds, after everything that their names alone can tell."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES:
        raise ArchiveTooLarge(why=Text("超过 {most_files} 个文件", most_files=MOST_FILES))
    if any(info.compress_type not in _METHODS for info in infos):
        raise NotImplementedError
    names = dict.fromkeys(info.filename for info in infos)
    places = Counter(_on_disk(info.filename) for info in infos)
    for info in infos:
        if not _is_plain(info) or places[_on_disk(info.filename)] > 1:
            raise ArchivePath(path=info.filename[:200])
    unknown = [name for name in names if kind_of(name) is None]
    if unknown:
        raise ArchiveUnknown(paths="、".join(unknown[:_TOLD]) + ("…" if len(unknown) > _TOLD else ""))
    return [(info, kind) for info in infos if (kind := kind_of(info.filename)) is not None]


def _on_disk(name: str) -> str:
    """The name as disks see it that tell neither capitals nor ways to write one letter apart."""
    return normalize("NFC", name).casefold()


def _is_plain(info: zipfile.ZipInfo) -> bool:
    name = info.filename
    link = (info.external_attr >> 16) & 0o170000 == _LINK
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") for part in parts)
    return not (link or hidden or name.startswith("/") or "\\" in name or "\0" in name)


def _contents(
    archive: zipfile.ZipFile, members: Iterable[tuple[zipfile.ZipInfo, Kind]]
) -> Iterator[tuple[str, bytes]]:
    total = 0
    for info, kind in members:
        most = largest(kind)
        with archive.open(info) as stream:
            content = stream.read(most + 1)
        total += len(content)
        if len(content) > most:
            raise ArchiveTooLarge(
                why=Text("“{filename}”超过 {most} MB", filename=info.filename, most=most // 1024 // 1024)
            )
        if total > MOST_BYTES:
            raise ArchiveTooLarge(
                why=Text("展开后超过 {most_bytes} MB", most_bytes=MOST_BYTES // 1024 // 1024)
            )
        yield info.filename, content
