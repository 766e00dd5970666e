"""流程: the page of the package, opening, copying in, moving and giving up a draft."""

import html
import re

import pytest

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.core.actor import Actor, ActorKind
from app.repository.deployments import create_deployment
from app.repository.drafts import save_file, unfinished
from tests.yunxi import DIAGRAM, KEY, SETTINGS, package

OPERATOR = Actor(ActorKind.CLI, "cli", "命令行", KEY)
LONGER = package().resources[SETTINGS].data.replace(b"PT20M", b"PT30M")
TAGS = re.compile(r"<[^>]+>")


def words(answer):
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", TAGS.sub(" ", answer.text))


@pytest.fixture
def draft(desk):
    """An open draft of the writer, by its address."""
    desk.as_("writer").post("/drafts")
    with desk.house.database.reading(OPERATOR) as ctx:
        return f"/drafts/{unfinished(ctx, KEY).id}"


def save(client, draft, path, data, seen=0):
    answer = client.post(f"{draft}/content/{path}", data=data, headers={"X-Base-Version": str(seen)})
    assert answer.status_code == 200, answer.text


def test_without_a_draft_the_page_shows_what_runs(desk):
    page = desk.as_("writer").get("/drafts")

    assert "第 1 版在运行" in words(page)
    assert "开始改" in page.text
    assert "yunxi-report.bpmn" in page.text
    assert "/files/" not in page.text


def test_auditor_sees_the_files_and_may_not_begin(desk):
    page = desk.as_("auditor").get("/drafts").text

    assert "yunxi-report.bpmn" in page
    assert "开始改" not in page


def test_opened_draft_lists_files_by_what_people_call_them(desk, draft):
    page = words(desk.as_("writer").get("/drafts"))

    assert "草稿（第 2 版）" in page
    for title in ("核实灾情", "批准调派", "时限和参数", "条款清单"):
        assert title in page


def test_changes_comments_and_editors_are_marked(desk, draft):
    writer, signer = desk.as_("writer"), desk.as_("signer")
    save(writer, draft, SETTINGS, LONGER)
    save(writer, draft, f"forms/{KEY}/fresh.form", b'{"components": []}')
    writer.post(f"{draft}/lock/{DIAGRAM}", json={"act": "take"})
    writer.post(f"{draft}/comments/{DIAGRAM}", json={"text": "谁核实？"})

    page = words(signer.get("/drafts"))

    assert "本稿修改" in page
    assert "本稿新增" in page
    assert "writer 甲 正在编辑" in page
    assert "1 条未了" in page
    assert "2 个文件" in page


def test_broken_file_is_told_and_the_page_still_opens(desk, draft):
    writer = desk.as_("writer")
    save(writer, draft, SETTINGS, b"limits: [")

    page = words(writer.get("/drafts"))

    assert re.search(r"[1-9] 处错误", page)
    assert "有文件读不了" in page


def test_copy_opens_its_editor_and_a_taken_key_is_refused(desk, draft):
    writer = desk.as_("writer")
    asked = {"source": DIAGRAM, "key": "yunxi-flood", "name": "汛情上报"}

    made = writer.post(f"{draft}/copy", data=asked)
    again = writer.post(f"{draft}/copy", data=asked)

    assert made.headers["Location"] == f"{draft}/files/processes/{KEY}/yunxi-flood.bpmn"
    assert "汛情上报" in words(writer.get("/drafts"))
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("source", "key"), [("", "Not A Key"), (SETTINGS, "settings-b"), ("../etc/passwd", "x")]
)
def test_what_cannot_be_copied_is_refused(desk, draft, source, key):
    answer = desk.as_("writer").post(f"{draft}/copy", data={"source": source, "key": key, "name": "x"})

    assert answer.status_code == 422


def test_blank_process_is_new_in_the_draft(desk, draft):
    writer = desk.as_("writer")
    writer.post(f"{draft}/copy", data={"source": "", "key": "fresh", "name": "新流程"})

    assert "新流程" in words(writer.get("/drafts"))


def test_file_is_removed_and_given_back(desk, draft):
    writer, path = desk.as_("writer"), f"processes/{KEY}/scenarios/refused.yaml"

    gone = words(writer.post(f"{draft}/remove", data={"path": path}, follow_redirects=True))
    back = words(writer.post(f"{draft}/restore", data={"path": path}, follow_redirects=True))
    nothing = writer.post(f"{draft}/restore", data={"path": path})

    assert "本稿删除" in gone
    assert "本稿删除" not in back
    assert nothing.status_code == 404


def test_discarding_asks_for_a_reason_and_ends_the_draft(desk, draft):
    writer = desk.as_("writer")
    refused = writer.post(f"{draft}/discard", data={"reason": ""})
    done = writer.post(f"{draft}/discard", data={"reason": "不改了"}, follow_redirects=True)

    assert refused.status_code == 422
    assert "开始改" in done.text


def test_draft_behind_a_newer_version_is_moved(desk, draft):
    writer = desk.as_("writer")
    save(writer, draft, SETTINGS, LONGER)
    with desk.house.database.transaction(OPERATOR) as ctx:
        files = [one for path, one in package().resources.items() if "not-true" not in path]
        create_deployment(ctx, Bundle.from_resources(KEY, files))

    assert "又部署了新的一版" in words(writer.get("/drafts"))
    assert "草稿（第 3 版）" in words(writer.post(f"{draft}/rebase", follow_redirects=True))
    assert "两边都改过" not in writer.get("/drafts").text


def test_of_what_both_changed_both_sides_are_shown_and_one_is_chosen(desk, draft):
    writer = desk.as_("writer")
    save(writer, draft, SETTINGS, LONGER)
    with desk.house.database.transaction(OPERATOR) as ctx:
        files = dict(package().resources)
        files[SETTINGS] = Resource.of(SETTINGS, files[SETTINGS].data.replace(b"PT20M", b"PT40M"))
        create_deployment(ctx, Bundle.from_resources(KEY, files.values()))

    forked = writer.post(f"{draft}/rebase", follow_redirects=True).text
    ways = [html.unescape(href) for href in re.findall(r'href="([^"]*settings.yaml)"', forked)]
    shown = [words(writer.get(href)) for href in ways if "compare" in href]
    chosen = writer.post(
        f"{draft}/settle", data={"path": SETTINGS, "choice": "theirs"}, follow_redirects=True
    ).text

    assert "1 个文件没有选" in forked
    pairs = (("20分钟", "40分钟"), ("20分钟", "30分钟"), ("40分钟", "30分钟"))
    assert [all(part in page for part in pair) for pair, page in zip(pairs, shown, strict=True)] == [True] * 3
    assert "两边都改过" not in chosen
    assert b"PT40M" in writer.get(f"{draft}/content/{SETTINGS}").data


def test_milestone_is_listed_compared_with_and_gone_back_to(desk, draft):
    writer = desk.as_("writer")
    save(writer, draft, SETTINGS, LONGER)
    named = writer.post(f"{draft}/milestones", data={"name": "送县局看过的"}, follow_redirects=True)
    save(writer, draft, SETTINGS, LONGER.replace(b"PT30M", b"PT50M"), 1)

    (address,) = re.findall(r'href="([^"]*to=milestone-[^"]*)"', named.text)
    saves = f"{draft}/compare?path={SETTINGS}&to=save-2&at=save-1"
    compared, turned = (words(writer.get(href)) for href in (address, saves))
    milestone = address.rpartition("milestone-")[2]
    then = writer.get(f"{draft}/content/{SETTINGS}?milestone={milestone}").data
    writer.post(f"{draft}/milestones/{milestone}/back")

    assert "送县局看过的 → 草稿" in compared
    assert ("30分钟" in compared, "50分钟" in compared) == (True, True)
    assert "第 2 次保存 → 第 1 次保存" in turned
    assert then == writer.get(f"{draft}/content/{SETTINGS}").data == LONGER
    assert writer.get(f"{draft}/compare?path={SETTINGS}&to=save-9").status_code == 404
    assert "记为里程碑" not in desk.as_("auditor").get("/drafts").text


def test_refusal_leads_back_to_the_place(desk, draft):
    page = desk.as_("writer").post(f"{draft}/discard", data={"reason": ""}).text

    assert 'href="/drafts"' in page
    assert "回到流程" in page


def test_finding_a_file_again_after_another_saved_it(desk, draft):
    with desk.house.database.transaction(Actor(ActorKind.USER, "x", "丙", KEY)) as ctx:
        save_file(ctx, draft.removeprefix("/drafts/"), SETTINGS, LONGER, 0)

    assert "丙" in words(desk.as_("writer").get("/drafts"))
