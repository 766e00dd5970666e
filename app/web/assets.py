"""Addresses of the built scripts and styles, read from the manifest that Vite writes."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, url_for

_FOLDER = "build"


class AssetsMissing(RuntimeError):
    """The front end was not built: run scripts/build-frontend.sh."""


def script(entry: str) -> str:
    """The address of an entry's script, such as base/main.js."""
    return _address(_chunk(entry)["file"])


def styles(entry: str) -> tuple[str, ...]:
    """The addresses of all styles that an entry and what it imports need, in order."""
    return tuple(_address(file) for file in dict.fromkeys(_styles(entry)))


def _styles(entry: str) -> Iterator[str]:
    chunk = _chunk(entry)
    for imported in chunk.get("imports", ()):
        yield from _styles(imported)
    yield from chunk.get("css", ())


def _chunk(entry: str) -> Mapping[str, Any]:
    path = Path(current_app.static_folder or "") / _FOLDER / ".vite" / "manifest.json"
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError as missing:
        raise AssetsMissing(AssetsMissing.__doc__) from missing
    chunk: Mapping[str, Any] = _manifest(path, stamp)[entry]
    return chunk


@lru_cache(maxsize=1)
def _manifest(path: Path, _stamp: int) -> Mapping[str, Any]:
    manifest: Mapping[str, Any] = json.loads(path.read_bytes())
    return manifest


def _address(file: str) -> str:
    return url_for("static", filename=f"{_FOLDER}/{file}")
