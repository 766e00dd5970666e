"""A small sound package in a folder of its own, to be broken."""

import shutil
from pathlib import Path

from app.bundle.skeleton import create_package

ROOT = Path(__file__).resolve().parents[2]
KEY = "sixth"


def new_root(folder: Path) -> Path:
    """A root folder that holds only the skeleton and the package made of it."""
    for top in ("processes", "forms"):
        shutil.copytree(ROOT / top / "_new", folder / top / "_new")
    create_package(folder, KEY)
    return folder


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that must be there in a file of the root."""
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def write(root: Path, path: str, text: str | bytes) -> None:
    """Write a file below the root."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
