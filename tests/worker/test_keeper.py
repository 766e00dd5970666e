"""Keeping house on the real queue's tables."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from app.core.actor import system
from app.runtime.jobs import enqueue
from app.runtime.models import Incident
from app.worker.house import House
from app.worker.keeper import KEPT, Keeper
from app.worker.models import Heartbeat
from app.worker.queue import client

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def keeper(queueing: House) -> Iterator[Keeper]:
    made = Keeper(queueing, "a", beat=0.0, dead=0.0)
    yield made
    made.say_goodbye()


def _ask(house: House, *texts: str) -> None:
    with house.database.transaction(system("testland")) as ctx:
        for text in texts:
            enqueue(ctx, "test.note", {"text": text})


def _set(house: House, values: str) -> None:
    table = "workflow_status" if house.database.engine.dialect.name == "sqlite" else "dbos.workflow_status"
    with house.database.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE {table} SET {values}"))


def _jobs(house: House) -> list[tuple[str, str | None]]:
    dbos = client(house.config)
    found = [(one.status, one.queue_name) for one in dbos.list_workflows()]
    dbos.destroy()
    return found


def _incidents(house: House) -> list[Incident]:
    with house.database.reading(system()) as ctx:
        return list(ctx.session.scalars(select(Incident)))


def test_jobs_of_workers_without_a_heartbeat_go_back_to_their_queue(queueing: House, keeper: Keeper) -> None:
    _ask(queueing, "x")
    _set(queueing, "status = 'PENDING', executor_id = 'gone', application_version = 'jobs-1'")
    keeper.beat()

    taken = keeper.take_over()

    assert taken == 1
    assert _jobs(queueing) == [("ENQUEUED", "jobs")]


def test_jobs_of_the_living_are_left_alone(queueing: House, keeper: Keeper) -> None:
    _ask(queueing, "x")
    _set(queueing, "status = 'PENDING', executor_id = 'a', application_version = 'jobs-1'")
    keeper.beat()

    assert keeper.take_over() == 0
    assert _jobs(queueing) == [("PENDING", "jobs")]


def test_worker_whose_beats_stand_still_is_dead_and_comes_back_when_they_rise(
    queueing: House, keeper: Keeper
) -> None:
    other = Keeper(queueing, "b")
    _ask(queueing, "x")
    _set(queueing, "status = 'PENDING', executor_id = 'b', application_version = 'jobs-1'")
    keeper.beat()
    other.beat()

    seen = keeper.take_over()
    keeper.beat()
    stood_still = keeper.take_over()
    other.beat()

    assert (seen, stood_still) == (0, 1)
    with queueing.database.reading(system()) as ctx:
        assert set(ctx.session.scalars(select(Heartbeat.executor))) == {"a", "b"}
    other.say_goodbye()


@pytest.mark.parametrize("status", ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"])
def test_jobs_that_the_queue_gave_up_are_incidents_once(queueing: House, keeper: Keeper, status: str) -> None:
    _ask(queueing, "alone")
    _ask(queueing, "one of two", "two of two")
    _set(queueing, f"status = '{status}'")

    reported = [keeper.report_lost(), keeper.report_lost()]

    assert reported == [2, 0]
    assert {(i.job or {})["payload"]["text"] for i in _incidents(queueing)} == {
        "alone",
        "one of two",
        "two of two",
    }
    assert {i.code for i in _incidents(queueing)} == {"job-lost"}
    assert _jobs(queueing) == []


def test_finished_jobs_are_forgotten_after_a_while(queueing: House, keeper: Keeper) -> None:
    _ask(queueing, "old")
    now = int(queueing.database.clock.now().timestamp() * 1000)
    _set(queueing, f"status = 'SUCCESS', completed_at = {now - KEPT // timedelta(milliseconds=1) - DAY_MS}")
    _ask(queueing, "waiting")

    assert keeper.forget_old() == 1
    assert _jobs(queueing) == [("ENQUEUED", "jobs")]
