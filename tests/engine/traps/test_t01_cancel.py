"""T1: cancelling removes running children instead of cancelling them."""

import pytest
from SpiffWorkflow.exceptions import TaskNotFoundException

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

INTERRUPTED = """
process main
start s
call act calls=force mi=forces:force {std}
boundary off on=act msg=off
user notice
user x
end e
s > act > x > e
off > notice > e
process force
start s
user mission
end e
s > mission > e
"""


def test_stock_never_recovers_from_an_interrupted_fan_out() -> None:
    stock = Stock(INTERRUPTED.format(std="std"), {"forces": ["A", "B"]})
    assert stock.open == ["mission", "mission"]

    with pytest.raises(TaskNotFoundException):
        stock.send("off")

    with pytest.raises(TaskNotFoundException):
        stock.step()


def test_interrupted_fan_out_cancels_what_runs_and_goes_on() -> None:
    instance = Driver(INTERRUPTED.format(std=""), {"forces": ["A", "B"]}, process="main")

    instance.send("off")

    assert instance.open == ["notice"]
    assert instance.cancelled().count("mission") == 2
    assert instance.do("notice").done
