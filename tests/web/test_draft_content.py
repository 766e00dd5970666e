"""What editors ask of a draft: content by version, saves, who edits, comments; refusals as data."""

import json

import pytest

from app.core.actor import Actor, ActorKind
from app.repository.drafts import open_draft
from tests.web.site import PASSWORD
from tests.yunxi import DIAGRAM, KEY, SETTINGS, package

DEPLOYED = package().diagrams["yunxi-report"]


@pytest.fixture
def draft(desk):
    """The address of an open draft."""
    with desk.house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        return f"/drafts/{open_draft(ctx, KEY).id}"


def save(client, draft, data, seen, path=DIAGRAM, **headers):
    return client.post(f"{draft}/content/{path}", data=data, headers={"X-Base-Version": str(seen), **headers})


def test_content_comes_with_its_version(desk, draft):
    writer = desk.as_("writer")
    saved = save(writer, draft, DEPLOYED + b"\n", 0)
    now, before = (writer.get(f"{draft}/content/{DIAGRAM}{query}") for query in ("", "?version=0"))

    assert saved.json == {"version": 1, "saved_at": saved.json["saved_at"], "by": "writer 甲"}
    assert (now.data, now.headers["X-Version"]) == (DEPLOYED + b"\n", "1")
    assert (before.data, before.headers["X-Version"]) == (DEPLOYED, "0")
    assert now.mimetype == "application/octet-stream"


def test_save_over_an_old_version_says_who_saved_and_when(desk, draft):
    save(desk.as_("writer"), draft, DEPLOYED + b"\n", 0)
    refused = save(desk.as_("signer"), draft, DEPLOYED + b"\n\n", 0)

    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    told = refused.json
    assert (told["code"], told["version"], told["by"]) == ("draft-moved", 1, "writer 甲")
    assert told["at"].startswith("2026-11-2")


def test_deleting_and_adding_files(desk, draft):
    writer = desk.as_("writer")
    added = f"forms/{KEY}/fresh.form"
    assert save(writer, draft, b'{"components": []}', 0, added).json["version"] == 1
    assert save(writer, draft, b"", 1, added, **{"X-Delete": "1"}).json["version"] == 2

    assert writer.get(f"{draft}/content/{added}").json["code"] == "draft-file-missing"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 20])
def test_save_without_a_version_is_refused(desk, draft, seen):
    answer = save(desk.as_("writer"), draft, b"x", seen)

    assert (answer.status_code, answer.json["code"]) == (400, "unreadable")


def test_file_over_two_megabytes_is_refused(desk, draft):
    answer = save(desk.as_("writer"), draft, b" " * (2 * 1024 * 1024 + 1), 0)

    assert (answer.status_code, answer.json["code"]) == (413, "file-too-large")


def test_saves_are_listed_newest_first(desk, draft):
    writer = desk.as_("writer")
    for seen in (0, 1):
        save(writer, draft, DEPLOYED + b"\n" * (seen + 1), seen)
        assert (
            writer.post(f"{draft}/milestones", json={"name": f"看过 {seen}"}).json["name"] == f"看过 {seen}"
        )

    listed = desk.as_("auditor").get(f"{draft}/saves/{DIAGRAM}").json

    assert [(one["version"], one["bytes"], one["milestones"]) for one in listed] == [
        (2, len(DEPLOYED) + 2, ["看过 1"]),
        (1, len(DEPLOYED) + 1, ["看过 0"]),
        (0, None, []),
    ]
    for told in ({"name": " "}, ["name"]):
        assert writer.post(f"{draft}/milestones", json=told).json["code"] == "milestone-name"


def test_notice_of_who_edits(desk, draft):
    writer, signer = desk.as_("writer"), desk.as_("signer")
    url = f"{draft}/lock/{SETTINGS}"

    assert writer.post(url, json={"act": "take"}).json["mine"] is True
    held = signer.post(url, json={"act": "take"}).json
    assert (held["mine"], held["by"]) == (False, "writer 甲")
    assert signer.post(url, json={"act": "seize"}).json["mine"] is True
    assert signer.post(url, json={"act": "leave"}).json == {"mine": False, "by": None, "until": None}


def test_comment_with_answer(desk, draft):
    writer, signer = desk.as_("writer"), desk.as_("signer")
    url = f"{draft}/comments/{DIAGRAM}"
    asked = signer.post(url, json={"element": "verify", "text": "谁核实？"}).json
    writer.post(url, json={"text": "值班员", "parent": asked["id"]})
    writer.post(f"{draft}/resolve/{asked['id']}", json={})

    (comment,) = writer.get(url).json
    assert (comment["element"], comment["text"], comment["mine"]) == ("verify", "谁核实？", False)
    assert comment["resolved_by"] == "writer 甲"
    assert [reply["text"] for reply in comment["replies"]] == ["值班员"]


@pytest.mark.parametrize("body", [[], {"text": 1}, {"text": ""}])
def test_unreadable_comment_is_refused(desk, draft, body):
    answer = desk.as_("writer").post(f"{draft}/comments/{DIAGRAM}", json=body)

    assert answer.status_code in (400, 422)


def test_auditor_reads_and_writes_nothing(desk, draft):
    auditor = desk.as_("auditor")

    assert auditor.get(f"{draft}/content/{DIAGRAM}").status_code == 200
    assert save(auditor, draft, b"x", 0).json["code"] == "not-permitted"


def test_save_without_the_page_s_token_is_refused(desk, draft):
    writer = desk.as_("writer")
    desk.app.config["WTF_CSRF_ENABLED"] = True

    assert save(writer, draft, b"x", 0, Accept="application/json").json["code"] == "stale-page"


def test_draft_of_another_jurisdiction_is_not_found(desk, draft):
    account = {"account": "writer", "password": PASSWORD}
    with desk.house.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET jurisdiction = 'elsewhere' WHERE login = 'writer'")
    client = desk.app.test_client()
    client.post("/sign-in", data=account)

    for url in (f"{draft}/content/{DIAGRAM}", f"{draft}/saves/{DIAGRAM}", f"{draft}/comments/{DIAGRAM}"):
        assert json.loads(client.get(url).data)["code"] == "draft-not-found"
    assert save(client, draft, b"x", 0).status_code == 404


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", f"processes/{KEY}/nothing.bpmn", "processes/other/a.bpmn"]
)
def test_nobody_edits_or_discusses_what_is_not_there(desk, draft, path):
    writer = desk.as_("writer")

    locked = writer.post(f"{draft}/lock/{path}", json={"act": "take"})
    said = writer.post(f"{draft}/comments/{path}", json={"text": "?"})

    assert [(one.status_code, one.json["code"]) for one in (locked, said)] == [
        (404, "draft-file-missing")
    ] * 2
