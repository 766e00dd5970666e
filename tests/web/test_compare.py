"""比较: the page that a signing person reads, and who may."""

import re

import pytest

from app.core.actor import Actor, ActorKind
from app.repository import drafts
from app.web.views.comparepage import NoVersion, deployed_file, version_comparison
from tests.web.site import KEY

CHINESE = re.compile("[\u4e00-\u9fff]")
DISPATCH = "processes/rongcheng/rongcheng-dispatch.bpmn"
LEVELS = "processes/rongcheng/rongcheng-command-level.dmn"
SETTINGS = "processes/rongcheng/settings.yaml"
TEMPLATE = "printouts/common/filing/template.html"


@pytest.fixture(scope="module")
def opened(tmp_path_factory, rongcheng):
    """A site and the id of a draft in which a diagram, a decision, the settings and a paper differ."""
    site = rongcheng.open(tmp_path_factory.mktemp("compare"))
    with site.house.database.transaction(Actor(ActorKind.CLI, "cli", "流程管理员 甲", KEY)) as ctx:
        draft = drafts.open_draft(ctx, KEY).id
        edit(ctx, draft, DISPATCH, 'name="拟定调用方案"', 'name="拟定方案"')
        edit(ctx, draft, LEVELS, '<text>"较大"</text>', '<text>"较大","重大"</text>')
        edit(ctx, draft, SETTINGS, "copy_report: PT15M", "copy_report: PT25M")
        edit(ctx, draft, TEMPLATE, "{% block rows %}", "{% block rows %}\n<script>alert(1)</script>")
    yield site, draft
    site.house.database.engine.dispose()


def edit(ctx, draft_id, path, old, new) -> None:
    draft = drafts.draft_of(ctx, draft_id)
    data, version = drafts.read_file(ctx, draft, path)
    assert old in data.decode()
    drafts.save_file(
        ctx, draft_id, drafts.own_path(draft, path), data.decode().replace(old, new).encode(), version
    )


def text(page: str) -> str:
    """What is read, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_draft_is_compared_with_what_runs(opened) -> None:
    site, draft = opened

    page = site.as_("process-owner").get(f"/drafts/{draft}/compare").text

    assert "第 1 版 → 草稿（第 2 版）" in text(page)
    assert "<del>拟定调用方案</del>" in page
    assert "<ins>拟定方案</ins>" in page
    assert "<del>15分钟</del>" in page
    assert "<ins>25分钟</ins>" in page
    assert 'data-old="draft_plan" data-new="draft_plan"' in page
    assert '<td class="diff-input cell-changed">' in page


def test_english_reader_meets_chinese_only_in_names_of_the_package(opened) -> None:
    site, draft = opened
    owner = site.as_("process-owner")
    owner.get("/language/en?next=/drafts")

    page = owner.get(f"/drafts/{draft}/compare").text
    ours = re.findall(r'class="diff-kind">([^<]*)<', page)
    heads = re.findall(r'<h2 id="f\d+-title">.*?</span> ([^“<]*)[“<]', page)
    review = text(owner.get(f"/drafts/{draft}/review").text)
    owner.get("/language/zh?next=/drafts")

    assert "User Task" in ours
    assert 'class="change">Name: ' in page
    assert [one for one in (*ours, *heads) if CHINESE.search(one)] == []
    assert "<del>15 min</del>" in page
    assert "△ Changed Time limit copy_report (used by" in review


def test_texts_of_a_paper_are_shown_and_never_run(opened) -> None:
    site, draft = opened

    page = site.as_("process-owner").get(f"/drafts/{draft}/compare").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_page_prints_both_pictures_with_numbers_and_lines_to_sign(opened) -> None:
    site, draft = opened

    page = site.as_("process-owner").get(f"/drafts/{draft}/compare?path={DISPATCH}").text
    printed = page.partition("compare-print")[2]

    assert printed.count("<svg") >= 2
    assert "第 1 版" in printed.partition("<svg")[0]
    assert ">1</text>" in printed
    assert "送审人" in printed
    assert "复核人" in printed


def test_one_file_is_shown_alone_and_leads_to_all(opened) -> None:
    site, draft = opened
    owner = site.as_("process-owner")

    alone = text(owner.get(f"/drafts/{draft}/compare?path={SETTINGS}").text)
    same = text(owner.get(f"/drafts/{draft}/compare?path=processes/rongcheng/clauses.yaml").text)

    assert "copy_report" in alone
    assert "看全部 " in alone
    assert "拟定方案" not in alone
    assert "这个文件两版相同" in same


def test_shared_file_is_found_under_the_own_path(opened) -> None:
    site, draft = opened

    page = site.as_("process-owner").get(f"/drafts/{draft}/compare?path={TEMPLATE}").text

    assert "printouts/rongcheng/filing/template.html" in page


def test_version_against_itself_differs_in_nothing(opened) -> None:
    site, draft = opened
    with site.house.database.reading(Actor(ActorKind.CLI, "cli", "", KEY)) as ctx:
        base = drafts.draft_of(ctx, draft).base_deployment_id

    page = site.as_("auditor").get(f"/deployments/{base}/compare/{base}")

    assert page.status_code == 200
    assert "两版完全相同" in page.text


def test_files_for_the_canvases_come_as_deployed(opened) -> None:
    site, draft = opened
    owner = site.as_("process-owner")
    page = owner.get(f"/drafts/{draft}/compare?path={DISPATCH}").text
    old, new = re.findall(r'data-diagram-url="([^"]+)"', page)

    assert 'name="拟定调用方案"' in owner.get(old).text
    assert 'name="拟定方案"' in owner.get(new).text
    assert owner.get(old).mimetype == "application/octet-stream"


def test_nothing_of_another_jurisdiction_is_found(opened) -> None:
    site, draft = opened
    owner = site.as_("process-owner")
    other = "00000000-0000-0000-0000-000000000000"

    assert owner.get(f"/drafts/{other}/compare").status_code == 404
    assert owner.get(f"/drafts/{draft}/compare?to={other}").status_code == 404
    assert owner.get(f"/deployments/{other}/compare/{other}").status_code == 404
    assert owner.get(f"/deployments/{other}/content/{DISPATCH}").status_code == 404


def test_draft_and_version_of_another_jurisdiction_are_not_found(opened) -> None:
    site, draft = opened
    with site.house.database.transaction(Actor(ActorKind.CLI, "cli", "", KEY)) as ctx:
        row = drafts.draft_of(ctx, draft)
        base = row.base_deployment_id
    stranger = Actor(ActorKind.USER, "x", "外人", "elsewhere", permissions=frozenset({"deployment:read"}))

    with site.house.database.reading(stranger) as ctx:
        with pytest.raises(drafts.DraftNotFound):
            drafts.draft_of(ctx, draft)
        with pytest.raises(NoVersion):
            version_comparison(ctx, base, base, "")
        with pytest.raises(NoVersion):
            deployed_file(ctx, base, DISPATCH)


def test_draft_that_cannot_be_read_is_refused_with_what_to_mend(tmp_path, rongcheng) -> None:
    site = rongcheng.open(tmp_path)
    with site.house.database.transaction(Actor(ActorKind.CLI, "cli", "流程管理员 甲", KEY)) as ctx:
        draft = drafts.open_draft(ctx, KEY).id
        edit(ctx, draft, SETTINGS, "limits:", "limits: [")

    answer = site.as_("process-owner").get(f"/drafts/{draft}/compare")

    assert answer.status_code == 422
    assert "还不能比较" in answer.text
    assert "settings.yaml" in answer.text
    site.house.database.engine.dispose()
