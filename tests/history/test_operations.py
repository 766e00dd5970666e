"""The vocabulary of the log is closed, in order, and described."""

import re
from pathlib import Path

from app.history.operations import Operation

REFERENCE = Path(__file__).parents[2] / "docs/reference/operations.md"
NAMES = [operation.value for operation in Operation]


def test_operations_are_subject_and_verb_in_alphabetical_order() -> None:
    assert sorted(NAMES) == NAMES
    assert all(re.fullmatch(r"[a-z]+(\.[a-z]+(-[a-z]+)?)?", name) for name in NAMES)


def test_reference_describes_each_operation_in_order_and_no_other() -> None:
    described = re.findall(r"^## ([\w.-]+)$", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)

    assert described == NAMES
