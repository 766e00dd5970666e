"""T9: two multi-instances with one item name, or one visited twice, fail; without a result everything leaks."""

import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowDataException

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

TWICE = """
start s
user a mi=xs:x:{out}:{got} {std}
user b mi=xs:x:{out}:{got} {std}
user after
end e
s > a > b > after > e
"""


def test_stock_leaks_the_item_and_everything_entered() -> None:
    stock = Stock(
        TWICE.format(out="", got="", std="std").replace("user b mi=xs:x:: std", "user b"), {"xs": [1]}
    )

    stock.do("a", note="n")

    assert stock.seen("b") == {"xs": [1], "x": 1, "note": "n"}


def test_stock_refuses_the_item_of_the_first_in_the_second() -> None:
    stock = Stock(TWICE.format(out="", got="", std="std"), {"xs": [1]})

    with pytest.raises(WorkflowDataException, match="already exists"):
        stock.do("a")


def test_stock_refuses_results_at_the_second_visit() -> None:
    stock = Stock(TWICE.format(out="ys", got="y", std="std").replace(":x:", ":i:", 1), {"xs": [1]})

    with pytest.raises(WorkflowDataException, match="output must be empty"):
        stock.do("a", y=1)


def test_items_are_local_and_results_start_anew() -> None:
    instance = Driver(TWICE.format(out="ys", got="y", std=""), {"xs": [1, 2]})

    instance.do("a", of=2, y=20, note="n").do("a", of=1, y=10).do("b", of=1, y=1).do("b", of=2, y=2)

    assert instance.seen("after") == {"xs": [1, 2], "ys": [1, 2]}


def test_instance_does_not_see_the_collection() -> None:
    instance = Driver(TWICE.format(out="ys", got="y", std=""), {"xs": [1, 2], "z": 3})

    assert instance.instance.variables(instance.task("a", 2).key) == {"x": 2, "z": 3}


def test_results_keep_the_order_of_the_items_one_after_another() -> None:
    instance = Driver(TWICE.format(out="ys", got="y", std="seq"), {"xs": [1, 2]})
    assert instance.open == ["a[1]"]

    instance.do("a", y=10).do("a", y=20)

    assert instance.open == ["b[1]"]


def test_visited_again_in_a_loop_it_begins_anew() -> None:
    notation = """
start s
xor m
user a mi=xs:x:ys:y
user judge
xor q
end e
s > m > a > judge > q
q > m : again
q > e : *
"""
    instance = Driver(notation, {"xs": [1]}).do("a", y=1).do("judge", again=True)

    assert instance.do("a", y=2).seen("judge")["ys"] == [2]
