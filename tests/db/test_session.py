"""Transactions: one commit or none, what must follow each end follows it, and reading disturbs nobody."""

import pytest
import sqlalchemy as sa

from app.core.actor import system
from app.history.log import record
from app.history.operations import Operation
from app.runtime.models import NumberSeries


def series(name):
    return NumberSeries(jurisdiction="x", series=name, period="2026", drill=False, last=1)


def test_what_the_orm_holds_back_is_committed(house, count_rows):
    with house.database.transaction(system()) as ctx:
        ctx.session.add(series("a"))

    assert count_rows("number_series") == 1


def test_nothing_of_a_failed_transaction_stays(house, count_rows):
    def fails():
        with house.database.transaction(system()) as ctx:
            ctx.session.add(series("a"))
            ctx.session.flush()
            ctx.connection.execute(sa.insert(NumberSeries).values(_values("b")))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert count_rows("number_series") == 0


def _values(name):
    return {"jurisdiction": "x", "series": name, "period": "2026", "drill": False, "last": 1}


def test_hooks_run_in_order_and_at_their_end(house):
    told = []
    with house.database.transaction(system()) as ctx:
        ctx.before_commit += [lambda: told.append("before"), lambda: told.append("before too")]
        ctx.after_commit.append(lambda: told.append("after"))
        ctx.after_rollback.append(lambda: told.append("rolled back"))
        told.append("work")

    assert told == ["work", "before", "before too", "after"]


def test_a_failing_commit_rolls_back_and_says_so(house, count_rows):
    told = []

    def fails():
        raise ZeroDivisionError

    def tried():
        with house.database.transaction(system()) as ctx:
            ctx.session.add(series("a"))
            ctx.before_commit.append(fails)
            ctx.after_commit.append(lambda: told.append("after"))
            ctx.after_rollback.append(lambda: told.append("rolled back"))

    with pytest.raises(ZeroDivisionError):
        tried()

    assert (told, count_rows("number_series")) == (["rolled back"], 0)


def test_what_a_hook_records_before_the_commit_is_recorded(house, count_rows):
    with house.database.transaction(system()) as ctx:
        record(ctx, Operation.TASK_CLAIM, "a", jurisdiction="x")
        ctx.before_commit.append(lambda: record(ctx, Operation.TASK_UNCLAIM, "b", jurisdiction="x"))

    assert count_rows("operation_log") == 2


def test_failures_are_told_in_a_transaction_of_their_own(house, count_rows):
    house.database.failures.insert(0, lambda ctx, _error: ctx.session.add(series("told")))

    def fails():
        with house.database.transaction(system()) as ctx:
            ctx.session.add(series("lost"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    with house.database.reading(system()) as ctx:
        assert ctx.session.scalars(sa.select(NumberSeries.series)).all() == ["told"]


def test_objects_stay_readable_after_their_transaction(house):
    with house.database.transaction(system()) as ctx:
        ctx.session.add(series("a"))
    with house.database.reading(system()) as ctx:
        found = ctx.session.scalars(sa.select(NumberSeries)).one()

    assert (found.series, found.last) == ("a", 1)


def test_a_reader_does_not_wait_for_a_writer(house):
    with house.database.transaction(system()) as writing:
        writing.session.add(series("a"))
        writing.session.flush()
        with house.database.reading(system()) as ctx:
            assert ctx.session.scalars(sa.select(NumberSeries)).all() == []


def test_one_transaction_has_one_instant(house, clock):
    with house.database.transaction(system()) as ctx:
        first = ctx.now()
        clock.at = clock.at.replace(hour=5)

        assert ctx.now() == first


def test_a_failure_that_cannot_be_recorded_does_not_hide_why(house, count_rows, caplog):
    def cannot(_ctx, _error):
        raise RuntimeError

    house.database.failures[:0] = [cannot, lambda ctx, _error: ctx.session.add(series("told"))]

    def fails():
        with house.database.transaction(system()):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()

    assert "failure not recorded" in caplog.text
    assert count_rows("number_series") == 1


def test_a_rollback_that_fails_still_runs_what_must_follow(house):
    told = []

    def fails():
        with house.database.transaction(system()) as ctx:
            ctx.after_rollback.append(lambda: told.append("rolled back"))
            ctx.connection.rollback = _refuse
            raise ZeroDivisionError

    with pytest.raises(RuntimeError):
        fails()

    assert told == ["rolled back"]


def _refuse():
    raise RuntimeError
