"""Starting by hand: what the actor's groups may start, once per request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.forms import FormInvalid
from app.runtime.errors import NoSuchProcess
from app.runtime.models import UserTask
from app.tasks.errors import PaceUnknown
from app.tasks.starting import start, startable
from tests.runtime.lands import form

TWO = {
    "report": """
process testland-report "接报"
lane 应急局 = s a
start s form=report
user a "核实"
end e
s > a > e
""",
    "watch": """
process testland-watch "值守"
start s
user b groups=brigade
end e
s > b > e
""",
}


@pytest.fixture
def deployed(land):
    return land.deploy(TWO, {"report": form("text!")})


def begin(land, *groups, by="ann", request=None, values=None, drill=False, pace=1):
    with land.acting(by, *groups) as ctx:
        land.instance, number = start(ctx, "testland-report", values or {"text": "火"}, drill, request, pace)
    land.check()
    return number


def test_the_groups_of_the_lane_may_start_and_others_see_what_is_open_to_all(deployed):
    with deployed.acting("ann", "staff") as ctx:
        for_staff = [s.process for s in startable(ctx)]
    with deployed.acting("eve", "others") as ctx:
        for_others = [s.process for s in startable(ctx)]

    assert sorted(for_staff) == ["testland-report", "testland-watch"]
    assert for_others == ["testland-watch"]


CALLED = """
process testland-part "环节"
start s OPTION
user b groups=brigade
end e
s > b > e
"""
CALLING = """
process testland-whole "全程"
start s
call c calls=testland-part
end e
s > c > e
"""


@pytest.mark.parametrize(
    ("option", "groups", "offered"),
    [
        ("", ["staff"], ["testland-whole"]),
        ("startableBy=staff", ["staff"], ["testland-part", "testland-whole"]),
        ("startableBy=staff", ["others"], ["testland-whole"]),
    ],
)
def test_what_another_process_calls_is_offered_only_to_those_it_names(land, option, groups, offered):
    land.deploy({"part": CALLED.replace("OPTION", option), "whole": CALLING})

    with land.acting("ann", *groups) as ctx:
        found = sorted(s.process for s in startable(ctx))

    assert found == offered


def test_starting_gives_a_number_and_the_form_s_values(deployed):
    assert begin(deployed) == "2026-1122-001"
    assert begin(deployed) == "2026-1122-002"
    assert deployed.variables() == {"text": "火"}
    assert deployed.groups("a") == {"staff"}


def test_drills_number_apart(deployed):
    begin(deployed)

    assert begin(deployed, drill=True) == "演2026-1122-001"


TIMED = """
process testland-report "接报"
start s form=report
user a "核实" due="= limits.check"
end e
s > a > e
"""


@pytest.mark.parametrize(("drill", "pace", "minutes"), [(True, 60, 1), (True, 1, 60), (False, 60, 60)])
def test_only_a_drill_runs_at_its_pace(land, drill, pace, minutes):
    land.deploy({"report": TIMED}, {"report": form("text!")}, limits={"check": "PT1H"})

    begin(land, drill=drill, pace=pace)

    with land.looking() as ctx:
        [task] = ctx.session.scalars(select(UserTask))
        assert task.due - task.opened_at == timedelta(minutes=minutes)


@pytest.mark.parametrize("pace", [0, 7, "60", -1, None, 10**9])
def test_a_pace_that_is_none_of_ours_is_refused(deployed, pace):
    with pytest.raises(PaceUnknown):
        begin(deployed, drill=True, pace=pace)


def test_the_same_request_starts_once(deployed, count_rows):
    first = begin(deployed, request="r-1")
    instance = deployed.instance

    assert begin(deployed, request="r-1") == first
    assert (deployed.instance, count_rows("process_instance")) == (instance, 1)


def test_the_same_request_of_two_people_starts_twice(deployed, count_rows):
    begin(deployed, request="r-1")
    begin(deployed, request="r-1", by="bob")

    assert count_rows("process_instance") == 2


@pytest.mark.parametrize(
    ("groups", "values", "error"),
    [(["others"], {"text": "x"}, NoSuchProcess), ([], {"text": ""}, FormInvalid)],
)
def test_a_refused_start_takes_no_number(deployed, groups, values, error):
    with pytest.raises(error):
        begin(deployed, *groups, values=values)

    assert begin(deployed) == "2026-1122-001"
    deployed.verified()
