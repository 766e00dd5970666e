"""T2: a cancelled instance of a multi-instance never counts as complete."""

from SpiffWorkflow.util.task import TaskState

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

FORCES = """
start s
user act mi=forces:force {std}
user after
end e
s > act > after > e
"""


def test_stock_waits_for_ever_for_a_cancelled_instance() -> None:
    stock = Stock(FORCES.format(std="std"), {"forces": ["A", "B", "C"]})

    stock.workflow.get_tasks(state=TaskState.READY, manual=True)[1].cancel()
    stock.do("act").do("act")

    assert stock.stuck


def test_stood_down_instance_counts_as_done() -> None:
    instance = Driver(FORCES.format(std=""), {"forces": ["A", "B", "C"]})

    instance.instance.stand_down(instance.task("act", "B").key, instance.now)
    instance._store()
    instance.do("act", of="A").do("act", of="C")

    assert instance.open == ["after"]


def test_standing_down_the_last_one_goes_on() -> None:
    instance = Driver(FORCES.format(std=""), {"forces": ["A"]})

    instance.instance.stand_down(instance.task("act").key, instance.now)

    assert [task.element for task in instance.instance.open_tasks()] == ["after"]


def test_item_added_while_running_gets_its_turn() -> None:
    instance = Driver(FORCES.format(std=""), {"forces": ["A"]})
    outer = next(a.key for a in instance.step.activities if a.type == "multiInstanceBody")

    instance.instance.add_item(outer, "D", instance.now)
    instance._store()

    assert instance.open == ["act[A]", "act[D]"]
    assert instance.do("act", of="A").do("act", of="D").open == ["after"]
