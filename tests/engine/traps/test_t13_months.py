"""T13: a month in a cycle is as long as the first one was."""

from datetime import UTC, datetime

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from tests.engine.driver import Driver

MONTHLY = """
start s
user watch
boundary tick on=watch nonint cycle=R/2026-01-31T08:00:00+08:00/P1M
service remind topic=notify
end te
end e
s > watch > e
tick > remind > te
"""


def test_stock_makes_every_month_as_long_as_january() -> None:
    _, start, period = TimerEventDefinition.parse_iso_recurring_interval("R/2026-01-01T08:00:00+08:00/P1M")

    walked = [start + period * n for n in range(4)]

    assert [(day.month, day.day) for day in walked] == [(1, 1), (2, 1), (3, 4), (4, 4)]


def test_cycle_follows_the_calendar() -> None:
    instance = Driver(MONTHLY, now=datetime(2026, 1, 15, tzinfo=UTC))
    due = []

    for _ in range(4):
        assert instance.instance.next_due is not None
        due.append(instance.instance.next_due)
        instance.now = due[-1]
        instance.wait()

    assert [(day.month, day.day, day.hour) for day in due] == [(1, 31, 0), (2, 28, 0), (3, 31, 0), (4, 30, 0)]
