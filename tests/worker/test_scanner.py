"""What fell due is handed over, by one scanner; nothing is written when nothing is due, and no deadline is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from app.core.clock import SetClock
from app.engine.errors import EngineError
from app.engine.instance import Instance
from app.runtime import incidents
from app.runtime.jobs import JobPort, Kept, Names
from app.runtime.messages import KEPT, send
from app.runtime.models import Incident, Message, ProcessInstance
from app.worker.handlers import perform
from app.worker.house import House
from app.worker.inline import drain
from app.worker.lease import HELD
from app.worker.scanner import AGAIN, Scanner
from tests.runtime.lands import Land

WAIT = """
process main "等"
start s
catch wait timer=PT5M
user after "之后" groups=staff
end e
s > wait > after > e
"""
HOURLY = """
process main "每小时"
start s cycle=R/PT1H
user look "看" groups=staff
end e
s > look > e
"""
EXPECTING = """
process main "等回执"
start s
catch answer msg=回执
user after "之后" groups=staff
end e
s > answer > after > e
"""


@pytest.fixture
def land(house: House) -> Land:
    return Land(house, shadowed=False)


@pytest.fixture
def scanner(house: House) -> Scanner:
    return Scanner(house, "a")


@contextmanager
def _writes(house: House) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN")):
            seen.append(statement)

    sa.event.listen(house.database.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(house.database.engine, "before_cursor_execute", note)


def test_due_timer_is_handed_over_once_and_fires(land: Land, scanner: Scanner, clock: SetClock) -> None:
    land.deploy(WAIT)
    land.start()

    early = scanner.scan()
    clock.advance(timedelta(minutes=5))
    handed = [scanner.scan(), scanner.scan()]
    land.work()

    assert (early, handed) == (0, [1, 0])
    assert land.open == ["after"]
    assert land.process().next_due is None


def test_nothing_due_writes_nothing(land: Land, scanner: Scanner) -> None:
    land.deploy(WAIT)
    land.start()
    scanner.scan()  # takes the lease

    with _writes(land.house) as written:
        for _ in range(5):
            assert scanner.scan() == 0

    assert written == []


def test_one_scans_until_its_lease_runs_out_or_is_given_up(land: Land, house: House, clock: SetClock) -> None:
    first, second, third = (Scanner(house, name) for name in "abc")
    land.deploy(WAIT)
    land.start()
    first.scan()
    clock.advance(timedelta(minutes=5))
    first.scan()

    beside = second.scan()
    clock.advance(HELD + timedelta(seconds=1))
    after_a_loss = second.scan()
    second.give_up()
    after_a_farewell = third.scan()

    assert (beside, after_a_loss, after_a_farewell) == (0, 1, 1)


def test_job_that_came_to_nothing_is_handed_over_again(land: Land, scanner: Scanner, clock: SetClock) -> None:
    land.deploy(WAIT)
    land.start()
    clock.advance(timedelta(minutes=5))
    scanner.scan()
    [lost] = _kept(land.house).jobs
    _kept(land.house).jobs.clear()

    clock.advance(AGAIN)
    handed = scanner.scan()
    [again] = _kept(land.house).jobs
    land.work()

    assert handed == 1
    assert lost.payload == again.payload
    assert lost.key != again.key
    assert land.open == ["after"]


def test_timer_that_fails_is_one_incident_and_fires_when_retried(
    land: Land, scanner: Scanner, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    land.deploy(WAIT)
    land.start()
    clock.advance(timedelta(minutes=5))
    with monkeypatch.context() as broken:
        broken.setattr(Instance, "fire_timers", _break)
        scanner.scan()
        land.work()
        clock.advance(AGAIN)
        quiet = scanner.scan()
    [incident] = _incidents(land)

    with land.acting() as ctx:
        incidents.retry(ctx, incident.id)
    land.work()

    assert quiet == 0
    assert (incident.kind, incident.element, incident.instance_id) == ("timer", "wait", land.instance)
    assert land.open == ["after"]
    assert _incidents(land) == []


def test_timer_start_begins_once_per_due_instant(land: Land, scanner: Scanner, clock: SetClock) -> None:
    land.deploy(HOURLY)
    began = clock.at

    clock.advance(timedelta(hours=1))
    handed = [scanner.scan(), scanner.scan()]
    [job] = _kept(land.house).jobs
    land.work()
    perform(land.house, job.name, job.payload)  # as after a crash
    once = _started(land)
    clock.advance(timedelta(hours=3, minutes=30))  # nobody scanned: two instants went by
    late = [scanner.scan(), scanner.scan()]
    land.work()

    assert (handed, late) == ([1, 0], [1, 0])
    assert datetime.fromisoformat(str(job.payload["due"])) == began + timedelta(hours=1)
    assert (once, _started(land)) == (1, 2)


def test_start_that_fails_holds_up_no_other_and_is_made_up_for(
    land: Land, scanner: Scanner, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    land.deploy(HOURLY)
    clock.advance(timedelta(hours=1))
    with monkeypatch.context() as broken:
        broken.setattr(Instance, "start", _break)
        scanner.scan()
        land.work()
    failed = _started(land)
    clock.advance(timedelta(hours=1))
    scanner.scan()
    land.work()
    next_one = _started(land)
    [incident] = _incidents(land)

    with land.acting() as ctx:
        incidents.retry(ctx, incident.id)
    land.work()

    assert (failed, next_one, _started(land)) == (0, 1, 2)
    assert (incident.job or {})["name"] == Names.START


def test_message_waits_for_its_catch_and_is_woken_by_it(land: Land, house: House) -> None:
    land.deploy(EXPECTING)
    with land.acting() as ctx:
        message = send(ctx, "回执", None, {"text": "早"}, to="testland", drill=False)
    drain(house)
    before = _message(land, message).status

    land.start()
    land.work()

    assert before == "waiting"
    assert _message(land, message).taken_by == land.instance
    assert land.open == ["after"]


def test_message_that_crossed_its_catch_is_handed_over(land: Land, scanner: Scanner, clock: SetClock) -> None:
    land.deploy(EXPECTING)
    land.start()
    with land.acting() as ctx:
        message = send(ctx, "回执", None, {}, to="testland", drill=False)
    _kept(land.house).jobs.clear()  # the delivery saw no catch, the catch saw no message

    at_once = scanner.scan()
    clock.advance(timedelta(seconds=10))
    handed = scanner.scan()
    land.work()

    assert (at_once, handed) == (0, 1)
    assert _message(land, message).status == "taken"


def test_message_nobody_waited_for_expires_and_the_log_says_so(
    land: Land, scanner: Scanner, clock: SetClock
) -> None:
    land.deploy(EXPECTING)
    with land.acting() as ctx:
        message = send(ctx, "无人问津", None, {}, to="testland", drill=False)
    land.work()

    clock.advance(KEPT + timedelta(seconds=1))
    handed = scanner.scan()
    land.work()

    assert handed == 1
    assert _message(land, message).status == "expired"
    assert len(land.log("message.expire")) == 1


def test_delivery_that_the_engine_fails_is_one_incident_and_delivered_when_retried(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    land.deploy(EXPECTING)
    land.start()
    with land.acting() as ctx:
        message = send(ctx, "回执", None, {}, to="testland", drill=False)
    with monkeypatch.context() as broken:
        broken.setattr(Instance, "deliver", _break)
        land.work()
        perform(land.house, Names.DELIVER_MESSAGE, {"message": message})
    [incident] = _incidents(land)

    with land.acting() as ctx:
        incidents.retry(ctx, incident.id)
    land.work()

    assert incident.instance_id == land.instance
    assert _message(land, message).status == "taken"
    assert land.open == ["after"]


def _break(*_: Any, **__: Any) -> None:
    raise EngineError("wait", "试验")


def _kept(house: House) -> Kept:
    kept = house.shared[JobPort].jobs
    assert isinstance(kept, Kept)
    return kept


def _incidents(land: Land) -> list[Incident]:
    with land.looking() as ctx:
        return list(ctx.session.scalars(select(Incident).where(Incident.status == "open")))


def _message(land: Land, message: str) -> Message:
    with land.looking() as ctx:
        return ctx.session.get_one(Message, message)


def _started(land: Land) -> int:
    with land.looking() as ctx:
        return len(ctx.session.scalars(select(ProcessInstance.id)).all())
