"""Values that a path only knew, and did not enter, must never replace what others entered since."""

from typing import Any

import pytest

from tests.engine.differential.stale import STALE
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


@pytest.mark.xfail(reason=STALE, raises=AssertionError)
@pytest.mark.parametrize("main", [EVENT, BOUNDARY, ARM], ids=["event sub-process", "boundary", "joined arm"])
def test_path_that_began_beside_puts_no_stale_value_back(main: str) -> None:
    instance = Driver(BESIDE.format(main=main), {"x": 0}).do("a", x=1)
    instance.send("info")

    instance.do("b", x=2)
    for element in [element for element in instance.open if element != "note"]:
        instance.do(element)
    instance.do("note")

    assert instance.seen("after")["x"] == 2


@pytest.mark.xfail(reason=STALE, raises=AssertionError)
def test_variables_are_what_the_only_token_sees() -> None:
    notation = """
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
    entered: dict[str, dict[str, Any]] = {"c": {"x": "c"}, "b": {"x": "b"}, "d": {}}
    instance = Driver(notation, {"x": 0})

    for element, values in entered.items():
        instance.do(element, values)

    assert instance.variables == instance.seen("after")
