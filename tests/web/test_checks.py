"""The findings that editors show: of one file as it is being drawn, of the whole package, and beside broken files."""

import pytest

from app.core.actor import system
from app.repository.drafts import bundle_of, draft_of, open_draft
from app.worker.models import ScenarioRun
from tests.web.site import KEY, ROOT
from tests.yunxi import DIAGRAM as SMALL_DIAGRAM
from tests.yunxi import KEY as SMALL
from tests.yunxi import SETTINGS as SMALL_SETTINGS
from tests.yunxi import package

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


def test_other_broken_file_does_not_stop_the_check(desk):
    broken = [SMALL_SETTINGS, f"forms/{SMALL}/approval.form", f"processes/{SMALL}/jurisdiction.yaml"]
    draft, client = begun(desk), desk.as_("writer")
    for path in broken:
        saved = client.post(f"/drafts/{draft}/content/{path}", data=b"{", headers={"X-Base-Version": "0"})
        assert saved.status_code == 200, saved.text

    one = client.post(f"/drafts/{draft}/check/{SMALL_DIAGRAM}", data=package().resources[SMALL_DIAGRAM].data)
    whole = client.get(f"/drafts/{draft}/check")

    assert one.json["findings"] == []
    assert {finding["file"] for finding in whole.json["findings"]} == set(broken)
    assert whole.json["errors"] >= 3


def test_flow_that_no_scenario_took_is_told_once_they_were_played(desk):
    draft, client = begun(desk), desk.as_("writer")
    with desk.house.database.transaction(system(SMALL)) as ctx:
        digest = bundle_of(ctx, draft_of(ctx, draft)).digest
        taken = {"yunxi-report": {"start_to_verify": True, "approved_to_refused": False}}
        run = ScenarioRun(
            digest=digest, jurisdiction=SMALL, draft_id=draft, status="done", attempt=1, done=1, total=1
        )
        run.failures, run.coverage, run.started_at = [], {"flows": taken}, ctx.now()
        ctx.session.add(run)

    told = client.get(f"/drafts/{draft}/check").json

    assert [(finding["code"], finding["element"]) for finding in told["findings"]] == [("untaken", "refused")]
    assert (told["errors"], told["warnings"]) == (0, 1)


def begun(desk):
    with desk.house.database.transaction(system(SMALL)) as ctx:
        return open_draft(ctx, SMALL).id


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
