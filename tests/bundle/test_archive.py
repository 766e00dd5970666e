"""A package as a zip: the same bytes for the same files; nothing that could do harm is read."""

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.bundle.archive import (
    ArchivePath,
    ArchiveTooLarge,
    ArchiveUnknown,
    ArchiveUnreadable,
    pack,
    unpack,
    write_folder,
)
from app.bundle.bundle import Bundle
from app.bundle.loader import MOST_FILES, package_files
from app.bundle.resources import Kind
from tests.yunxi import KEY, package

DIAGRAM = f"processes/{KEY}/a.bpmn"


def zipped(files: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def test_same_package_gives_the_same_bytes_and_comes_back_whole() -> None:
    files = package().resources
    data = pack(files.values())

    assert data == pack(reversed(files.values()))
    assert unpack(data) == {path: one.data for path, one in files.items() if one.kind is not Kind.SHEET}


def test_folder_holds_the_same_package(tmp_path: Path) -> None:
    written = write_folder(package().resources.values(), tmp_path)
    again = write_folder(package().resources.values(), tmp_path)
    read = Bundle.from_resources(KEY, package_files(tmp_path, KEY))

    assert (len(written), again) == (len(read.resources), [])
    assert pack(read.resources.values()) == pack(package().resources.values())


def test_folder_keeps_the_shared_files_that_it_has(tmp_path: Path) -> None:
    shared = next(path for path in package().resources if path.startswith("forms/common/"))
    (tmp_path / shared).parent.mkdir(parents=True)
    (tmp_path / shared).write_bytes(b"newer")

    written = write_folder(package().resources.values(), tmp_path)

    assert shared not in written
    assert (tmp_path / shared).read_bytes() == b"newer"


@pytest.mark.parametrize(
    "name",
    [
        "../processes/yunxi/a.bpmn",
        "processes/yunxi/../../etc/passwd",
        "/processes/yunxi/a.bpmn",
        "processes\\yunxi\\a.bpmn",
        "processes/yunxi/scenarios/.hidden.yaml",
    ],
)
def test_path_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises((ArchivePath, ArchiveUnknown)):
        unpack(zipped([(name, b"x")]))


def test_link_is_refused() -> None:
    link = zipfile.ZipInfo(DIAGRAM)
    link.create_system, link.external_attr = 3, 0o120777 << 16

    with pytest.raises(ArchivePath):
        unpack(zipped([(link, b"/etc/passwd")]))


def test_file_that_stands_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = zipped([(DIAGRAM, b"x"), (DIAGRAM, b"y")])

    with pytest.raises(ArchivePath):
        unpack(twice)


@pytest.mark.parametrize("other", ["LOGO.png", "logo\u0301.png"], ids=["capitals", "accents"])
def test_names_that_a_disk_takes_for_one_are_refused(other: str) -> None:
    folder = "printouts/yunxi/order"
    first = {"LOGO.png": "logo.png", "logo\u0301.png": "log\u00f3.png"}[other]

    with pytest.raises(ArchivePath):
        unpack(zipped([(f"{folder}/{first}", b"x"), (f"{folder}/{other}", b"y")]))


def test_files_of_no_kind_are_refused_by_name() -> None:
    with pytest.raises(ArchiveUnknown, match=r"run\.sh"):
        unpack(zipped([(DIAGRAM, b"x"), ("processes/yunxi/run.sh", b"x")]))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_broken_or_strange_compression_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(DIAGRAM, b"<a/>" * 1_000)
    data = bytearray(out.getvalue())
    begins = data.index(DIAGRAM.encode()) + len(DIAGRAM)
    data[begins : begins + 8] = b"\xff" * 8

    with pytest.raises(ArchiveUnreadable):
        unpack(bytes(data))


def test_bomb_is_refused_without_being_inflated() -> None:
    bomb = zipped([(DIAGRAM, b"\0" * (64 * 1024 * 1024))])
    assert len(bomb) < 100_000

    with pytest.raises(ArchiveTooLarge):
        unpack(bomb)


def test_size_that_the_zip_claims_is_not_believed() -> None:
    data = bytearray(zipped([(DIAGRAM, b"\0" * (3 * 1024 * 1024))]))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = struct.pack("<I", 10)  # uncompressed size

    with pytest.raises((ArchiveTooLarge, ArchiveUnreadable)):
        unpack(bytes(data))


def test_many_files_that_are_each_small_enough_are_bounded_together() -> None:
    large = b"\0" * (2 * 1024 * 1024)

    with pytest.raises(ArchiveTooLarge, match="展开后"):
        unpack(zipped((f"processes/{KEY}/a{number}.bpmn", large) for number in range(33)))


def test_too_many_files_are_refused() -> None:
    with pytest.raises(ArchiveTooLarge, match=str(MOST_FILES)):
        unpack(zipped((f"processes/{KEY}/a{number}.bpmn", b"") for number in range(MOST_FILES + 1)))


def test_zip_over_sixteen_megabytes_is_refused() -> None:
    with pytest.raises(ArchiveTooLarge):
        unpack(b"P" * (16 * 1024 * 1024 + 1))


@pytest.mark.parametrize("data", [b"", b"no zip", zipped([(DIAGRAM, b"x" * 500)])[:-30]])
def test_what_is_no_whole_zip_is_refused(data: bytes) -> None:
    with pytest.raises(ArchiveUnreadable):
        unpack(data)


def test_zip_with_a_password_is_refused() -> None:
    data = bytearray(zipped([(DIAGRAM, b"x")]))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1

    with pytest.raises(ArchiveUnreadable):
        unpack(bytes(data))
