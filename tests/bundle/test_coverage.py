"""Which places carry a clause, kind by kind."""

from pathlib import Path

import pytest

from app.bundle import load_bundle
from app.bundle.citations import citations
from app.bundle.coverage import clause_coverage
from tests.bundle.packages import KEY, edit, new_root, write

FORM = f"forms/{KEY}/verification.form"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path)


def test_each_place_is_named_as_people_see_it(root: Path) -> None:
    coverage = clause_coverage(load_bundle(root, KEY))

    assert [(c.clause.id, c.missing) for c in coverage] == [("EX-01", ()), ("EX-02", ())]
    assert [(c.carrier, c.element, c.name) for one in coverage for c in one.carriers] == [
        ("form", "decision", "核实结果"),
        ("process", "verify", "核实灾情"),
        ("role", "bureau-duty", "应急管理局值班"),
    ]


def test_form_that_no_task_asks_for_carries_nothing(root: Path) -> None:
    edit(root, f"processes/{KEY}/sixth-report.bpmn", ' camunda:formKey="verification"', "")

    first = clause_coverage(load_bundle(root, KEY))[0]

    assert first.missing == ("form",)


def test_group_without_lane_task_and_people_carries_nothing(root: Path) -> None:
    edit(
        root,
        f"processes/{KEY}/jurisdiction.yaml",
        "\nlanes:",
        "\n  - {key: idle, name: 空组, clauses: [EX-02]}\nlanes:",
    )

    idle = [c.runs for c in citations(load_bundle(root, KEY)) if c.element == "idle"]

    assert idle == [False]


def test_register_and_report_carry_what_they_cite(root: Path) -> None:
    edit(root, f"processes/{KEY}/clauses.yaml", "[role]", "[registry, report]")
    field = (
        '{"type": "textfield", "id": "n", "key": "name", "label": "名称", "properties": {"clause": "EX-02"}}'
    )
    write(root, f"forms/{KEY}/registries/forces.form", f'{{"type": "default", "components": [{field}]}}')
    write(root, f"printouts/{KEY}/figures/report.yaml", "title: 统计\nclauses: [EX-02]\nsource: tasks\n")

    second = clause_coverage(load_bundle(root, KEY))[1]

    assert second.missing == ()
    assert [c.name for c in second.carriers if c.carrier != "role"] == ["名称", "统计"]
