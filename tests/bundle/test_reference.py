"""docs/reference/lint.md: a heading for every code, and no other."""

import ast
import re
from pathlib import Path

from app.engine.lint.catalogue import CODES, FIRST, PLACED, RULES
from app.engine.lint.finding import Severity
from tests.bundle.packages import ROOT

PAGE = (ROOT / "docs/reference/lint.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### (\S+)\n\n(.+)$", PAGE, re.MULTILINE))


def codes_of_packages() -> set[str]:
    """The codes that packages, registers and reports give to `Faults.add` and `Faults.warn`."""
    folders = (Path(ROOT / "app" / name).glob("*.py") for name in ("bundle", "registries", "reports"))
    trees = (ast.parse(path.read_text("utf-8")) for paths in folders for path in paths)
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("add", "warn")
        and len(call.args) >= 3
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_code_has_its_heading_and_no_heading_is_stale() -> None:
    assert set(SECTIONS) == CODES | codes_of_packages()


def test_warnings_are_called_warnings() -> None:
    for rule in (*FIRST, *RULES, *PLACED):
        assert SECTIONS[rule.code].startswith("Warning.") == (rule.severity is Severity.WARNING), rule.code
