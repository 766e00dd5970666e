"""送审与复核: what the second person sees, and the acts of both."""

import re

import pytest

from app.core.actor import Actor, ActorKind
from app.repository.drafts import bundle_of, draft_of, unfinished
from app.worker.models import ScenarioRun
from tests.web.test_drafts import LONGER, save, words
from tests.yunxi import KEY, SETTINGS

OPERATOR = Actor(ActorKind.CLI, "cli", "命令行", KEY)


@pytest.fixture
def draft(desk):
    """A draft with longer limits and scenarios that pass, by its address."""
    writer = desk.as_("writer")
    writer.post("/drafts")
    with desk.house.database.reading(OPERATOR) as ctx:
        address = f"/drafts/{unfinished(ctx, KEY).id}"
    save(writer, address, SETTINGS, LONGER)
    return address


@pytest.fixture
def played(desk, draft):
    """The digest under which the draft's scenarios were played, all well."""
    with desk.house.database.transaction(OPERATOR) as ctx:
        found = draft_of(ctx, draft.rpartition("/")[2])
        run = ScenarioRun(digest=bundle_of(ctx, found).digest, jurisdiction=KEY, draft_id=found.id)
        run.status, run.attempt, run.done, run.total, run.started_at = "done", 1, 3, 3, ctx.now()
        run.failures, run.coverage = [], {"share": {"flows": 1.0, "rules": 1.0}}
        ctx.session.add(run)
        return run.digest


def test_page_before_submitting_says_what_changed_and_what_is_missing(desk, draft):
    page = words(desk.as_("writer").get(f"{draft}/review"))

    assert "时限和参数" in page
    assert "20分钟 → 30分钟" in page
    assert "情景还没有重演完，不能送审" in page
    assert "通知能签发的人：signer 甲" in page


def test_draft_that_all_have_edited_says_that_nobody_can_sign(desk, draft):
    save(desk.as_("signer"), draft, SETTINGS, LONGER + b"# both", seen=1)

    page = words(desk.as_("writer").get(f"{draft}/review"))

    assert "眼下没有人能签发" in page
    assert "通知能签发的人" not in page


def test_one_submits_and_another_publishes(desk, draft, played):
    writer, signer = desk.as_("writer"), desk.as_("signer")
    ready = writer.get(f"{draft}/review").text
    writer.post(f"{draft}/submit", data={"note": "放宽核实时限"})
    own, page = (client.get(f"{draft}/review") for client in (writer, signer))
    lists = [client.get("/tasks").text for client in (writer, signer)]

    assert [f'href="{draft}/review"' in one for one in lists] == [False, True]
    assert "送审 1 个文件" in ready
    assert "disabled" not in ready
    assert "由另一位流程负责人签发" in words(own)
    assert "disabled" in own.text
    assert "放宽核实时限" in page.text
    assert "同意并发布第 2 版" in page.text
    digest = re.search(r'name="digest" value="(\w+)"', page.text)[1]
    assert digest == played
    done = signer.post(f"{draft}/publish", data={"digest": digest}, follow_redirects=True)
    versions = words(done)
    assert re.search(r"第 2 版 在运行 放宽核实时限 .*writer 甲 signer 甲", versions)
    assert "signer 甲" in words(signer.get(f"{draft}/review"))


def test_writer_who_presses_publish_is_refused(desk, draft, played):
    writer = desk.as_("writer")
    writer.post(f"{draft}/submit")

    answer = writer.post(f"{draft}/publish", data={"digest": played})

    assert answer.status_code == 403
    assert "不能由您签发" in answer.text


def test_sent_back_draft_shows_why(desk, draft, played):
    desk.as_("writer").post(f"{draft}/submit")
    page = desk.as_("signer").post(f"{draft}/return", data={"reason": "时限太长"}, follow_redirects=True)

    assert "时限太长" in page.text
    assert "signer 甲 在" in words(page)


def test_submitting_what_is_not_ready_is_refused(desk, draft):
    answer = desk.as_("writer").post(f"{draft}/submit")

    assert answer.status_code == 409
    assert "情景还没有全部重演过" in answer.text


def test_findings_lead_to_the_element(desk, draft):
    writer = desk.as_("writer")
    save(writer, draft, SETTINGS, b"limits: [", 1)

    page = writer.get(f"{draft}/review").text

    assert f"{draft}/files/{SETTINGS}" in page
    assert "yaml-syntax" in page


def test_auditor_reads_the_review_and_has_no_buttons(desk, draft):
    page = desk.as_("auditor").get(f"{draft}/review").text

    assert "改了什么" in page
    assert "decision-bar" not in page
