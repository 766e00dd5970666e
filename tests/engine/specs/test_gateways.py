import pytest

from app.engine.errors import EngineError
from tests.engine.driver import Driver

INCLUSIVE = """
start s
inc i
user a
user b
user c
xor x
user late
inc j
user after
end e
s > i
i > a : a
i > b : b
i > c : *
a > x
x > late : slow
x > j : *
late > j
b > j
c > j
j > after > e
"""
EVENTS = """
start s
event g
catch short timer=PT5M
catch long timer=PT1H
catch said msg=said
receive got msg=got
user u
end e
s > g
g > short > u
g > long > u
g > said > u
g > got > u
u > e
"""


def test_exclusive_gateway_takes_the_first_that_holds() -> None:
    notation = """
start s
xor x
user a
user b
user c
end e
s > x
x > a : n > 1
x > b : n > 0
x > c : *
a > e
b > e
c > e
"""

    assert [Driver(notation, {"n": n}).open for n in (2, 1, 0)] == [["a"], ["b"], ["c"]]


def test_condition_that_is_no_truth_value_is_an_incident() -> None:
    with pytest.raises(EngineError, match="真假值") as stopped:
        Driver("start s\nxor x\nuser a\nend e\ns > x\nx > a : n + 1\nx > e : *\na > e", {"n": 1})

    assert stopped.value.element == "flow_x_a_2"


def test_unknown_name_is_null_and_not_true() -> None:
    assert Driver(
        "start s\nxor x\nuser a\nuser b\nend e\ns > x\nx > a : nobody.set = 1\nx > b : *\na > e\nb > e"
    ).open == ["b"]


def test_inclusive_join_waits_for_all_that_can_still_come() -> None:
    instance = Driver(INCLUSIVE, {"a": True, "b": True, "slow": True})

    assert instance.do("b").open == ["a"]
    assert instance.do("a").open == ["late"]
    assert instance.do("late").open == ["after"]


def test_inclusive_join_goes_on_when_nothing_more_can_come() -> None:
    instance = Driver(INCLUSIVE, {"a": True, "b": False, "slow": False})

    assert instance.do("a").open == ["after"]


def test_inclusive_join_does_not_wait_for_what_cannot_reach_it() -> None:
    notation = """
start s
par p
user a
user b
user forever
inc j
user after
end e
s > p
p > a > j
p > b > j
p > forever > e
j > after > e
"""
    instance = Driver(notation).do("a")
    assert instance.open == ["b", "forever"]

    assert sorted(instance.do("b").open) == ["after", "forever"]


def test_inclusive_join_learns_when_an_interrupted_path_turns_away() -> None:
    notation = """
start s
par p
user a
user b
boundary off on=b msg=off
end gone
inc j
user after
end e
s > p
p > a > j
p > b > j
off > gone
j > after > e
"""
    instance = Driver(notation).do("a")
    assert instance.open == ["b"]

    instance.send("off")

    assert instance.open == ["after"]


def test_inclusive_gateway_takes_flows_without_condition_always() -> None:
    notation = "start s\ninc i\nuser a\nuser b\nend e\ns > i\ni > a\ni > b : false\na > e\nb > e"

    assert Driver(notation).open == ["a"]


def test_inclusive_gateway_without_any_flow_is_an_incident() -> None:
    with pytest.raises(EngineError, match="默认流向"):
        Driver("start s\ninc i\nuser a\nuser b\nend e\ns > i\ni > a : false\ni > b : false\na > e\nb > e")


@pytest.mark.parametrize(("message", "flow"), [("said", "said"), ("got", "got")])
def test_first_event_wins_and_the_others_wait_no_more(message: str, flow: str) -> None:
    instance = Driver(EVENTS)
    assert len(instance.step.subscribed) == 2

    instance.send(message)

    assert instance.open == ["u"]
    assert [f.target for f in instance.step.flows] == [flow, "u"]
    assert len(instance.cancelled()) == 3
    assert instance.instance.next_due is None
    assert len(instance.step.unsubscribed) == 2


def test_two_timers_behind_one_gateway_keep_their_own_time() -> None:
    instance = Driver(EVENTS).wait(minutes=6)

    assert instance.open == ["u"]
    assert "short" in instance.trace()
    assert "long" in instance.cancelled()


def test_parallel_gateway_joins_and_splits_at_once() -> None:
    notation = """
start s
par p
user a
user b
par q
user c
user d
end e
s > p
p > a > q
p > b > q
q > c > e
q > d > e
"""
    instance = Driver(notation).do("a", x=1).do("b", y=2)

    assert instance.open == ["c", "d"]
    assert instance.seen("c") == {"x": 1, "y": 2}
    assert instance.do("c").do("d").done
