"""A limit reminds at its half and says at its end that it is over, in the application and in the log."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import SetClock
from app.runtime.jobs import Names
from app.worker.handlers import perform
from app.worker.house import House
from app.worker.notices import Notice
from app.worker.scanner import Scanner
from tests.runtime.lands import Land

LIMITED = """
process main "限时"
start s
user approve "审批" groups=chiefs,staff due=PT20M
end e
s > approve > e
"""


@pytest.fixture
def land(house: House) -> Land:
    return Land(house, shadowed=False).deploy(LIMITED)


def _pass(land: Land, clock: SetClock, minutes: int) -> list[tuple[str, str]]:
    """Time passes and what fell due is done; the notices of that time."""
    before = len(_notices(land))
    clock.advance(timedelta(minutes=minutes))
    Scanner(land.house).scan()
    land.work()
    return [(notice.recipient, notice.subject) for notice in _notices(land)[before:]]


def _notices(land: Land) -> list[Notice]:
    with land.looking() as ctx:
        return list(ctx.session.scalars(select(Notice).order_by(Notice.queued_at, Notice.recipient)))


def test_limit_reminds_at_half_and_at_its_end_and_then_no_more(land: Land, clock: SetClock) -> None:
    land.start()

    told = [_pass(land, clock, minutes) for minutes in (9, 1, 9, 1, 60)]

    half = [("chiefs", "请办理：审批"), ("staff", "请办理：审批")]
    over = [("chiefs", "逾期：审批"), ("staff", "逾期：审批")]
    assert told == [[], half, [], over, []]
    assert _notices(land)[0].text == "“审批”请在 03:07 前办结。"
    late = [entry["details"]["late"] for entry in land.log("reminder.send") if "late" in entry["details"]]
    assert late == [False, True]


def test_reminder_asked_for_twice_is_told_once(land: Land, clock: SetClock) -> None:
    land.start()
    task = land.task("approve")

    clock.advance(timedelta(minutes=10))
    for _ in range(2):
        perform(land.house, Names.REMIND, {"task": task})

    assert len(_notices(land)) == 2


def test_done_task_is_not_reminded_of(land: Land, clock: SetClock) -> None:
    land.start()
    land.do("approve")

    assert _pass(land, clock, 30) == []


def test_scanner_that_slept_through_tells_at_once_that_the_limit_is_over(land: Land, clock: SetClock) -> None:
    land.start()

    assert [subject for _, subject in _pass(land, clock, 45)] == ["逾期：审批", "逾期：审批"]
    assert _pass(land, clock, 45) == []


def test_drill_marks_its_notices(land: Land, clock: SetClock) -> None:
    land.start(as_drill=True)

    _pass(land, clock, 10)

    assert [notice.drill for notice in _notices(land)] == [True, True]
