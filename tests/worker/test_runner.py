"""The real queue with real processes that die: each job's effect comes exactly once."""

from contextlib import suppress
from datetime import timedelta

import pytest

from app.core.actor import Actor, ActorKind, system
from app.core.clock import SystemClock
from app.runtime import incidents
from app.runtime.jobs import enqueue
from app.worker.notices import Notice
from app.worker.queue import STEPS
from tests.runtime.lands import Land
from tests.waiting import eventually
from tests.worker.process import BREAK, HOLD, NOTE
from tests.worker.workers import Workers

pytestmark = pytest.mark.slow

THREE_TIMERS = """
process main "三个时限"
start s
par p
catch t1 timer=PT1S
catch t2 timer=PT2S
catch t3 timer=PT3S
user u1 "一" groups=staff
user u2 "二" groups=staff
user u3 "三" groups=staff
par j
end e
s > p
p > t1 > u1 > j
p > t2 > u2 > j
p > t3 > u3 > j
j > e
"""
OPERATOR = Actor(ActorKind.USER, "op", "op", "testland")


def test_jobs_of_what_was_committed_run_and_no_others(workers: Workers) -> None:
    for number in range(20):
        with suppress(ZeroDivisionError), workers.house.database.transaction(system("testland")) as ctx:
            enqueue(ctx, NOTE, {"text": f"{number:02}"})
            1 // ((number + 1) % 2)  # every second one is rolled back
    workers.ask(NOTE, *(f"many {number:02}" for number in range(20)))
    workers.ask(NOTE, "keyed", key="k")
    workers.ask(NOTE, "keyed", key="k")
    expected = [f"{number:02}" for number in range(0, 20, 2)] + ["keyed"]
    expected += [f"many {number:02}" for number in range(20)]

    workers.start("a")

    eventually(lambda: len(workers.noted()) >= len(expected))
    assert workers.stop("a") == 0
    assert workers.noted() == expected


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_in_the_middle_a_job_is_done_once_after_the_restart(workers: Workers, when: str) -> None:
    workers.start("a")
    workers.ask(HOLD, when)
    workers.await_inside("a")

    workers.kill("a")
    assert workers.noted() == ([] if when == "before" else ["after"])
    (workers.folder / "go").touch()
    workers.start("a")

    workers.ask(NOTE, "later")
    eventually(lambda: len(workers.noted()) == 2)
    assert workers.stop("a") == 0
    assert workers.noted() == [when, "later"]


def test_job_of_a_lost_worker_is_taken_over_by_another(workers: Workers) -> None:
    workers.start("a")
    workers.ask(HOLD, "before")
    workers.await_inside("a")
    workers.start("b", dead=1.0)

    workers.kill("a")
    (workers.folder / "go").touch()

    eventually(workers.noted)
    assert workers.stop("b") == 0
    assert workers.noted() == ["before"]
    assert workers.doers() == {"b"}


def test_two_workers_share_the_load_and_repeat_nothing(workers: Workers) -> None:
    workers.start("a", "b")
    texts = [f"{number:02}" for number in range(20)]
    long = [f"before {number}" for number in range(STEPS.at_once + 1)]

    workers.ask(HOLD, *long)
    workers.await_inside("a", "b")
    (workers.folder / "go").touch()
    for text in texts:
        workers.ask(NOTE, text)

    eventually(lambda: len(workers.noted()) >= len(texts + long))
    assert workers.stop("a") == workers.stop("b") == 0
    assert workers.noted() == texts + long
    assert workers.doers() == {"a", "b"}


def test_failure_is_tried_again_then_an_incident_that_a_person_retries(workers: Workers) -> None:
    workers.start("a")

    workers.ask(BREAK, "order")
    [incident] = eventually(workers.incidents)
    attempts = (workers.folder / "attempts").read_text()
    (workers.folder / "mended").touch()
    with workers.house.database.transaction(OPERATOR) as ctx:
        incident = ctx.session.merge(incident)
        incident.jurisdiction = "testland"  # the payload of a test's job names no row that says whose it is
        ctx.session.flush()
        incidents.retry(ctx, incident.id)

    assert (incident.kind, incident.code, incident.message) == ("job", "not-today", "今天不行。")
    assert attempts == "x" * 5
    assert eventually(workers.noted) == ["order"]
    assert workers.incidents() == []


def test_unknown_job_is_an_incident_at_once(workers: Workers) -> None:
    with workers.house.database.transaction(system("testland")) as ctx:
        ctx.session.add(_notice("n-1"))
        ctx.session.flush()
        enqueue(ctx, "from.tomorrow", {"notice": "n-1"})

    workers.start("a")

    [incident] = eventually(workers.incidents)
    assert (incident.code, incident.jurisdiction) == ("unknown-job", "testland")
    assert incident.job == {"name": "from.tomorrow", "payload": {"notice": "n-1"}}


def test_timers_fire_and_never_early(workers: Workers) -> None:
    land = Land(workers.house, shadowed=False).deploy(THREE_TIMERS)
    workers.start("a")

    land.start()
    began = land.process().started_at
    eventually(lambda: len(land.open) == 3)

    opened = [land.row(land.task(f"u{second}")).opened_at for second in (1, 2, 3)]
    assert all(at >= began + timedelta(seconds=second) for second, at in enumerate(opened, 1))


def test_told_to_stop_a_worker_ends_the_job_at_hand_and_is_gone(workers: Workers) -> None:
    workers.start("a")
    workers.ask(HOLD, "before")
    workers.await_inside("a")
    (workers.folder / "go").touch()

    assert workers.stop("a") == 0
    assert workers.noted() == ["before"]


def _notice(key: str) -> Notice:
    return Notice(
        id=key,
        jurisdiction="testland",
        recipient="nobody",
        subject="",
        text="",
        drill=True,
        status="recorded",
        queued_at=SystemClock().now(),
    )
