"""T3 where paths begin beside others: what a path merely carries along must not replace what others entered since."""

from typing import Any

import pytest

from tests.engine.driver import Driver

BESIDE = """
start s
sub outer {{
  start os
  {main}
}}
user after
end z
s > outer > after > z
"""
EVENT = """
  user a
  user b
  end e
  os > a > b > e
  esub hq {
    start hs msg=info nonint
    user note
    end he
    hs > note > he
  }
"""
BOUNDARY = """
  sub duty {
    start ds
    user a
    user b
    end de
    ds > a > b > de
  }
  boundary info on=duty msg=info nonint
  user note
  end e
  end ie
  os > duty > e
  info > note > ie
"""
ARM = """
  par p
  user a
  user b
  boundary info on=b msg=info nonint
  user note
  user other
  par j
  end e
  end ie
  os > p
  p > a > b > j
  p > other > j
  j > e
  info > note > ie
"""
BESIDES = pytest.mark.parametrize(
    "main", [EVENT, BOUNDARY, ARM], ids=["event sub-process", "boundary", "joined arm"]
)
PHASE = """
start s
user a
sub phase {
  start ps
  user b
  user c
  end pe
  ps > b > c > pe
}
boundary info on=phase msg=info nonint
user note
end ne
user after
end z
s > a > phase > after > z
info > note > ne
"""
TWO_ARMS = """
start s
par p
user b
user c
user d
par j
user after
end e
s > p
p > b > j
p > c > d > j
j > after > e
"""


def _beside(main: str) -> Driver:
    """Something was entered, then a path beside it began, then something newer was entered."""
    instance = Driver(BESIDE.format(main=main), {"x": 0}).do("a", x=1)
    instance.send("info")
    instance.do("b", x=2)
    return instance


def _end(instance: Driver, last: str, **values: Any) -> Driver:
    for element in [element for element in instance.open if element != last]:
        instance.do(element)
    return instance.do(last, values)


@BESIDES
def test_path_that_began_beside_puts_no_stale_value_back(main: str) -> None:
    instance = _end(_beside(main), "note")

    assert instance.seen("after")["x"] == 2
    assert instance.variables == instance.seen("after")


@BESIDES
def test_path_that_began_beside_brings_what_it_entered(main: str) -> None:
    instance = _end(_beside(main), "note", y="n")

    assert instance.seen("after") == {"x": 2, "y": "n"}


@BESIDES
def test_of_two_that_entered_unseen_by_each_other_the_later_path_wins(main: str) -> None:
    instance = _end(_beside(main), "note", x="n")

    assert instance.seen("after")["x"] == "n"
    assert instance.variables == instance.seen("after")


@pytest.mark.parametrize("main", [EVENT, BOUNDARY], ids=["event sub-process", "boundary"])
def test_value_entered_as_it_was_when_the_path_began_is_no_change(main: str) -> None:
    main = main.replace("user note", "user note\nuser note2")
    for start in ("hs", "info"):
        main = main.replace(f"{start} > note >", f"{start} > note > note2 >")
    instance = _beside(main).do("note", x="n")

    _end(instance, "note2", x=1)

    assert instance.seen("after")["x"] == 2


def test_restart_between_changes_nothing_about_who_knew_what() -> None:
    instance = Driver(BESIDE.format(main=BOUNDARY), {"x": 0}).do("a", x=1)
    instance.send("info")
    instance.send("info")

    instance.do("b", x=2).do("note").do("note")

    assert instance.seen("after")["x"] == 2


def test_what_a_path_took_over_is_no_newer_than_when_it_was_entered() -> None:
    instance = Driver(PHASE, {"x": 0}).do("a").do("b", x=1)
    instance.send("info")

    instance.do("c", x=0)

    assert instance.variables["x"] == 0
    assert instance.seen("after")["x"] == 0


def test_interrupted_scope_leaves_what_was_entered_in_it_to_the_boundary_path() -> None:
    instance = Driver(PHASE.replace(" nonint", ""), {"x": 0}).do("a").do("b", x=1)

    instance.send("info")

    assert instance.seen("note")["x"] == instance.variables["x"] == 1


def test_event_sub_process_replaces_what_it_saw() -> None:
    main = EVENT.replace("os > a > b > e", "par p\nuser c\nend ce\nos > p\np > a > b > e\np > c > ce")
    instance = Driver(BESIDE.format(main=main), {"x": 0}).do("c", x="c").do("a", x="a")
    instance.send("info")

    instance.do("note", x="note").do("b")

    assert instance.seen("after")["x"] == "note"


@pytest.mark.parametrize("order", ["bcd", "cbd", "cdb"])
def test_variables_are_what_the_only_token_sees(order: str) -> None:
    entered: dict[str, dict[str, Any]] = {"c": {"x": "c"}, "b": {"x": "b"}, "d": {}}
    instance = Driver(TWO_ARMS, {"x": 0})

    for element in order:
        instance.do(element, entered[element])

    assert instance.seen("after")["x"] == ("b" if order == "cdb" else "c")
    assert instance.variables == instance.seen("after")


def test_message_replaces_what_its_catch_has_just_taken_over() -> None:
    instance = Driver(BESIDE.format(main=EVENT.replace(" nonint", "")), {"x": 0}).do("a", x=1)
    instance.send("info", x=0)

    instance.do("note")

    assert instance.seen("after")["x"] == 0


def test_who_only_looked_does_not_speak_for_those_whose_value_it_saw() -> None:
    main = EVENT.replace("user b", "user b\nuser c").replace("> b >", "> b > c >")
    instance = Driver(BESIDE.format(main=main), {"x": 0}).do("a", x=1)
    instance.send("info")
    instance.do("b", x=0)
    instance.send("info")

    instance.do("note").do("note").do("c")

    assert instance.seen("after")["x"] == 0
