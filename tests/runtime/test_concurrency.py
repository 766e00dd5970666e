"""Two processes on one database, and processes that die: nothing twice, nothing half, nothing lost."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest
import sqlalchemy as sa

from app.db.engine import open_engine
from app.runtime.live import LiveInstances
from tests.processes import pipe, started
from tests.runtime.hands import SOME, main

KILLS = 4
pytestmark = pytest.mark.slow
ROW = "process main\nstart s\n" + "\n".join(f"user t{n} groups=staff" for n in range(100)) + "\nend e\n"
ROW += "s > " + " > ".join(f"t{n}" for n in range(100)) + " > e\n"
TEAMS = """
process main
start s
user work groups=staff mi=teams:team
user close groups=staff
end e
s > work > close > e
"""


@dataclass(frozen=True)
class Hand:
    """A process that works on the database, and what it says."""

    process: BaseProcess
    said: Connection

    def go(self) -> None:
        self.said.send("go")

    def all_said(self) -> list[str]:
        """To its end."""
        return list(self._told())

    def _told(self) -> Iterator[str]:
        with suppress(EOFError):
            while True:
                yield self.said.recv()


@contextmanager
def hands(count: int, *arguments: str) -> Iterator[list[Hand]]:
    """Processes that are ready and wait for a word."""
    both = [_hand(*arguments) for _ in range(count)]
    try:
        for hand in both:
            assert hand.said.recv() == "ready"
        yield both
    finally:
        for hand in both:
            hand.process.kill()
            hand.process.join()
            hand.said.close()


def _hand(*arguments: str) -> Hand:
    ours, theirs = pipe()
    with theirs:
        return Hand(started(main, *arguments, theirs), ours)


def codes(both: list[Hand]) -> list[int | None]:
    """How they ended."""
    for hand in both:
        hand.process.join(60)
    return [hand.process.exitcode for hand in both]


def test_two_processes_take_two_hundred_numbers_without_gaps(database_url):
    with hands(2, "number", database_url, "100") as both:
        for hand in both:
            hand.go()
        taken = [line.split() for hand in both for line in hand.all_said()]
        assert codes(both) == [0, 0]

    for series in ("order", "filing"):
        assert sorted(int(serial) for of, serial in taken if of == series) == list(range(1, 201))


def test_two_processes_on_one_instance_complete_each_task_once(land, database_url):
    land.deploy(TEAMS)
    instance = land.start(teams=[{"name": f"t{n}"} for n in range(40)])

    with hands(2, "complete", database_url, instance) as both:
        for hand in both:
            hand.go()
        done = [task for hand in both for task in hand.all_said()]
        assert codes(both) == [0, 0]

    assert len(done) == len(set(done)) == 41
    assert len(land.log("task.complete")) == 41
    assert land.process().status == "completed"
    land.hold(instance)
    land.verified()


def test_a_process_killed_in_the_middle_leaves_whole_steps(land, database_url):
    land.deploy(ROW)
    instance, seed = land.start(), random.Random(7)

    for _ in range(KILLS):
        with hands(1, "begin", database_url, instance) as (hand,):
            hand.go()
            hand.said.recv()
            time.sleep(seed.uniform(0.0, 0.1))
            hand.process.kill()
        land.house.shared[LiveInstances].clear()
        land.hold(instance)
        land.verified()

    done = len(land.log("task.complete"))
    assert KILLS <= done <= KILLS * SOME
    assert land.process().version == done + 1
    assert sum(land.log("task.complete")[n]["details"]["element"] == f"t{n}" for n in range(done)) == done


def test_a_process_that_was_killed_holds_nothing_up(land, database_url):
    land.deploy(ROW)
    instance = land.start()
    with hands(1, "begin", database_url, instance) as (hand,):
        hand.go()
        hand.said.recv()

    land.house.shared[LiveInstances].clear()
    [left] = land.open
    land.do(left)  # a lock that the dead still held would refuse it

    assert land.open != [left]


@pytest.mark.parametrize("busy", [False, True])
def test_a_reader_sees_one_state_while_others_write(land, database_url, busy):
    land.deploy(ROW)
    land.start()
    with land.looking() as ctx:
        before = ctx.connection.scalar(sa.text("SELECT count(*) FROM operation_log"))
        if busy:
            other = open_engine(database_url)
            with other.begin() as connection:
                connection.execute(sa.text("UPDATE log_head SET seq = seq + 1"))
            other.dispose()
        seq = ctx.connection.scalar(sa.text("SELECT max(seq) FROM log_head WHERE jurisdiction = 'testland'"))

    assert seq == before
