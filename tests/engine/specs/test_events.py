import pytest

from app.engine.errors import EngineError, UncaughtError
from tests.engine.driver import Driver

TRANSACTION = """
start s
transaction t {
  start ts
  par p
  user a
  user b
  end ok
  end off cancel
  ts > p
  p > a > off
  p > b > ok
}
boundary c on=t cancel
user undo
end e
s > t > e
c > undo > e
"""


def test_terminate_ends_only_its_own_scope() -> None:
    notation = """
start s
sub phase {
  start ps
  par p
  user a
  user b
  end stop terminate
  end pe
  ps > p
  p > a > stop
  p > b > pe
}
user after
end e
s > phase > after > e
"""
    instance = Driver(notation).do("a", x=1)

    assert instance.open == ["after"]
    assert instance.cancelled() == ["b"]
    assert instance.seen("after") == {"x": 1}


def test_terminate_at_the_top_ends_the_instance() -> None:
    notation = "start s\npar p\nuser a\nuser b\nend stop terminate\ns > p\np > a > stop\np > b > stop"

    assert Driver(notation).do("b").done


def test_cancelled_transaction_goes_on_at_its_boundary() -> None:
    instance = Driver(TRANSACTION).do("a", x=1)

    assert instance.open == ["undo"]
    assert instance.cancelled().count("b") == 1
    assert instance.seen("undo") == {"x": 1}


def test_error_end_that_nobody_catches_is_an_incident() -> None:
    with pytest.raises(UncaughtError, match="E9"):
        Driver("start s\nend e err=E9\ns > e")


def test_escalation_and_signal_that_nobody_catches_are_none() -> None:
    assert Driver("start s\nthrow t esc=X\nthrow u sig=Y\nend e\ns > t > u > e").done


def test_specific_error_code_is_caught_before_any() -> None:
    notation = """
start s
sub p {
  start ps
  end pe err=E1
  ps > pe
}
boundary any on=p err=
boundary one on=p err=E1
user a
user b
end e
s > p > e
any > a > e
one > b > e
"""
    assert Driver(notation).open == ["b"]


def test_message_starts_wait_for_their_key_alone() -> None:
    notation = """
start s
par p
receive a msg=m key="= one"
catch b msg=m key="= two"
end e
s > p
p > a > e
p > b > e
"""
    instance = Driver(notation, {"one": 1, "two": "zwei"})

    assert [(s.element, s.correlation_key) for s in instance.step.subscribed] == [("a", "1"), ("b", "zwei")]
    assert [
        instance.send("m"),
        instance.send("m", "x"),
        instance.send("m", "zwei"),
        instance.send("m", "1"),
    ] == [0, 0, 1, 1]
    assert instance.done


def test_message_without_key_at_the_catch_is_heard_whatever_its_key() -> None:
    assert Driver("start s\ncatch c msg=m\nend e\ns > c > e").send("m", "any") == 1


def test_message_thrown_inside_is_heard_inside_first() -> None:
    notation = """
start s
par p
throw t msg=m in=x
receive r msg=m
user after
end e
s > p
p > r > after > e
p > t > e
"""
    instance = Driver(notation, {"x": 1})

    assert instance.step.messages == ()
    assert instance.open == ["after"]


def test_send_task_and_message_end_throw() -> None:
    instance = Driver("start s\nsend t msg=one in=x\nend e msg=two\ns > t > e", {"x": 1})

    assert [(m.name, m.payload) for m in instance.step.messages] == [("one", {"x": 1}), ("two", {})]
    assert instance.done


def test_timer_of_an_expression_or_a_date() -> None:
    notation = """
start s
par p
catch a timer="= duration(\\"PT1H\\") * 2"
catch b date=2026-12-01T05:00:00Z
catch c timer="= limits.wait"
end e
s > p
p > a > e
p > b > e
p > c > e
"""
    instance = Driver(notation, limits={"wait": "P1D"})
    due = []

    while instance.instance.next_due:
        due.append(round((instance.instance.next_due - instance.now).total_seconds() / 3600))
        instance.wait(hours=due[-1])

    assert due == [2, 3, 19]
    assert instance.done


def test_timer_without_a_value_is_an_incident() -> None:
    with pytest.raises(EngineError, match="没有值") as stopped:
        Driver('start s\ncatch a timer="= nothing"\nend e\ns > a > e')

    assert stopped.value.element == "a"


def test_condition_event_comes_when_a_data_object_makes_it_true() -> None:
    notation = """
data level
start s
user raise writes=level
user work
boundary high on=work cond='level.n > 2' nonint
user alarm
end ae
par p
end e
s > p
p > raise > e
p > work > e
high > alarm > ae
"""
    instance = Driver(notation).do("raise", n=1)
    assert instance.open == ["work"]

    instance = Driver(notation).do("raise", n=3)
    assert sorted(instance.open) == ["alarm", "work"]
    assert instance.do("alarm").open == ["work"]


def test_condition_event_comes_again_only_after_it_was_false() -> None:
    notation = """
data level
start s
par p
user work
boundary high on=work cond='level.n > 2' nonint
user alarm
end ae
xor m
user set writes=level
end e
s > p
p > work > e
p > m > set > m
high > alarm > ae
"""
    instance = Driver(notation)

    alarms = [instance.do("set", n=n).open.count("alarm") for n in (3, 4, 1, 5)]

    assert alarms == [1, 1, 1, 2]


def test_catching_event_whose_condition_holds_already_passes() -> None:
    assert Driver("start s\ncatch c cond='n > 1'\nuser u\nend e\ns > c > u > e", {"n": 2}).open == ["u"]


def test_milestone_is_on_record() -> None:
    instance = Driver('start s\nthrow half "处置结束"\nuser u\nend e\ns > half > u > e')

    assert [(a.name, a.type) for a in instance.step.activities if a.element == "half"] == [
        ("处置结束", "intermediateThrowEvent")
    ]
