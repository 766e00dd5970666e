"""Jurisdictions are data: no key and no name of one stands anywhere in the application."""

from pathlib import Path

import pytest
import yaml

from app.bundle import package_keys

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (".py", ".html", ".txt", ".yaml", ".json", ".js", ".css", ".po")


def names_of(key: str) -> set[str]:
    """The key of a package, its name and its short name."""
    told = yaml.safe_load((ROOT / "processes" / key / "jurisdiction.yaml").read_text("utf-8"))
    return {key, told["name"], told["short_name"]}


FILES = sorted(
    path for path in (ROOT / "app").rglob("*") if path.suffix in TEXTS and "static" not in path.parts
)
NAMES = set().union(*map(names_of, package_keys(ROOT)))


def test_there_is_something_to_look_for() -> None:
    assert set(package_keys(ROOT)) <= NAMES
    assert len(FILES) > 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_jurisdiction_is_named(path: Path) -> None:
    text = path.read_text("utf-8")

    assert {name for name in NAMES if name in text} == set()
