"""What files of other products are called when they are brought into a draft."""

import pytest

from app.worker.drafts.naming import named_here
from tests.engine.lint.foreign.decisions import DECISIONS


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("order.bpmn", "order.bpmn"), ("My Process (1).bpmn", "my-process-1.bpmn"),
        ("请假.bpmn20.xml", "imported-e3b0c4.bpmn"),
        ("C:\\p\\Leave_Request.BPMN2", "leave-request.bpmn"), ("2024-plan.xml", "plan.bpmn"), ("a.dmn11.xml", "a.dmn"),
        ("Level.dmn", "level.dmn"), ("Form_1.form", "form-1.form"), ("notes.txt", "notes.txt"), ("none", "none"),
    ],
)  # fmt: skip
def test_brought_file_gets_a_key_and_our_ending(name: str, known: str) -> None:
    assert named_here(name, b"") == known


def test_xml_is_named_by_what_it_is() -> None:
    assert named_here("table.xml", DECISIONS["dmn-1.5"].encode()) == "table.dmn"
