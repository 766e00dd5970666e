"""The editors' pages and what their panels ask for."""

import pytest

from app.core.actor import system
from app.repository.drafts import open_draft
from tests.yunxi import DIAGRAM, KEY, package


@pytest.fixture
def draft(desk):
    with desk.house.database.transaction(system(KEY)) as ctx:
        return f"/drafts/{open_draft(ctx, KEY).id}"


def test_the_writer_gets_the_modeler_with_what_the_base_has(desk, draft):
    page = desk.as_("writer").get(f"{draft}/files/{DIAGRAM}")

    assert page.status_code == 200
    assert "灾情核实与调派" in page.text
    assert "data-editable" in page.text
    assert f'data-content="{draft}/content/{DIAGRAM}"' in page.text
    assert '"verify"' in page.text


def test_readers_look_and_do_not_edit(desk, draft):
    page = desk.as_("auditor").get(f"{draft}/files/{DIAGRAM}")

    assert page.status_code == 200
    assert "data-editable" not in page.text
    assert "试运行" not in page.text


def test_a_shared_file_is_found_under_its_own_and_the_packages_path(desk, draft):
    client = desk.as_("writer")

    for owner in ("common", KEY):
        page = client.get(f"{draft}/files/forms/{owner}/force-arrival.form")
        assert page.status_code == 200, owner


@pytest.mark.parametrize("path", [f"processes/{KEY}/nothing.bpmn", "README.md", "printouts/_base/sheet.html"])
def test_what_has_no_editor_is_said_so(desk, draft, path):
    answer = desk.as_("writer").get(f"{draft}/files/{path}", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json["code"]) == (404, "no-editor")


def test_the_vocabulary_lists_what_a_diagram_may_name(desk, draft):
    lists = desk.as_("writer").get(f"{draft}/vocabulary").json

    assert {"key": "rescue-team", "name": "县专职救援队"} in lists["groups"]
    assert {"notify", "printout.issue"} <= {topic["topic"] for topic in lists["topics"]}


def test_the_variables_are_those_of_the_unsaved_diagram(desk, draft):
    renamed = (
        package()
        .diagrams["yunxi-report"]
        .replace(b'camunda:resultVariable="paper"', b'camunda:resultVariable="sheet"')
    )

    found = desk.as_("writer").post(f"{draft}/variables/{DIAGRAM}?element=answer", data=renamed).json

    assert {"sheet", "decision", "limits", "case"} <= {one["name"] for one in found}
    assert "paper" not in {one["name"] for one in found}


def test_a_form_is_asked_what_its_steps_know(desk, draft):
    found = desk.as_("writer").post(f"{draft}/variables/forms/{KEY}/approval.form").json

    assert {"case", "limits"} <= {one["name"] for one in found}


def test_the_shared_sheet_of_a_paper_is_shown_and_says_why_it_is_not_edited(desk, draft):
    client = desk.as_("writer")
    paper = client.get(f"{draft}/files/printouts/{KEY}/rescue-order/template.html").text

    page = client.get(f"{draft}/files/printouts/_base/official.html").text

    assert f"{draft}/files/printouts/_base/official.html" in paper
    assert "不在草稿里改" in page
    assert "data-editable" not in page


@pytest.mark.parametrize(
    ("asked", "column"),
    [
        ({"expression": "a + 1"}, None),
        ({"expression": "a == 1"}, 4),
        ({"expression": "> 3", "kind": "unary"}, None),
        ({"expression": "> 3"}, 1),
    ],
)
def test_feel_is_read_as_the_engine_reads_it(desk, draft, asked, column):
    error = desk.as_("writer").post(f"{draft}/feel", json=asked).json["error"]

    assert (error and error["column"]) == column


@pytest.mark.parametrize("body", [[], {}, {"expression": 3}])
def test_what_is_no_expression_is_refused(desk, draft, body):
    assert desk.as_("writer").post(f"{draft}/feel", json=body).status_code == 400


def test_a_broken_package_still_has_lists(desk, draft):
    client = desk.as_("writer")
    settings = f"processes/{KEY}/settings.yaml"
    client.post(f"{draft}/content/{settings}", data=b"limits: [", headers={"X-Base-Version": "0"})

    assert client.get(f"{draft}/vocabulary").json["limits"]
