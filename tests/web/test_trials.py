"""Trial runs and scenarios as pages: begin, act as posts, be refused, take back, record, play all."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from app.bundle import load_bundle
from app.config import Config
from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.repository.drafts import open_draft, read_file, save_file
from app.runtime.jobs import JobPort, Kept
from app.worker.handlers import perform
from app.worker.house import open_house
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios import runs
from tests.bundle.packages import KEY, edit, new_root, write
from tests.web.site import PASSWORD, Site, application
from tests.worker.scenarios.test_coverage import DIAGRAM, DRAWN, PLAYED, SCENARIO, TELL

PROCESS = "sixth-report"
TRUE = {"decision": "属实", "situation": "泄漏属实"}
ACTOR = Actor(ActorKind.USER, "tester", "流程管理员", KEY)
PEOPLE = """\
people:
  - {login: outsider, name: 外单位 值班员, unit: bureau, groups: [], roles: [staff]}
  - {login: owner-a, name: 流程管理员 甲, unit: bureau, groups: [], roles: [process-owner]}
  - {login: owner-b, name: 流程管理员 乙, unit: bureau, groups: [], roles: [process-owner]}
"""


@pytest.fixture(scope="module")
def trying(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Site]:
    """The sixth package, with a notice after its only task."""
    folder = tmp_path_factory.mktemp("trials")
    root = new_root(folder / "root")
    told = TELL.replace("= ghost.text", "属实")
    edit(root, DIAGRAM, "<bpmn:outgoing>to_end", "<bpmn:outgoing>to_tell")
    edit(root, DIAGRAM, 'id="to_end" sourceRef="verify"', 'id="to_end" sourceRef="tell"')
    edit(root, DIAGRAM, '<bpmn:endEvent id="end"', told + '<bpmn:endEvent id="end"')
    edit(root, DIAGRAM, "</bpmndi:BPMNPlane>", DRAWN)
    edit(root, f"processes/{KEY}/jurisdiction.yaml", "people:\n", PEOPLE)
    write(root, SCENARIO, PLAYED)
    shutil.copy(sqlite_template, folder / "site.sqlite")
    url = f"sqlite:///{folder / 'site.sqlite'}"
    clock = SetClock()
    house = open_house(Config(data_dir=folder, database_url=url, assets_dir=root, testing=True), Kept, clock)
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, load_bundle(root, KEY))
        furnish(ctx, load_bundle(root, KEY), PASSWORD)
    yield Site(application(house), house, clock)
    house.database.engine.dispose()


@pytest.fixture
def owner(trying: Site) -> FlaskClient:
    return trying.as_("owner-a")


@pytest.fixture
def draft(trying: Site) -> str:
    with trying.house.database.transaction(ACTOR) as ctx:
        return open_draft(ctx, KEY).id


@pytest.fixture
def trial(owner: FlaskClient, draft: str) -> str:
    """The address of a trial that waits for its task."""
    asked = owner.post(f"/drafts/{draft}/trials", data={"path": DIAGRAM})
    address = asked.location.partition("/start")[0]
    assert asked.location.endswith(f"process={PROCESS}")
    assert begin(owner, address).json == {"location": address}
    return address


def begin(owner: FlaskClient, address: str, **body: Any) -> Any:
    given = {"at": "2026-11-22T02:47", "values": {}, "who": "bureau-duty", **body}
    return owner.post(f"{address}/start/{PROCESS}/start", json=given)


def form_of(owner: FlaskClient, trial: str) -> str:
    """The address of the open task's form, as the first post that may."""
    found = re.search(r'trial-do" href="([^"]+)"', owner.get(trial).text)
    assert found is not None
    return found[1]


def test_steps_are_done_refused_taken_back_and_recorded(trying, owner, draft, trial):
    form = form_of(owner, trial)

    empty = owner.post(form, json={"values": {}})
    done = owner.post(form, json={"values": TRUE})
    after = owner.get(trial).text
    owner.post(f"{trial}/undo")
    attempt = owner.post(f"{form.partition('?')[0]}/attempt", data={"as": "outsider"})
    owner.post(f"{trial}/pass", data={"amount": "10", "unit": "M"})
    owner.post(form, json={"values": TRUE})
    kept = owner.post(f"{trial}/record", data={"name": "kept", "title": "先拒绝后办成", "keep": "0"})

    assert (empty.status_code, done.json["location"], attempt.status_code) == (422, trial, 303)
    assert "流程已经走完" in after
    assert kept.location == f"/drafts/{draft}/scenarios"
    with trying.house.database.reading(ACTOR) as ctx:
        text = read_file(ctx, open_draft(ctx, KEY), f"processes/{KEY}/scenarios/kept.yaml")[0]
    assert yaml.safe_load(text)["steps"] == [
        {"who": "outsider", "task": "verify", "values": {}, "refused": "not-candidate"},
        {"after": "PT10M"},
        {"who": "bureau-duty", "task": "verify", "outcome": "属实", "values": {"situation": "泄漏属实"}},
    ]


def test_a_post_that_may_not_sees_why_and_what_a_press_leads_to(owner, trial):
    form = form_of(owner, trial)

    refused = owner.get(form.partition("?")[0] + "?as=outsider").text
    allowed = owner.get(form).text

    assert ("办理，不在您的岗位" in refused, "data-form-json" in refused) == (True, False)
    assert ("data-form-json" in allowed, "进入“告知”" in allowed) == (True, True)


def test_every_panel_shows_and_a_wrong_act_is_told_on_the_page(owner, trial):
    owner.post(form_of(owner, trial), json={"values": TRUE})

    names = ("steps", "reasons", "values", "papers", "notices", "connectors")
    shown = {name: owner.get(f"{trial}?panel={name}").text for name in names}
    wrong = owner.post(f"{trial}/pass", data={"for": "gestern"})
    nobody = owner.post(f"{trial}/declare", data={"who": "bureau-duty", "message": "没有这件事"})

    assert "值班员 属实 核实灾情" in shown["steps"]
    assert re.search(rf'href="[^"]+/files/processes/{KEY}/{PROCESS}.bpmn"', shown["steps"])
    assert ("泄漏属实" in shown["values"], "给 应急管理局值班" in shown["notices"]) == (True, True)
    assert (wrong.status_code, "不是能拨过去的时间" in wrong.text) == (422, True)
    assert (nobody.status_code, "没有环节等着" in nobody.text) == (422, True)


def test_connector_is_ordered_to_fail_and_the_act_is_refused(owner, trial):
    owner.post(f"{trial}/answer", data={"connector": "notify", "kind": "failure", "message": "网关没有应答"})
    refused = owner.post(form_of(owner, trial), json={"values": TRUE})
    page = owner.get(f"{trial}?panel=connectors").text
    owner.post(f"{trial}/answer", data={"connector": "notify"})
    owner.post(f"{trial}/retry")
    done = owner.post(form_of(owner, trial), json={"values": TRUE})

    assert (refused.status_code, refused.json["code"]) == (409, "connector-failed")
    assert ("技术故障：网关没有应答" in page, "异常 1" in page) == (True, True)
    assert done.status_code == 200


@pytest.mark.parametrize("typed", ["forces: [", "[1, 2]", "forces: {a: 1}"])
def test_samples_that_cannot_be_read_are_refused(owner, draft, typed):
    address = owner.post(f"/drafts/{draft}/trials").location.partition("/start")[0]

    answer = begin(owner, address, samples=typed)

    assert (answer.status_code, "看不懂" in answer.json["title"]) == (422, True)
    assert owner.get(address).location == f"{address}/start"


def test_a_saved_draft_is_told_and_tried_again_with_the_same_acts(trying, owner, draft, trial):
    owner.post(f"{trial}/pass", data={"for": "PT10M"})
    fresh = owner.get(trial).text
    trying.clock.advance(timedelta(minutes=1))
    path = f"processes/{KEY}/settings.yaml"
    with trying.house.database.transaction(ACTOR) as ctx:
        data, version = read_file(ctx, open_draft(ctx, KEY), path)
        save_file(ctx, draft, path, data + b"# saved again\n", version)

    told, again = owner.get(trial).text, owner.post(f"{trial}/renew").location

    assert ("又存过" in fresh, "又存过" in told, "又存过" in owner.get(again).text) == (False, True, False)
    assert again != trial
    assert re.findall("trial-number", owner.get(again).text) == ["trial-number"]


def test_trial_is_its_authors_alone(trying, owner, trial):
    assert trying.as_("owner-b").get(trial).status_code == 404
    assert trying.as_("owner-b").post(f"{trial}/undo").status_code == 404
    assert owner.get("/trials/nonsense").status_code == 404
    assert owner.get(f"{trial}/{PROCESS}.bpmn").mimetype == "application/xml"
    assert owner.get(f"{trial}/ghost.bpmn").status_code == 404


def test_scenarios_are_played_and_the_failing_one_opens_where_it_fails(trying, owner, draft):
    broken = PLAYED.replace("steps:\n", "steps:\n  - after: PT1M\n").replace("task: verify", "task: ghost")
    path = f"processes/{KEY}/scenarios/broken.yaml"
    with trying.house.database.transaction(ACTOR) as ctx:
        save_file(ctx, draft, path, broken.encode(), 0)

    before = owner.get(f"/drafts/{draft}/scenarios/state").json
    owner.post(f"/drafts/{draft}/scenarios")
    running = owner.get(f"/drafts/{draft}/scenarios").text
    for job in trying.house.shared[JobPort].jobs.jobs:
        if job.name == runs.PLAY:
            perform(trying.house, job.name, job.payload)
    after = owner.get(f"/drafts/{draft}/scenarios/state").json
    page = owner.get(f"/drafts/{draft}/scenarios").text
    opened = owner.post(f"/drafts/{draft}/scenarios/broken/trial").location
    owner.get("/language/en")
    abroad = [owner.get(address).text for address in (f"/drafts/{draft}/scenarios", opened)]
    owner.get("/language/zh")

    assert (before["run"], after["run"], after["done"]) == ("none", "done", after["total"])
    assert [(one["name"], one["step"]) for one in after["failed"]] == [("broken", 2)]
    assert after["coverage"]["share"] == {"flows": 1.0, "rules": 1.0}
    assert "正在重演" in running
    assert "没有待办 ghost" in page
    assert json.loads(re.search(r"data-flows>(.*?)</script>", page)[1])
    assert "第 2 步走不通" in owner.get(opened).text
    assert ["Step 2 cannot be taken: there is no task ghost" in one for one in abroad] == [True, True]
