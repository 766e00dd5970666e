"""Shipped packages with a few texts replaced."""

from functools import cache
from pathlib import Path

from app.bundle import Bundle, load_bundle
from app.bundle.comparison import Comparison, FileChange, compare
from app.bundle.resources import Resource

ROOT = Path(__file__).resolve().parents[3]
DISPATCH = "processes/pingyin/pingyin-dispatch.bpmn"
LEVELS = "processes/pingyin/pingyin-command-level.dmn"
HANDOVER = "forms/pingyin/command-handover.form"
SETTINGS = "processes/pingyin/settings.yaml"
MANIFEST = "processes/pingyin/jurisdiction.yaml"


@cache
def pingyin() -> Bundle:
    return load_bundle(ROOT, "pingyin")


def edited(path: str, *replaced: tuple[str, str]) -> Bundle:
    """Pingyin with texts of one file replaced; each must be there."""
    text = pingyin().resources[path].data.decode()
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new)
    return with_file(path, text.encode())


def with_file(path: str, data: bytes | None) -> Bundle:
    """Pingyin with one file written or left out."""
    files = {**pingyin().resources}
    files.pop(path, None)
    written = Resource.of(path, data) if data is not None else None
    return Bundle.from_resources("pingyin", [*files.values(), *([written] if written else [])])


def changed(path: str, *replaced: tuple[str, str]) -> FileChange:
    """What is told of the one file in which texts were replaced."""
    return only(compare(pingyin(), edited(path, *replaced)))


def only(comparison: Comparison) -> FileChange:
    assert len(comparison.files) == 1, [file.path for file in comparison.files]
    return comparison.files[0]


def told(file: FileChange) -> list[tuple[str, str, str | None, str | None]]:
    """Name, label, old and new of every change that is not only drawn."""
    return [
        (item.name, change.label, change.old, change.new)
        for item in file.items
        for change in item.changes
        if not change.drawn
    ]
