"""T3: joins let a stale copy win, merge lists by position, and rewrite what completed tasks knew."""

from typing import Any

import pytest

from tests.engine.driver import Driver
from tests.engine.traps.stock import Stock

SPLIT = """
start s
user plan
par p
user b
user c
par j
user after
end e
s > plan > p
p > b > j
p > c > j
j > after > e
"""


@pytest.mark.parametrize("order", ["bc", "cb"])
def test_stock_lets_the_arm_that_comes_last_put_the_old_value_back(order: str) -> None:
    changes: dict[str, dict[str, Any]] = {"b": {"x": "new"}, "c": {}}
    stock = Stock(SPLIT).do("plan", x="old")

    for task in order:
        stock.do(task, **changes[task])

    assert stock.seen("after")["x"] == ("old" if order == "bc" else "new")


@pytest.mark.parametrize("order", ["bc", "cb"])
def test_changed_value_survives_the_join_in_either_order(order: str) -> None:
    changes: dict[str, dict[str, Any]] = {"b": {"x": "new"}, "c": {}}
    instance = Driver(SPLIT).do("plan", x="old")

    for task in order:
        instance.do(task, changes[task])

    assert instance.seen("after")["x"] == "new"


def test_stock_invents_forces_by_merging_lists_by_position() -> None:
    stock = Stock(SPLIT).do("plan", forces=[{"name": "A"}, {"name": "B"}])

    stock.do("b", forces=[{"name": "C"}]).do("c")

    assert stock.seen("after")["forces"] != [{"name": "C"}]


def test_list_is_taken_as_a_whole() -> None:
    instance = Driver(SPLIT).do("plan", forces=[{"name": "A"}, {"name": "B"}])

    instance.do("b", forces=[{"name": "C"}]).do("c")

    assert instance.seen("after")["forces"] == [{"name": "C"}]


def test_both_arms_keep_what_only_they_changed() -> None:
    instance = Driver(SPLIT).do("plan", x=1, y=1, z=1)

    instance.do("c", y=2, c=3).do("b", x=2, b=3)

    assert instance.seen("after") == {"x": 2, "y": 2, "z": 1, "b": 3, "c": 3}


def test_of_two_changes_the_arm_that_comes_last_wins_as_in_stock() -> None:
    instance, stock = Driver(SPLIT).do("plan", x=0), Stock(SPLIT).do("plan", x=0)

    instance.do("c", x="c").do("b", x="b")
    stock.do("c", x="c").do("b", x="b")

    assert instance.seen("after")["x"] == stock.seen("after")["x"] == "b"


def test_value_changed_and_changed_back_is_no_change() -> None:
    notation = SPLIT.replace("p > c > j", "user c2\np > c > c2 > j")
    instance = Driver(notation).do("plan", x="old")

    instance.do("b", x="new").do("c", x="other").do("c2", x="old")

    assert instance.seen("after")["x"] == "new"


def test_nested_split_lets_nothing_stale_through() -> None:
    notation = """
start s
user plan
par p
user c
user b
par q
user d
user f
par j
user after
end e
s > plan > p
p > c > j
p > b > q
q > d > j
q > f > j
j > after > e
"""
    instance = Driver(notation).do("plan", x=0)

    instance.do("b", x=1).do("d", x=2).do("f").do("c")

    assert instance.seen("after")["x"] == 2


def test_stock_rewrites_what_a_completed_task_knew() -> None:
    notation = "start s\nuser a\nscript t : forces[0]['name'] = 'X'\nend e\ns > a > t > e"
    stock = Stock(notation).do("a", forces=[{"name": "A"}])

    known = next(task.data for task in stock.workflow.get_tasks() if task.task_spec.name == "a")

    assert known["forces"] == [{"name": "X"}]


def test_what_a_completed_task_knew_is_never_rewritten() -> None:
    submitted = {"forces": [{"name": "A"}]}
    instance = Driver("start s\nuser a\nuser b\nend e\ns > a > b > e")
    key = instance.task("a").key

    instance.instance.complete(key, submitted, instance.now)
    submitted["forces"][0]["name"] = "X"
    instance.do("b", forces=[{"name": "C"}])

    assert '"forces":[{"name":"A"}]' in instance.rows[key]
