"""办结: done once, by whom it may, with what the form allows; all else is refused, logged and changes nothing."""

import pytest

from app.core.errors import DomainError
from app.forms import FormInvalid
from app.runtime.errors import InstanceEnded, TaskClosed, TaskNotFound
from app.tasks.assignment import claim
from app.tasks.completion import complete
from app.tasks.errors import ClaimedByOther, NotBySame, NotCandidate
from tests.runtime.lands import form

PLAN = """
process main "调度"
start s
user draft "拟定" form=plan groups=staff
user approve "审批" form=decision groups=staff,chiefs notBy=draft
xor way
end e
s > draft > approve > way
way > draft : decision = "退回"
way > e : *
"""
FORMS = {"plan": form("text!", "count:number", "phone:personal"), "decision": form("decision:同意|退回")}
TOLD = ("operation_log", "log_head", "incident")


@pytest.fixture
def planned(land):
    land.deploy(PLAN, FORMS)
    land.start()
    return land


def refused(land, error, task, *groups, by="ann", values=None, request=None, jurisdiction="testland"):
    """Try to complete; it must be refused, leave every table as it was, and stand in the log."""
    before = land.contents(apart_from=TOLD)
    with pytest.raises(error) as refusal, land.acting(by, *groups, jurisdiction=jurisdiction) as ctx:
        complete(ctx, task, values or {}, request)
    assert land.contents(apart_from=TOLD) == before
    if jurisdiction == "testland":
        assert land.log("refused")[-1]["details"]["code"] == refusal.value.code
    land.check()
    return refusal.value


def test_what_was_typed_is_kept_and_told_field_by_field(planned):
    planned.do("draft", {"text": "两支队伍", "count": 2})

    assert planned.variables() == {"text": "两支队伍", "count": 2, "phone": ""}
    assert planned.log("task.complete")[0]["details"]["changes"] == [
        {"field": "text", "label": "text", "before": None, "after": "两支队伍"},
        {"field": "count", "label": "count", "before": None, "after": "2"},
    ]


def test_the_button_is_the_outcome(planned):
    planned.do("draft", {"text": "方案"})
    planned.do("approve", {"decision": "退回"}, by="bob")

    assert planned.log("task.complete")[1]["details"]["outcome"] == "退回"
    assert planned.row(planned.task("approve", status="completed")).outcome == "退回"
    assert planned.open == ["draft"]


def test_a_personal_value_stands_in_the_chain_only_as_a_hash(planned):
    planned.do("draft", {"text": "方案", "phone": "000-0000-0001"})

    told = planned.log("task.complete")[0]["details"]["changes"]

    assert set(told[1]["after"]) == {"personal"}
    assert "000-0000-0001" not in str(planned.log("task.complete"))
    planned.verified()


@pytest.mark.parametrize("groups", [("staff",), ("chiefs",), ("staff", "chiefs", "brigade")])
def test_whoever_drafted_may_not_approve_whatever_their_groups(planned, groups):
    planned.do("draft", {"text": "方案"}, by="ann")

    refused(planned, NotBySame, planned.task("approve"), *groups, values={"decision": "同意"})


def test_whoever_drafted_an_earlier_version_may_approve_another_persons(planned):
    planned.do("draft", {"text": "方案"}, by="ann")
    planned.do("approve", {"decision": "退回"}, by="bob")
    planned.do("draft", {"text": "再拟"}, by="bob")

    planned.do("approve", {"decision": "同意"}, by="ann")

    assert planned.process().status == "completed"


def test_somebody_outside_the_groups_is_refused(planned):
    error = refused(planned, NotCandidate, planned.task("draft"), "others", values={"text": "x"})

    assert (error.status, "staff 组" in error.message) == (403, True)


def test_a_task_that_another_has_claimed_is_theirs(planned):
    with planned.acting("bob") as ctx:
        claim(ctx, planned.task("draft"))

    refused(planned, ClaimedByOther, planned.task("draft"), values={"text": "x"})


def test_a_task_of_another_jurisdiction_does_not_exist(planned):
    error = refused(planned, TaskNotFound, planned.task("draft"), jurisdiction="elsewhere")

    assert error.status == 404


def test_a_task_nobody_knows_does_not_exist(planned):
    assert refused(planned, TaskNotFound, "no-such-task").status == 404


@pytest.mark.parametrize(
    "values", [{}, {"text": ""}, {"text": "x", "count": "many"}, {"text": "x", "unknown": 1}, {"text": ["x"]}]
)
def test_what_the_form_does_not_allow_is_refused(planned, values):
    assert refused(planned, FormInvalid, planned.task("draft"), values=values).status == 422


def test_a_task_is_completed_once_and_the_second_learns_who_was_first(planned):
    task = planned.task("draft")
    planned.do("draft", {"text": "方案"}, by="ann")

    error = refused(planned, TaskClosed, task, by="bob", values={"text": "另一个"})

    assert error.status == 409
    assert "ann" in error.message


def test_the_same_request_again_gives_the_recorded_result_and_changes_nothing(planned):
    task = planned.task("draft")
    planned.do("draft", {"text": "方案"}, request="r-1")
    before = planned.contents()

    with planned.acting() as ctx:
        again = complete(ctx, task, {"text": "方案"}, "r-1")

    assert planned.contents() == before
    assert (again.status, again.closed_by, again.request_id) == ("completed", "ann", "r-1")


def test_the_same_request_of_somebody_else_is_no_repetition(planned):
    task = planned.task("draft")
    planned.do("draft", {"text": "方案"}, request="r-1")

    refused(planned, TaskClosed, task, by="bob", values={"text": "方案"}, request="r-1")


def test_a_task_of_an_ended_instance_is_closed(planned):
    planned.do("draft", {"text": "方案"})
    approve = planned.task("approve")
    planned.do("approve", {"decision": "同意"}, by="bob")

    refused(planned, (TaskClosed, InstanceEnded), approve, by="carl", values={"decision": "同意"})


def test_no_refusal_leaves_the_record_in_doubt(planned):
    for values in ({}, {"text": "方案"}):
        with pytest.raises(DomainError), planned.acting("eve", "others") as ctx:
            complete(ctx, planned.task("draft"), values)
    planned.do("draft", {"text": "方案"})

    planned.verified()
