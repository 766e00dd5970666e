"""Previews of a draft's files: for its writers, of their own jurisdiction, in a frame of ours alone."""

from base64 import b64decode

import pytest

from app.repository.drafts import open_draft
from app.worker.drafts.previews import PreviewPool
from tests.browser.drafting import WRITER
from tests.yunxi import KEY

PAPER = f"printouts/{KEY}/turn-out-instruction/template.html"
FORM = f"forms/{KEY}/answer.form"


@pytest.fixture
def draft(desk):
    with desk.house.database.transaction(WRITER) as ctx:
        opened = open_draft(ctx, KEY).id
    yield opened
    if (pool := desk.house.shared.get(PreviewPool)) is not None:
        pool.close()


def asked(desk, draft, path, text, login="writer", **more):
    return desk.as_(login).post(f"/drafts/{draft}/preview/{path}", json={"text": text, **more})


def test_unsaved_template_of_a_shared_paper_is_set_with_the_files_beside_it(desk, draft):
    answer = asked(
        desk, draft, PAPER, "{% extends '_base/official.html' %}{% block body %}<p>甲</p>{% endblock %}"
    )

    assert answer.status_code == 200
    assert answer.json["pages"] == 1
    assert b64decode(answer.json["pdf"]).startswith(b"%PDF")


def test_form_is_answered_with_what_its_frame_draws(desk, draft):
    text = '{"type": "default", "id": "f", "components": [{"type": "text", "id": "t", "text": "{{level}}"}]}'

    answer = asked(desk, draft, FORM, text, values={"level": "重大"})

    assert answer.json["data"] == {"level": "重大"}
    assert answer.json["example"] == {"level": "〔level〕"}


@pytest.mark.parametrize("body", [{"text": "{"}, {"text": 1}, {}, []])
def test_what_is_no_form_is_refused(desk, draft, body):
    answer = desk.as_("writer").post(f"/drafts/{draft}/preview/{FORM}", json=body)

    assert (answer.status_code, answer.json["code"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "path", [f"processes/{KEY}/settings.yaml", "printouts/_base/official.html", "nothing"]
)
def test_other_files_have_no_preview(desk, draft, path):
    assert asked(desk, draft, path, "").json["code"] == "no-preview"
    assert desk.as_("writer").get(f"/drafts/{draft}/preview/{path}").status_code == 404


def test_draft_of_another_jurisdiction_is_not_found(desk, draft):
    assert asked(desk, "another", FORM, "{}").status_code == 404
    assert desk.as_("writer").get(f"/drafts/another/preview/{FORM}").status_code == 404


def test_only_our_own_pages_may_frame_the_preview(desk, draft):
    frame = desk.as_("writer").get(f"/drafts/{draft}/preview/{FORM}")
    paper = desk.as_("writer").get(f"/drafts/{draft}/files/{PAPER}".replace(f"/{KEY}/turn", "/common/turn"))
    text = desk.as_("writer").get(f"/drafts/{draft}/files/processes/{KEY}/settings.yaml")

    policies = [one.headers["Content-Security-Policy"] for one in (frame, paper, text)]

    assert "frame-ancestors 'self'" in policies[0]
    assert "frame-src 'self' blob:" in policies[1]
    assert "frame-ancestors 'none'" in policies[1]
    assert "frame-src" not in policies[2]
    assert all("object-src 'none'" in one for one in policies)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("processes/common/common-force-ranking.dmn", "力量排序"),
        (f"forms/{KEY}/answer.form", "answer"),
        ("printouts/common/turn-out-instruction/sample.json", "出动指令"),
        (f"processes/{KEY}/settings.yaml", "时限和参数"),
        (f"processes/{KEY}/jurisdiction.yaml", "属地情况"),
        (f"processes/{KEY}/clauses.yaml", "条款清单"),
        (f"processes/{KEY}/scenarios/main.yaml", "情景：main"),
    ],
)
def test_each_kind_of_file_has_its_editor(desk, draft, path, title):
    page = desk.as_("writer").get(f"/drafts/{draft}/files/{path}")

    assert page.status_code == 200
    assert title in page.text
