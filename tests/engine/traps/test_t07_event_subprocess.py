"""T7: event sub-processes only at top level, never interrupting, and receiving one changes the specification."""

import pytest

from app.engine.program import Program
from tests.engine.diagrams import bpmn
from tests.engine.driver import Driver
from tests.engine.fingerprint import fingerprint
from tests.engine.traps.stock import Specs, Stock

DECLARED = """
start s
user work
user more
end e
s > work > more > e
esub hq {
  start hs msg=hq {nonint}
  user hand
  end he
  hs > hand > he
}
"""
DEEP = """
start s
sub outer {
  start os
  sub inner {
    start ins
    user work
    end ie
    ins > work > ie
    esub hq {
      start hs msg=hq {nonint}
      user hand
      end he
      hs > hand > he
    }
  }
  end oe
  os > inner > oe
}
user after
end e
s > outer > after > e
"""


def declared(nonint: str, notation: str = DECLARED) -> str:
    return notation.replace("{nonint}", nonint)


def test_stock_goes_on_beside_an_interrupting_event_subprocess() -> None:
    stock = Stock(declared("")).send("hq")

    assert sorted(stock.open) == ["hand", "work"]


def test_stock_changes_the_specification_and_the_next_instance_never_ends() -> None:
    specs = Specs(declared("nonint"))
    before = specs.spec.start.outputs
    Stock(specs).send("hq")

    assert len(specs.spec.start.outputs) == len(before) + 1
    assert not Stock(specs).do("work").do("more").done


def test_interrupting_event_subprocess_ends_the_rest_of_its_scope() -> None:
    instance = Driver(declared(""))

    instance.send("hq", why="called off")

    assert instance.open == ["hand"]
    assert instance.seen("hand") == {"why": "called off"}
    assert instance.send("hq") == 0
    assert instance.do("hand").done


def test_event_subprocess_comes_any_number_of_times_and_sees_the_scope() -> None:
    instance = Driver(declared("nonint")).do("work", x=1)

    instance.send("hq")
    instance.send("hq")

    assert instance.open == ["more", "hand", "hand"]
    assert instance.seen("hand") == {"x": 1}


@pytest.mark.parametrize(("nonint", "open_then"), [("nonint", ["hand", "work"]), ("", ["hand"])])
def test_event_subprocess_works_at_depth(nonint: str, open_then: list[str]) -> None:
    instance = Driver(declared(nonint, DEEP))

    assert instance.send("hq") == 1
    assert sorted(instance.open) == open_then

    for element in open_then:
        instance.do(element)
    assert instance.open == ["after"]
    assert instance.send("hq") == 0


def test_specification_is_the_same_after_a_run() -> None:
    files = {"main": bpmn(declared("nonint", DEEP))}
    before = fingerprint(Program.compile(files, {}, {}))

    instance = Driver(declared("nonint", DEEP))
    instance.send("hq")
    instance.do("work").do("hand").do("after")

    assert instance.program is Program.compile(files, {}, {})
    assert fingerprint(instance.program) == before


def test_event_subprocess_started_by_a_timer_or_an_error() -> None:
    notation = """
start s
sub phase {
  start ps
  user work
  end bad err=E
  ps > work > bad
  esub late {
    start ls timer=PT1H nonint
    user hurry
    end le
    ls > hurry > le
  }
  esub wrong {
    start ws err=E
    user repair
    end we
    ws > repair > we
  }
}
end e
s > phase > e
"""
    instance = Driver(notation).wait(hours=2)
    assert sorted(instance.open) == ["hurry", "work"]
    assert instance.instance.next_due is None

    instance.do("work")

    assert instance.open == ["repair"]
    assert instance.do("repair").done
