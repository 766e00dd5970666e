"""What a user can meet has a place in the documents: error codes, and nothing there that no longer exists."""

import importlib
import pkgutil
import re
from pathlib import Path

import app
from app.core.errors import DomainError

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"


def all_errors():
    for module in pkgutil.walk_packages(app.__path__, "app."):
        importlib.import_module(module.name)
    found, ahead = set(), [DomainError]
    while ahead:
        kind = ahead.pop()
        ahead += kind.__subclasses__()
        if kind.__module__.startswith("app."):
            found.add(kind)
    return found


def test_every_error_code_has_a_heading():
    headings = set(re.findall(r"^### `([a-z0-9-]+)`", (DOCS / "errors.md").read_text(), re.MULTILINE))

    assert headings == {kind.code for kind in all_errors()}


def test_error_codes_are_used_once():
    codes = [kind.code for kind in all_errors() if "code" in vars(kind)]

    assert sorted(codes) == sorted(set(codes))
