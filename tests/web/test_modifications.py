"""Pages of modifications: put together, proposed, seen and approved by another."""

import html
import json
import re

import pytest
from sqlalchemy import select

from app.identity.models import Account
from app.runtime.instances import Start, start
from app.worker.inline import drain
from app.worker.notices import Notice
from tests import yunxi
from tests.web.changing import DUTY, second_version


@pytest.fixture
def running(desk):
    """The address of an instance at its first step."""
    with desk.house.database.transaction(DUTY) as ctx:
        info = start(ctx, Start("yunxi-report"), jurisdiction=yunxi.KEY)
    drain(desk.house)
    desk.instance = info.id
    return f"/emergencies/{info.id}"


def token(page):
    return re.findall(r'<option value="(\d+)" data-element="verify"', page)[0]


def move(desk, running, to="approve"):
    page = desk.as_("writer").get(f"{running}/modify").text
    return {"act": "move", "key": token(page), "to": to, "acts": "[]"}


def chosen(page):
    return html.unescape(re.findall(r'name="acts" value="([^"]*)"', page)[0])


def states(page):
    return [json.loads(text)["running"] for text in re.findall(r"data-state>(.*?)</script>", page)]


def proposed(desk, running):
    page = desk.as_("writer").post(f"{running}/modify", data=move(desk, running)).text
    data = {"acts": chosen(page), "reason": "已经电话核实，直接审批"}
    answer = desk.as_("writer").post(f"{running}/modifications", data=data)
    assert answer.status_code == 302, answer.text
    return answer.location


def test_an_act_is_tried_out_before_anybody_proposes_it(desk, running):
    page = desk.as_("writer").post(f"{running}/modify", data=move(desk, running)).text

    assert "移动：“核实灾情”结束，从“批准调派”接着办" in page
    assert states(page) == [["verify"], ["approve"]]
    assert states(desk.as_("writer").get(running).text)[0] == ["verify"]


def test_an_act_that_cannot_be_is_explained_and_can_be_dropped(desk, running):
    page = desk.as_("writer").post(f"{running}/modify", data=move(desk, running, to="start")).text
    assert "这样改不行" in page
    assert "请另一个人批准" not in page

    fewer = desk.as_("writer").post(f"{running}/modify", data={"acts": chosen(page), "drop": "0"}).text
    assert json.loads(chosen(fewer)) == []

    desk.as_("writer").get("/language/en")
    english = desk.as_("writer").post(f"{running}/modify", data=move(desk, running, to="start")).text
    assert re.search(r"It cannot start from the event “.+”: choose the step after it", english)


def test_another_person_sees_the_effect_and_approves(desk, running):
    there = proposed(desk, running)
    own, other = desk.as_("writer").get(there).text, desk.as_("signer").get(there).text

    assert "批准并改动" not in own
    assert states(other) == [["verify"], ["approve"]]
    (version,) = re.findall(r'name="version" value="(\d+)"', other)
    assert desk.as_("writer").post(f"{there}/approve", data={"version": version}).status_code == 409
    assert desk.as_("signer").post(f"{there}/approve", data={"version": version}).status_code == 302

    done = desk.as_("signer").get(there).text
    assert "已批准，已改动" in done
    assert states(done) == [["verify"], ["approve"]]
    instance = desk.as_("signer").get(running).text
    assert states(instance)[0] == ["approve"]
    assert "改动（已批准，已改动）：已经电话核实" in instance


def waits(desk, login):
    """What stands under 待我复核, and the number at the place."""
    page = desk.as_(login).get("/tasks").text
    return re.findall(r'row-link" href="([^"]+)"', page), "".join(
        re.findall(r'data-count="tasks">(\d+)', page)
    )


def notices(desk):
    """Who was told what, by login."""
    with desk.house.database.reading(DUTY) as ctx:
        logins = {f"@{one.id}": one.login for one in ctx.session.scalars(select(Account))}
        found = ctx.session.scalars(select(Notice).order_by(Notice.queued_at, Notice.id))
        return [(logins[one.recipient], one.subject.partition("：")[0], one.text) for one in found]


def test_whoever_may_decide_finds_it_first_and_is_told(desk, running):
    there = proposed(desk, running)

    assert waits(desk, "signer") == ([there], "1")
    assert waits(desk, "writer") == ([], "")
    ((login, subject, text),) = notices(desk)
    assert (login, subject) == ("signer", "请复核")
    assert "writer 甲提出改动，理由：已经电话核实，直接审批" in text

    desk.as_("signer").post(f"{there}/refuse", data={"reason": "先补录核实情况"})

    assert waits(desk, "signer") == ([], "")
    assert notices(desk)[1][0] == "writer"
    assert "没有同意：先补录核实情况" in notices(desk)[1][2]


def test_a_refused_press_leads_back_to_its_page(desk, running):
    there = proposed(desk, running)

    press = desk.as_("signer").post(
        f"{there}/refuse", data={"reason": " "}, headers={"Referer": f"http://localhost{there}"}
    )

    assert f'href="{there}">回到刚才那一页' in press.text


def test_a_refusal_leaves_it_as_it_was(desk, running):
    there = proposed(desk, running)

    assert desk.as_("signer").post(f"{there}/refuse", data={"reason": "先补录核实情况"}).status_code == 302

    assert "先补录核实情况" in desk.as_("writer").get(there).text
    assert states(desk.as_("writer").get(running).text)[0] == ["verify"]
    assert desk.as_("signer").post(f"{there}/approve", data={"version": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("5", "= 5"), ('"5"', "= 5"), ("张三", "= 张三"), ("[1, 2", "= [1, 2"), ("true", "= 是")],
)
def test_what_is_typed_as_a_value_is_shown_as_it_is_understood(desk, running, typed, shown):
    data = {**move(desk, running), "act": "skip", "values": f"verdict = {typed}"}

    assert f"verdict {shown}" in desk.as_("writer").post(f"{running}/modify", data=data).text


def test_what_a_form_asks_for_is_shown_to_whoever_skips_it(desk, running):
    assert "report.place（" in desk.as_("writer").get(f"{running}/modify").text


def test_what_is_no_act_is_explained_and_stays_to_be_mended(desk, running):
    data = {**move(desk, running), "act": "skip", "values": "verdict"}
    line = desk.as_("writer").post(f"{running}/modify", data=data).text
    nowhere = desk.as_("writer").post(f"{running}/modify", data=move(desk, running, to="")).text

    assert ("不是“变量 = 值”" in line, ">verdict</textarea>" in line) == (True, True)
    assert "请选从哪个环节接着办" in nowhere
    assert [json.loads(chosen(page)) for page in (line, nowhere)] == [[], []]


def test_one_item_of_what_is_done_for_many_is_chosen_added_and_taken_out(desk):
    many = "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>= 2</bpmn:loopCardinality>"
    end = "</bpmn:outgoing>\n    </bpmn:userTask>"
    second_version(
        desk.house,
        lambda d: d.replace(end, end.replace("\n", f"{many}</bpmn:multiInstanceLoopCharacteristics>"), 1),
        running=0,
    )
    with desk.house.database.transaction(DUTY) as ctx:
        running = f"/emergencies/{start(ctx, Start('yunxi-report'), jurisdiction=yunxi.KEY).id}/modify"
    page = desk.as_("writer").get(running).text
    items = re.findall(r'<option value="(\d+)">核实灾情（(\d)） · 在办', page)
    (fan,) = re.findall(r'name="fan"><option value="(\d+)"', page)

    fewer = desk.as_("writer").post(running, data={"acts": "[]", "act": "withdraw", "item": items[1][0]}).text
    added = {"acts": chosen(fewer), "act": "add-item", "fan": fan, "key": items[0][0]}
    both = desk.as_("writer").post(running, data=added).text

    assert [number for _, number in items] == ["1", "2"]
    assert ("撤下：“核实灾情（2）”不办了" in both, "增办：“核实灾情”多办一项" in both) == (True, True)
    assert states(both) == [["verify"], ["verify"]]


def test_what_is_malformed_is_refused(desk, running):
    answer = desk.as_("writer").post(f"{running}/modifications", data={"acts": "{", "reason": "随便写写"})

    deep = "[" * 100_000
    assert answer.status_code == 409
    assert desk.as_("writer").post(f"{running}/modify", data={"acts": deep}).status_code == 409
    assert desk.as_("writer").get("/emergencies/nowhere/modify").status_code == 404
    assert desk.as_("writer").get(f"{running}/modifications/nowhere").status_code == 404


def test_only_who_may_finds_the_way_there(desk, running):
    assert "/modify" in desk.as_("writer").get(running).text
    assert "/modify" not in desk.as_("duty").get(running).text
    assert desk.as_("duty").get(f"{running}/modify").status_code == 403
