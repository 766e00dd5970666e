"""Approval with return, order and filing at one moment, consent of several units."""

from typing import Any

import pytest

from tests.engine.driver import CASE, Driver

APPROVAL = """
start s
user draft "拟定调用方案" groups=brigade
user approve "审批调用方案" groups=bureau notBy=draft
xor x "审批结果"
end ok
end no
s > draft > approve > x
x > ok : decision = "同意"
x > draft : decision = "退回"
x > no : *
"""

CONSENT = """
start s
xor season "特殊时期（汛期）？"
user consult "商行业主管部门同意"
xor cres
xor m1
inc sp "下达；平时同时报备"
user act
user filing
inc jn
end done
end no "不予下达"
s > season
season > consult : case.season.special
season > m1 : *
consult > cres
cres > m1 : consent = "同意"
cres > no : *
m1 > sp
sp > act : true
sp > filing : not(case.season.special)
act > jn
filing > jn
jn > done
"""

JOINT = """
process main
start s
call opinions "会签" calls=opinion mi=voters:voter:votes:vote in=voter out=vote until="{until}"
end e
s > opinions > e
process opinion
start s
user give "出具意见"
end e
s > give > e
boundary late on=give timer=PT1H
script deemed : {{"vote": "同意"}}
late > deemed > e
"""
TWO = 'count(votes[item = \\"同意\\"]) >= 2 or list contains(votes, \\"不同意\\")'


def test_returned_plan_is_drafted_anew_and_each_round_kept() -> None:
    instance = Driver(APPROVAL)

    for decision in ("退回", "退回", "同意"):
        instance.do("draft", plan=decision).do("approve", decision=decision)

    assert instance.done
    assert instance.trace().count("draft") == 3
    assert instance.trace()[-1] == "ok"


def test_approval_records_why_a_flow_was_taken() -> None:
    instance = Driver(APPROVAL).do("draft", plan="A")

    instance.do("approve", decision="不同意")

    flow = instance.step.flows[-1]
    assert (flow.source, flow.target, flow.condition) == ("x", "no", None)
    assert flow.inputs == {"decision": "不同意"}


def test_approval_task_carries_its_rule_and_groups() -> None:
    instance = Driver(APPROVAL).do("draft")

    task = instance.task("approve")

    assert task.properties == {"notBy": "draft"}
    assert task.candidate_groups == ("bureau",)


def case_in(special: bool) -> dict[str, Any]:
    return {**CASE, "season": {"name": "汛期" if special else "平时", "special": special}}


def test_order_and_filing_open_in_the_same_step() -> None:
    instance = Driver(CONSENT, case=case_in(False))

    assert instance.open == ["act", "filing"]

    instance.do("filing").do("act")

    assert instance.done


@pytest.mark.parametrize(("consent", "open_after"), [("同意", ["act"]), ("不同意", [])])
def test_flood_season_asks_first_and_files_nothing(consent: str, open_after: list[str]) -> None:
    instance = Driver(CONSENT, case=case_in(True))

    instance.do("consult", consent=consent)

    assert instance.open == open_after
    assert instance.done is (consent != "同意")


def test_two_of_three_consents_end_the_round() -> None:
    voters = ["财政", "公安", "交通"]
    instance = Driver(JOINT.format(until=TWO), {"voters": voters})

    instance.do("give", of="财政", vote="同意").do("give", of="公安", vote="同意")

    assert instance.done
    assert instance.variables["votes"] == ["同意", "同意"]
    assert instance.cancelled() == ["opinions", "give"]


def test_one_veto_ends_the_round_at_once() -> None:
    instance = Driver(JOINT.format(until=TWO), {"voters": ["财政", "公安", "交通"]})

    instance.do("give", of="公安", vote="不同意")

    assert instance.done
    assert instance.instance.next_due is None


def test_silence_counts_as_consent_after_the_limit() -> None:
    instance = Driver(JOINT.format(until=TWO), {"voters": ["财政", "公安"]})

    instance.wait(minutes=61)

    assert instance.done
    assert instance.variables["votes"] == ["同意", "同意"]


def test_all_must_answer_where_the_condition_says_so() -> None:
    everyone = "nrOfCompletedInstances = nrOfInstances"
    instance = Driver(JOINT.format(until=everyone), {"voters": ["财政", "公安"]})

    instance.do("give", of="财政", vote="同意")

    assert instance.open == ["give[公安]"]
