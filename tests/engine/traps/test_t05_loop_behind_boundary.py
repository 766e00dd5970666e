"""T5: a multi-instance behind a boundary event cannot begin."""

import pytest
from SpiffWorkflow.exceptions import WorkflowException

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

FURTHER = """
start s
user phase
boundary more on=phase msg=more nonint
user act mi=forces:force {std}
end ae
end e
s > phase > e
more > act > ae
"""


def test_stock_cannot_begin_it() -> None:
    stock = Stock(FURTHER.format(std="std"), {"forces": ["A", "B"]})

    with pytest.raises(WorkflowException, match="non-predicted child"):
        stock.send("more")


def test_fan_out_behind_a_boundary_event_runs() -> None:
    instance = Driver(FURTHER.format(std=""), {"forces": ["A", "B"]})

    instance.send("more")

    assert instance.open == ["phase", "act[A]", "act[B]"]
