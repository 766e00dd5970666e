"""T18: a message that only this instance could catch leaves it when nobody in it waits any more."""

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

GONE = """
process main
start s
throw down msg=down {key}
user after
user work
boundary off on=work msg=down {key}
end e
s > down > after > work > e
off > e
"""
OTHER = """
process other
start s msg=down
end e
s > e
"""


def test_stock_sends_it_out() -> None:
    stock = Stock(GONE.format(key=""))

    assert [event.event_definition.name for event in stock.workflow.get_events()] == ["down"]


def test_message_meant_inside_goes_nowhere_and_is_told() -> None:
    instance = Driver(GONE.format(key='key="= no"'), {"no": "7"}, process="main")

    assert instance.step.messages == ()
    assert [(m.name, m.correlation_key) for m in instance.step.unheard] == [("down", "7")]


def test_message_that_another_process_catches_goes_out() -> None:
    instance = Driver({"main": GONE.format(key=""), "other": OTHER}, process="main")

    assert [m.name for m in instance.step.messages] == ["down"]
    assert instance.step.unheard == ()


def test_message_carries_only_what_the_diagram_names() -> None:
    notation = "start s\nuser a\nthrow t msg=out in=x->y,=x+1->z\nend e\ns > a > t > e"

    instance = Driver(notation).do("a", x=1, secret=2)

    assert instance.step.messages[0].payload == {"y": 1, "z": 2}


def test_stock_sends_every_variable_along() -> None:
    notation = "start s\nuser a\nthrow t msg=out\nend e\ns > a > t > e"

    stock = Stock(notation).do("a", x=1, secret=2)

    assert stock.workflow.get_events()[0].payload == {"x": 1, "secret": 2}


def test_catch_takes_over_what_it_names() -> None:
    notation = "start s\ncatch c msg=in out=y->x\nuser after\nend e\ns > c > after > e"
    instance = Driver(notation)

    instance.send("in", y=1, junk=2)

    assert instance.seen("after") == {"x": 1}
