"""T8: what was entered inside an embedded sub-process is lost on its interrupting boundary path."""

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

DUTY = """
start s
sub duty {
  start ds
  user ack
  user mission
  end de
  ds > ack > mission > de
}
boundary off on=duty msg=off {nonint}
user out
end oe
end e
s > duty > e
off > out > oe
"""


def notation(nonint: str = "") -> str:
    return DUTY.replace("{nonint}", nonint)


def test_stock_forgets_that_a_force_had_accepted() -> None:
    stock = Stock(notation()).do("ack", answer="接受").send("off")

    assert "answer" not in stock.seen("out")


def test_interrupting_boundary_knows_what_was_entered_inside() -> None:
    instance = Driver(notation(), {"force": "A"}).do("ack", answer="接受")

    instance.send("off", why="撤离")

    assert instance.seen("out") == {"force": "A", "answer": "接受", "why": "撤离"}


def test_non_interrupting_boundary_knows_it_too() -> None:
    instance = Driver(notation("nonint")).do("ack", answer="接受")

    instance.send("off")

    assert instance.open == ["mission", "out"]
    assert instance.seen("out") == {"answer": "接受"}


def test_called_process_keeps_its_variables_to_itself() -> None:
    called = """
process main
start s
call duty calls=duty
boundary off on=duty msg=off
user out
end e
s > duty > e
off > out > e
process duty
start s
user ack
user mission
end e
s > ack > mission > e
"""
    instance = Driver(called, process="main").do("ack", answer="接受")

    instance.send("off")

    assert instance.seen("out") == {}


def test_interrupted_loop_leaves_what_all_its_rounds_entered() -> None:
    notation = """
start s
sub rounds loop="again" {
start b
user a
user c
end e
b > a > c > e
}
boundary gone on=rounds msg=gone
user after
end z
s > rounds > z
gone > after > z
"""
    instance = Driver(notation).do("a", x=1).do("c", again=True).do("a", y=2)

    instance.send("gone")

    assert instance.seen("after") == instance.variables == {"x": 1, "again": True, "y": 2}
