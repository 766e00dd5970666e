"""Two processes on one database, and processes that die: nothing twice, nothing half, nothing lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db.engine import open_engine
from app.runtime.live import LiveInstances

ROOT = Path(__file__).parents[2]
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


@contextmanager
def hands(count: int, *arguments: str) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that are ready and wait for a line."""
    command = [sys.executable, "-m", "tests.runtime.hands", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    started = [subprocess.Popen(command, cwd=ROOT, text=True, **pipes) for _ in range(count)]
    try:
        for process in started:
            assert process.stdout.readline() == "ready\n"
        yield started
    finally:
        for process in started:
            process.kill()
            process.communicate()


def go(process: subprocess.Popen[str]) -> None:
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_processes_take_two_hundred_numbers_without_gaps(database_url):
    with hands(2, "number", database_url, "100") as both:
        for process in both:
            go(process)
        said = [process.stdout.read() for process in both]
        codes = [process.wait(60) for process in both]

    taken = [line.split() for text in said for line in text.splitlines()]
    assert codes == [0, 0]
    for series in ("order", "filing"):
        assert sorted(int(serial) for of, serial in taken if of == series) == list(range(1, 201))


def test_two_processes_on_one_instance_complete_each_task_once(land, database_url):
    land.deploy(TEAMS)
    instance = land.start(teams=[{"name": f"t{n}"} for n in range(40)])

    with hands(2, "complete", database_url, instance) as both:
        for process in both:
            go(process)
        done = [process.stdout.read().split() for process in both]
        assert [process.wait(60) for process in both] == [0, 0]

    assert Counter(done[0] + done[1]) == Counter(dict.fromkeys(done[0] + done[1], 1))
    assert len(done[0] + done[1]) == 41
    assert len(land.log("task.complete")) == 41
    assert land.process().status == "completed"
    land.hold(instance)
    land.verified()


def test_a_process_killed_in_the_middle_leaves_whole_steps(land, database_url):
    land.deploy(ROW)
    instance, seed = land.start(), random.Random(7)

    for _ in range(KILLS):
        with hands(1, "complete", database_url, instance) as (process,):
            go(process)
            process.stdout.readline()
            time.sleep(seed.uniform(0.0, 0.1))
            os.kill(process.pid, signal.SIGKILL)
        land.house.shared[LiveInstances].clear()
        land.hold(instance)
        land.verified()

    done = len(land.log("task.complete"))
    assert KILLS <= done <= 100
    assert land.process().version == done + 1
    assert sum(land.log("task.complete")[n]["details"]["element"] == f"t{n}" for n in range(done)) == done


def test_a_process_that_was_killed_holds_nothing_up(land, database_url):
    land.deploy(ROW)
    instance = land.start()
    with hands(1, "complete", database_url, instance) as (process,):
        go(process)
        process.stdout.readline()

    land.house.shared[LiveInstances].clear()
    begun = time.monotonic()
    if land.open:
        land.do(land.open[0])

    assert time.monotonic() - begun < 20


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
