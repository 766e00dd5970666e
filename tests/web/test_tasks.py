"""The task pages: what staff may do, what is refused, and that a refusal changes nothing."""

import itertools
from datetime import timedelta

import pytest
import sqlalchemy as sa

APPROVE = {"values": {"decision": "同意"}}
TABLES = (
    "execution",
    "user_task",
    "user_task_group",
    "paper",
    "message",
    "event_subscription",
    "trace",
    "number_series",
)


def contents(site):
    """Everything that a refused act must leave as it was."""
    with site.house.database.engine.connect() as connection:
        return {
            table: sorted(map(str, connection.execute(sa.text(f"SELECT * FROM {table}")).all()))
            for table in TABLES
        }


def refusals(site):
    with site.house.database.engine.connect() as connection:
        return connection.scalar(sa.text("SELECT count(*) FROM operation_log WHERE operation = 'refused'"))


def test_approving_issues_orders_and_filings_in_one_step(own_site):
    task = own_site.task("approve_plan")

    answer = own_site.as_("bureau-duty").post(f"/tasks/{task}/complete", json=APPROVE)

    with own_site.house.database.engine.connect() as connection:
        kinds = connection.execute(
            sa.text("SELECT kind, count(*), count(DISTINCT serial) FROM paper GROUP BY kind")
        ).all()
        versions = connection.execute(sa.text("SELECT count(DISTINCT issued_at) FROM paper")).scalar()
    assert answer.status_code == 200
    counted = {row[0]: (row[1], row[2]) for row in kinds}
    assert (counted["turn-out-instruction"], counted["filing"]) == ((3, 3), (3, 3))
    assert versions == 1


def test_the_same_request_twice_changes_nothing_more(own_site):
    task, client = own_site.task("approve_plan"), own_site.as_("bureau-duty")
    headers = {"X-Request-Id": "3f0c"}
    client.post(f"/tasks/{task}/complete", json=APPROVE, headers=headers)
    before = contents(own_site)

    again = client.post(f"/tasks/{task}/complete", json=APPROVE, headers=headers)

    assert again.status_code == 200
    assert contents(own_site) == before


def test_a_late_decision_is_told_who_was_first(own_site):
    task = own_site.task("approve_plan")
    own_site.as_("bureau-duty").post(f"/tasks/{task}/complete", json=APPROVE)
    before = contents(own_site)

    late = own_site.as_("bureau-leader").post(
        f"/tasks/{task}/complete", json={"values": {"decision": "退回"}}
    )

    assert late.status_code == 409
    assert "市应急管理局 值班员" in late.json["title"]
    assert "同意" in late.json["title"]
    assert contents(own_site) == before


def test_who_drafted_may_not_approve_whatever_groups_they_are_in(own_site):
    task, before = own_site.task("approve_plan"), contents(own_site)
    refused = refusals(own_site)

    answer = own_site.as_("joint-duty").post(f"/tasks/{task}/complete", json=APPROVE)

    assert (answer.status_code, answer.json["code"]) == (403, "not-by")
    assert contents(own_site) == before
    assert refusals(own_site) == refused + 1


@pytest.mark.parametrize(
    ("login", "values", "status"),
    [
        ("bureau-duty", {"decision": "退回"}, 422),  # an opinion is missing
        ("bureau-duty", {"decision": "也许"}, 422),
        ("bureau-duty", {"decision": "同意", "secret": 1}, 422),
        ("bureau-duty", {}, 422),
        ("brigade-duty", {"decision": "同意"}, 403),
        ("contact-cold-chain", {"decision": "同意"}, 403),
    ],
)
def test_a_wrong_submission_is_refused_and_changes_nothing(own_site, login, values, status):
    task, before = own_site.task("approve_plan"), contents(own_site)

    answer = own_site.as_(login).post(f"/tasks/{task}/complete", json={"values": values})

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert contents(own_site) == before


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"values": 3}', b'{"values": "\xff"}', b"null"])
def test_an_unreadable_submission_is_a_bad_request(own_site, body):
    task, before = own_site.task("approve_plan"), contents(own_site)

    answer = own_site.as_("bureau-duty").post(
        f"/tasks/{task}/complete", data=body, content_type="application/json"
    )

    assert answer.status_code == 400
    assert contents(own_site) == before


def test_claiming_is_seen_by_others_and_can_be_given_back(own_site):
    task = own_site.task("approve_plan")
    own_site.as_("bureau-duty").post(f"/tasks/{task}/claim")

    taken = own_site.as_("bureau-leader").post(f"/tasks/{task}/claim", headers={"Accept": "application/json"})
    own_site.as_("bureau-duty").post(f"/tasks/{task}/unclaim")
    free = own_site.as_("bureau-leader").post(f"/tasks/{task}/claim")

    assert (taken.status_code, taken.json["code"]) == (409, "claimed-by-other")
    assert free.status_code == 302


def test_a_task_can_be_handed_to_a_colleague_with_a_reason(own_site):
    task = own_site.task("approve_plan")

    own_site.as_("bureau-duty").post(
        f"/tasks/{task}/reassign", data={"to": "bureau-leader", "reason": "换班"}
    )
    mine = own_site.as_("bureau-leader").get("/tasks?box=mine").text

    assert "审批调用方案" in mine


def test_a_draft_survives_and_is_shown_again(own_site):
    task, client = own_site.task("approve_plan"), own_site.as_("bureau-duty")

    saved = client.post(f"/tasks/{task}/draft", json={"values": {"opinion": "还没写完的意见"}, "version": 0})
    page = client.get(f"/tasks/{task}").text

    assert saved.status_code == 200
    assert "还没写完的意见" in page


def test_another_jurisdiction_does_not_exist(own_site):
    task = own_site.task("approve_plan")
    with own_site.house.database.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE account SET jurisdiction = 'elsewhere' WHERE login = 'bureau-leader'")
        )

    stranger = own_site.as_("bureau-leader")
    answers = [
        stranger.get(f"/tasks/{task}"),
        stranger.post(f"/tasks/{task}/complete", json=APPROVE),
        stranger.get(f"/emergencies/{own_site.instance}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_form_without_its_token_is_refused(own_site):
    client = own_site.as_("bureau-duty")
    own_site.app.config["WTF_CSRF_ENABLED"] = True
    task, before = own_site.task("approve_plan"), contents(own_site)

    answer = client.post(f"/tasks/{task}/complete", json=APPROVE)

    assert (answer.status_code, answer.json["code"]) == (400, "stale-page")
    assert contents(own_site) == before


def test_an_unchanged_list_answers_not_modified(own_site):
    client = own_site.as_("bureau-duty")
    first = client.get("/tasks/part")

    again = client.get("/tasks/part", headers={"If-None-Match": first.headers["ETag"]})
    own_site.as_("bureau-leader").post(f"/tasks/{own_site.task('approve_plan')}/claim")
    changed = client.get("/tasks/part", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)


@pytest.mark.parametrize("path", ["/tasks", "/emergencies", "/forces", "/papers", "/start", "/me"])
def test_pages_speak_english_when_asked(own_site, path):
    client = own_site.as_("bureau-duty")
    client.get("/language/en")

    page = client.get(path)

    assert page.status_code == 200
    assert '<html lang="en"' in page.text


def test_every_answer_carries_the_security_headers(own_site):
    answer = own_site.as_(None).get("/sign-in")

    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_list_shows_every_task_however_many_there_are(own_site, monkeypatch):
    monkeypatch.setattr("app.tasks.inbox.PAGE", 1)
    leader = own_site.as_("bureau-duty")
    own_site.as_("bureau-duty").post(f"/tasks/{own_site.task('approve_plan')}/complete", json=APPROVE)

    first, second = (leader.get(f"/tasks?page={page}").text for page in (0, 1))

    assert "后面还有" in first
    assert 'href="/tasks?box=groups&amp;page=1"' in first
    assert first.split('class="row-link"')[1][:80] != second.split('class="row-link"')[1][:80]


def test_list_takes_as_many_statements_for_many_tasks_as_for_one(own_site, monkeypatch):
    duty = own_site.as_("bureau-duty")
    duty.post(f"/tasks/{own_site.task('approve_plan')}/complete", json=APPROVE)
    duty.get("/tasks")
    said = []
    sa.event.listen(
        own_site.house.database.engine, "before_cursor_execute", lambda *told: said.append(told[2])
    )

    whole = duty.get("/tasks").text
    for_all = len(said)
    monkeypatch.setattr("app.tasks.inbox.PAGE", 1)
    duty.get("/tasks")

    assert whole.count('class="row-link"') > 1
    assert len(said) == 2 * for_all
    assert sum("count(*)" in one for one in said[:for_all]) == 2  # the frame's and the boxes'


def test_search_stays_in_its_box_and_counts_what_it_found(own_site):
    page = own_site.as_("bureau-duty").get("/tasks?box=soon&q=没有这样的").text

    assert '<input type="hidden" name="box" value="soon">' in page
    assert '<p class="list-count">0 件</p>' in page


def test_polled_list_changes_when_a_task_is_given_back_or_falls_due(own_site):
    client, task = own_site.as_("bureau-duty"), own_site.task("approve_plan")
    tags = [client.get("/tasks/part").headers["ETag"]]
    for act in ("claim", "unclaim"):
        client.post(f"/tasks/{task}/{act}")
        tags.append(client.get("/tasks/part").headers["ETag"])
    own_site.clock.advance(timedelta(hours=2))
    tags.append(client.get("/tasks/part").headers["ETag"])

    assert all(one != other for one, other in itertools.pairwise(tags))


def test_who_must_draft_again_reads_why(own_site):
    opinion = {"decision": "退回", "opinion": "请补第二支堵漏力量。"}
    own_site.as_("bureau-duty").post(
        f"/tasks/{own_site.task('approve_plan')}/complete", json={"values": opinion}
    )

    page = own_site.as_("brigade-duty").get(f"/tasks/{own_site.task('draft_plan')}").text

    assert "被退回，请修改：市应急管理局 值班员" in page
    assert "<p>请补第二支堵漏力量。</p>" in page
