"""The findings that editors show: of one file as it is being drawn, of the whole package, and beside broken files."""

import pytest

from app.core.actor import system
from app.repository.drafts import open_draft
from tests.web.site import KEY, ROOT

DIAGRAM = f"processes/{KEY}/rongcheng-dispatch.bpmn"
FORM = f"forms/{KEY}/census-registration-entry.form"
SETTINGS = f"processes/{KEY}/settings.yaml"


@pytest.fixture(scope="module")
def draft(site):
    with site.house.database.transaction(system(KEY)) as ctx:
        return open_draft(ctx, KEY).id


@pytest.fixture
def check(site, draft):
    def post(path, data):
        answer = site.as_("process-owner").post(f"/drafts/{draft}/check/{path}", data=data)
        assert answer.status_code == 200, answer.text
        return answer.json

    return post


def shipped(path):
    return (ROOT / path).read_bytes()


def test_shipped_package_has_no_findings(site, draft):
    answer = site.as_("process-owner").get(f"/drafts/{draft}/check")

    assert answer.json == {"findings": [], "errors": 0, "warnings": 0}


def test_unsaved_diagram_is_checked_inside_its_package(check, site, draft):
    data = shipped(DIAGRAM).replace(b'camunda:formKey="', b'camunda:formKey="ghost-', 1)

    found = check(DIAGRAM, data)

    (finding,) = found["findings"]
    assert all(finding[name] for name in ("element", "line", "name", "message", "mend"))
    assert (finding["code"], finding["severity"], finding["file"]) == ("unknown-form", "error", DIAGRAM)
    assert (found["errors"], found["warnings"]) == (1, 0)
    assert site.as_("process-owner").get(f"/drafts/{draft}/check").json["errors"] == 0  # nothing was saved


@pytest.mark.parametrize("path", [DIAGRAM, FORM, SETTINGS])
def test_what_is_no_longer_readable_is_told(check, path):
    found = check(path, b"\x00 no file at all <")

    assert found["errors"] >= 1
    assert {finding["file"] for finding in found["findings"]} == {path}


def test_other_broken_file_does_not_stop_the_check(own_site):
    with own_site.house.database.transaction(system(KEY)) as ctx:
        draft = open_draft(ctx, KEY).id
    client = own_site.as_("process-owner")
    for path in (FORM, SETTINGS, f"processes/{KEY}/jurisdiction.yaml"):
        saved = client.post(f"/drafts/{draft}/content/{path}", data=b"{", headers={"X-Base-Version": "0"})
        assert saved.status_code == 200, saved.text

    one = client.post(f"/drafts/{draft}/check/{DIAGRAM}", data=shipped(DIAGRAM))
    whole = client.get(f"/drafts/{draft}/check")

    assert one.json["findings"] == []
    assert {finding["file"] for finding in whole.json["findings"]} >= {FORM, SETTINGS}
    assert whole.json["errors"] >= 3


def test_paper_is_checked_as_a_whole(check):
    name = next((ROOT / f"printouts/{KEY}").glob("*/printout.yaml")).parent.name

    found = check(f"printouts/{KEY}/{name}/printout.yaml", b"title: [")

    assert found["errors"]
    assert {finding["file"].split("/")[2] for finding in found["findings"]} == {name}


@pytest.mark.parametrize(
    "path", ["README.md", "processes/other/a.bpmn", "processes/../secret", "app/main.py"]
)
def test_file_outside_the_package_is_not_there(site, draft, path):
    answer = site.as_("process-owner").post(f"/drafts/{draft}/check/{path}", data=b"")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_unknown_draft_is_not_there(site):
    answer = site.as_("process-owner").get("/drafts/nope/check")

    assert (answer.status_code, answer.json["code"]) == (404, "draft-not-found")
