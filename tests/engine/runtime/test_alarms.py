from datetime import UTC, datetime, timedelta

from app.engine.runtime.alarms import Alarms

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_earliest_comes_first_and_stopped_ones_not_at_all() -> None:
    alarms = Alarms()
    alarms.set(1, NOON + timedelta(hours=2))
    alarms.set(2, NOON)
    alarms.set(3, NOON + timedelta(hours=1))

    alarms.stop(2)

    assert alarms.next_due == NOON + timedelta(hours=1)
    assert [alarms.pop(), alarms.next_due, alarms.pop(), alarms.next_due] == [
        3,
        NOON + timedelta(hours=2),
        1,
        None,
    ]


def test_set_anew_counts_as_it_was_set_last() -> None:
    alarms = Alarms()
    alarms.set(1, NOON)

    alarms.set(1, NOON + timedelta(days=1))

    assert alarms.next_due == NOON + timedelta(days=1)
