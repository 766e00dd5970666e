"""T6: a non-interrupting boundary message or signal fires once only."""

import pytest
from SpiffWorkflow.exceptions import WorkflowException

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

MORE = """
start s
user phase
boundary more on=phase msg=more nonint
user draft
end de
end e
s > phase > e
more > draft > de
"""


def test_stock_hears_the_second_message_no_more() -> None:
    stock = Stock(MORE).send("more")

    with pytest.raises(WorkflowException, match="not waiting"):
        stock.send("more")


def test_every_message_is_heard_while_the_host_runs() -> None:
    instance = Driver(MORE)

    assert [instance.send("more", n=n) for n in (1, 2, 3)] == [1, 1, 1]

    assert instance.open == ["phase", "draft", "draft", "draft"]
    assert [instance.instance.variables(t.key)["n"] for t in instance.instance.open_tasks()[1:]] == [1, 2, 3]


def test_nothing_is_heard_after_the_host() -> None:
    instance = Driver(MORE).do("phase")

    assert instance.send("more") == 0
    assert instance.done
