"""T15: a plain task waits for a person; a user task on a reminder cycle piles up one task per tick."""

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

REMIND = """
start s
user watch
boundary tick on=watch nonint cycle={cycle}
{reminder}
end te
end e
s > watch > e
tick > remind > te
"""


def test_stock_and_ours_wait_for_a_person_at_a_plain_task() -> None:
    notation = "start s\ntask t\nend e\ns > t > e"

    assert Stock(notation).open == Driver(notation).open == ["t"]


def test_stock_piles_up_a_task_per_tick() -> None:
    stock = Stock(REMIND.format(cycle="'\"R/PT1H\"'", reminder="user remind"))

    stock.pass_time(hours=1).pass_time(hours=1)

    assert stock.open.count("remind") == 2


def test_tick_raises_the_open_task_where_the_diagram_says_one() -> None:
    instance = Driver(REMIND.format(cycle="R/PT1H", reminder="user remind pileUp=one priority=60"))

    for _ in range(3):
        instance.wait(hours=1)

    assert instance.open == ["watch", "remind"]
    assert instance.task("remind").priority == 62
    assert instance.do("remind").wait(hours=1).task("remind").priority == 60


def test_reminder_by_a_connector_opens_no_task() -> None:
    instance = Driver(REMIND.format(cycle="R/PT1H", reminder="send remind topic=notify")).wait(hours=1)

    assert (instance.open, instance.calls) == (["watch"], ["remind"])
