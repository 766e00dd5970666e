"""T14: what a timer lets go is ready, but not run in the same step."""

from SpiffWorkflow.util.task import TaskState

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

LATE = """
start s
user ack
boundary late on=ack timer={timer}
script note : {script}
user repl
end e
s > ack > e
late > note > repl > e
"""


def test_stock_leaves_what_fired_unrun() -> None:
    stock = Stock(LATE.format(timer="'\"PT20M\"'", script="x = 1"))
    for task in stock.workflow.event_manager.tasks.values():
        task.internal_data["event_value"] = "2020-01-01T00:00:00+00:00"

    stock.workflow.do_engine_steps()

    assert "repl" not in stock.open
    assert stock.workflow.get_next_task(state=TaskState.READY, manual=False) is not None


def test_everything_behind_a_timer_runs_in_its_step() -> None:
    instance = Driver(LATE.format(timer="PT20M", script='{"x": 1}')).wait(minutes=20)

    assert instance.open == ["repl"]
    assert instance.seen("repl") == {"x": 1}


def test_a_completion_does_not_ring_overdue_timers() -> None:
    notation = (
        "start s\nuser a\nuser b\nboundary late on=b timer=PT1M\nend le\nend e\ns > a > b > e\nlate > le"
    )
    instance = Driver(notation)

    instance.now = instance.now.replace(hour=5)
    instance.do("a")

    assert instance.open == ["b"]
