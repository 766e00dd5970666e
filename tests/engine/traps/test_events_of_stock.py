"""What stock SpiffWorkflow runs wrongly without a word: links, signal ends, conditional and several flows."""

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from tests.engine.driver import Driver
from tests.engine.traps.stock import Specs, Stock

LINK = """
start s
user a
throw go link=L
catch come link=L
user b
end e
s > a > go
come > b > e
"""
SIGNAL_END = """
start s
par p
user work
boundary off on=work sig=home
user back
user call_off
end se sig=home
end e
s > p
p > work > e
p > call_off > se
off > back > e
"""
CONDITIONAL = """
start s
user a
user b
user c
end e
s > a > b > e
a > c : {condition}
c > e
"""


def test_stock_ends_at_a_link() -> None:
    assert Stock(LINK).do("a").done


def test_link_leads_on() -> None:
    instance = Driver(LINK).do("a", x=1)

    assert instance.open == ["b"]
    assert instance.seen("b") == {"x": 1}


def test_stock_throws_no_signal_at_an_end() -> None:
    assert Stock(SIGNAL_END).do("call_off").open == ["work"]


def test_signal_end_is_heard() -> None:
    assert Driver(SIGNAL_END).do("call_off").open == ["back"]


def test_stock_refuses_several_flows_out_of_a_task() -> None:
    with pytest.raises(ValidationException, match="Multiple outgoing flows"):
        Specs(CONDITIONAL.format(condition="x > 1"))


@pytest.mark.parametrize(("x", "open_then"), [(1, ["b"]), (2, ["b", "c"])])
def test_conditional_flow_out_of_a_task_is_taken_only_if_it_holds(x: int, open_then: list[str]) -> None:
    instance = Driver(CONDITIONAL.format(condition="x > 1")).do("a", x=x)

    assert instance.open == open_then


def test_stock_takes_a_conditional_flow_whatever_its_condition() -> None:
    notation = "start s\nuser a\nuser b\nend e\ns > a\na > b : x > 1\nb > e"

    assert Stock(notation).do("a", x=0).open == ["b"]


def test_default_flow_out_of_a_task_is_taken_when_no_condition_holds() -> None:
    notation = "start s\nuser a\nuser b\nuser c\nend e\ns > a\na > b : x > 1\na > c : *\nb > e\nc > e"

    assert Driver(notation).do("a", x=0).open == ["c"]
    assert Driver(notation).do("a", x=2).open == ["b"]


def test_signals_carry_no_variables_unless_named() -> None:
    notation = """
start s
par p
user work
boundary off on=work sig=home
user back
user call_off
throw t sig=home {along}
end e
s > p
p > work > e
p > call_off > t > e
off > back > e
"""
    assert "secret" in Stock(notation.format(along="")).do("call_off", secret=1).seen("back")
    assert Driver(notation.format(along="")).do("call_off", secret=1).seen("back") == {}
    assert Driver(notation.format(along="in=secret->known")).do("call_off", secret=1).seen("back") == {
        "known": 1
    }
