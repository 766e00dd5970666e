"""Every bound that is hit is an error that names it; nothing hangs."""

from datetime import timedelta

import pytest

from app.engine.bounds import Bounds
from app.engine.errors import BoundExceeded, Broken, EngineError
from tests.engine.driver import Driver

FAN_OUT = "start s\nuser u mi=xs:x\nend e\ns > u > e"
SPIN = 'start s\nxor m\nscript t : {"n": n + 1}\nxor x\nend e\ns > m > t > x\nx > e : n < 0\nx > m : *'
RECURSE = "process main\nstart s\ncall again calls=main\nend e\ns > again > e"


def test_endless_loop_of_the_engine_is_stopped() -> None:
    with pytest.raises(BoundExceeded) as stopped:
        Driver(SPIN, {"n": 0}, bounds=Bounds(steps=500))

    assert stopped.value.bound == "steps"
    assert stopped.value.element in {"m", "t", "x"}
    assert "500" in stopped.value.message


def test_endless_recursion_is_stopped() -> None:
    with pytest.raises(BoundExceeded) as stopped:
        Driver(RECURSE)

    assert stopped.value.bound == "depth"


def test_too_many_items_are_refused() -> None:
    with pytest.raises(BoundExceeded) as stopped:
        Driver(FAN_OUT, {"xs": list(range(6))}, bounds=Bounds(instances=5))

    assert (stopped.value.bound, stopped.value.element) == ("instances", "u")


def test_huge_cardinality_is_refused_without_being_counted_out() -> None:
    with pytest.raises(BoundExceeded):
        Driver("start s\nuser u card=10**12\nend e\ns > u > e")


def test_too_many_tokens_are_refused() -> None:
    with pytest.raises(BoundExceeded) as stopped:
        Driver(FAN_OUT, {"xs": list(range(20))}, bounds=Bounds(tokens=10))

    assert stopped.value.bound == "tokens"


def test_added_items_count_too() -> None:
    instance = Driver(FAN_OUT, {"xs": [1]}, bounds=Bounds(instances=1))
    outer = next(a.key for a in instance.step.activities if a.type == "multiInstanceBody")

    with pytest.raises(BoundExceeded):
        instance.instance.add_item(outer, 2, instance.now)


def test_period_shorter_than_the_bound_is_refused() -> None:
    notation = "start s\nuser u\nboundary b on=u nonint cycle=R/PT1S\nend e\ns > u > e\nb > e"

    with pytest.raises(EngineError, match="5 秒"):
        Driver(notation)


def test_timer_of_no_time_that_leads_back_to_itself_is_stopped() -> None:
    drawn = "start s\nuser u\nboundary b on=u nonint timer=PT1M\ncatch w timer=PT0S\nxor m\nend e"
    instance = Driver(f"{drawn}\ns > u > e\nb > m > w > m", bounds=Bounds(steps=100))

    with pytest.raises(BoundExceeded) as stopped:
        instance.wait(minutes=1)

    assert (stopped.value.bound, stopped.value.element) == ("steps", "w")


def test_ticks_missed_during_a_standstill_are_not_all_made_up_for() -> None:
    notation = "start s\nuser u\nboundary b on=u nonint cycle=R/PT1M\nend r\nend e\ns > u > e\nb > r"
    instance = Driver(notation, bounds=Bounds(missed_ticks=3))

    instance.wait(days=365)

    assert instance.trace().count("b") <= 6
    assert instance.instance.next_due == instance.now + timedelta(minutes=1)


def test_instance_is_broken_after_an_error_until_it_is_loaded_anew() -> None:
    instance = Driver("start s\nuser u\nxor x\nend e\ns > u > x\nx > e : ok")

    with pytest.raises(EngineError, match="默认流向"):
        instance.do("u")

    with pytest.raises(Broken):
        instance.instance.take()
    with pytest.raises(Broken):
        instance.instance.fire_timers(instance.now) or instance.instance.deliver("m", {}, None, instance.now)
