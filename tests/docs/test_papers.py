"""docs/papers.md names and shows what the packages issue."""

import re
from pathlib import Path

import pytest

from app.bundle.loader import load_bundle
from scripts.paper_pictures import KEYS, PICTURES, issued

ROOT = Path(__file__).parents[2]
MOST = 300_000
"""Bytes of a picture: the docs are read over slow lines too."""


def _titles(key: str) -> set[str]:
    """What the tables list in the column of a jurisdiction."""
    rows = re.findall(r"^\| (.+) \|$", (ROOT / "docs" / "papers.md").read_text("utf-8"), re.M)
    cells = [row.split(" | ")[1 + KEYS.index(key)] for row in rows if not row.startswith("Kind")]
    return {title for cell in cells for title in cell.split("<br>")} - {"—"}


@pytest.mark.parametrize("key", KEYS)
def test_the_tables_list_every_paper_that_is_issued(key: str) -> None:
    assert _titles(key) == {printout.title for printout in issued(load_bundle(ROOT, key))}


@pytest.mark.parametrize("key", KEYS)
def test_every_jurisdiction_is_shown(key: str) -> None:
    picture = PICTURES / f"papers-{key}.png"

    assert f"images/{picture.name}" in (ROOT / "docs" / "papers.md").read_text("utf-8")
    assert picture.stat().st_size <= MOST
