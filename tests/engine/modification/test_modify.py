"""Moving, repeating, skipping and setting: what happens, and what is refused."""

import pytest

from app.engine.errors import ModificationRefused
from app.engine.marking import marking
from app.engine.modification.acts import Move, Repeat, SetValue, Skip
from app.engine.modification.modify import modify
from tests.engine.driver import Driver

LINE = "start s\nuser a\nuser b\nuser c\nend e\ns > a > b > c > e"
NESTED = """
    start s
    user a
    sub duty {
      start t
      user d1
      user d2
      end u
      t > d1 > d2 > u
      esub call {
        start h msg=叫 nonint
        user called
        end z
        h > called > z
      }
    }
    boundary late on=duty timer=PT1H
    user urge
    end e
    s > a > duty > e
    late > urge
"""
ARMS = """
    start s
    par p
    user a
    user a2
    user b
    par j
    user z
    end e
    s > p > a > a2 > j > z > e
    p > b > j
"""
FAN = """
    start s
    user a
    sub each mi=items:item {
      start t
      user x
      user y
      end u
      t > x > y > u
    }
    end e
    s > a > each > e
"""


def done(driver: Driver, *acts) -> Driver:
    modify(driver.instance, acts, driver.now)
    return driver._store()


def refused(driver: Driver, *acts) -> str:
    with pytest.raises(ModificationRefused) as told:
        modify(driver.instance, acts, driver.now)
    return told.value.message


def key(driver: Driver, element: str, item=None) -> int:
    return driver.task(element, item).key


def test_a_token_moves_back_and_knows_what_was_entered():
    driver = Driver(LINE).do("a", x=1).do("b", y=2)

    done(driver, Move(key(driver, "c"), "a"))

    assert driver.open == ["a"]
    assert driver.seen("a") == {"x": 1, "y": 2}
    assert driver.cancelled() == ["c"]
    assert driver.do("a").do("b").do("c").done


def test_a_token_moves_into_a_sub_process_whose_events_then_wait():
    driver = Driver(NESTED)

    done(driver, Move(key(driver, "a"), "d2"))

    assert driver.open == ["d2"]
    assert driver.send("叫") == 1
    assert driver.open == ["d2", "called"]
    assert driver.wait(hours=2).open == ["urge"]


def test_a_token_that_moves_out_ends_the_sub_process_it_leaves():
    driver = Driver(NESTED).do("a").do("d1")

    done(driver, Move(key(driver, "d2"), "a"))

    assert driver.open == ["a"]
    assert sorted(driver.cancelled()) == ["d2", "duty"]
    assert driver.instance.next_due is None
    assert driver.do("a").do("d1").do("d2").done


def test_a_race_ends_as_a_whole():
    driver = Driver(
        "start s\nuser a\nevent g\ncatch m msg=到\ncatch t timer=PT1H\nend e\ns > a > g > m > e\ng > t > e"
    )
    driver.do("a")
    waiting = next(row for row in driver.instance.look(marking) if row.element == "t")

    done(driver, Move(waiting.key, "a"))

    assert driver.open == ["a"]
    assert driver.instance.next_due is None


def test_what_is_repeated_runs_beside_the_rest_with_what_is_known_now():
    driver = Driver(LINE).do("a", x=1).do("b", x=2)

    done(driver, Repeat(key(driver, "c"), "a"))

    assert driver.open == ["c", "a"]
    assert driver.seen("a") == {"x": 2}
    assert driver.do("c").do("a", x=3).do("b").do("c").done
    assert driver.variables["x"] == 3


def test_skipping_does_it_without_its_person_connector_or_event():
    driver = Driver("start s\nuser a\nservice v topic=t result=r\nreceive m msg=到\nend e\ns > a > v > m > e")

    done(driver, Skip(key(driver, "a"), {"x": 1}))
    done(driver, Skip(driver.call("v").key, {"r": {"no": 7}}))
    done(driver, Skip(driver.instance.look(marking)[0].key))

    assert driver.done
    assert driver.variables == {"x": 1, "r": {"no": 7}}


def test_a_value_is_set_for_everything_open_in_the_process():
    driver = Driver(NESTED, {"x": 1}).do("a").do("d1")

    done(driver, SetValue(key(driver, "d2"), "x", {"n": 5}))

    assert driver.seen("d2")["x"] == {"n": 5}
    assert driver.do("d2").done
    assert driver.variables["x"] == {"n": 5}


def test_a_data_object_is_set_where_it_is_declared():
    driver = Driver('data command "指挥权"\n' + LINE.replace("user a", 'user a groups="= command"'))

    done(driver, SetValue(key(driver, "a"), "指挥权", "hq"))

    assert driver.variables["command"] == "hq"
    assert driver.task("a").candidate_groups == ("hq",)


def test_several_acts_are_one():
    driver = Driver(LINE).do("a")

    done(driver, SetValue(key(driver, "b"), "x", 9), Move(key(driver, "b"), "c"))

    assert driver.seen("c") == {"x": 9}


@pytest.mark.parametrize(
    ("text", "first", "at", "to", "why"),
    [
        (LINE, (), "a", "nowhere", "没有环节“nowhere”"),
        (LINE, (), "a", "s", "不能从事件“s”开始"),
        (NESTED, (), "a", "late", "不能从事件“late”开始"),
        (NESTED, (), "a", "called", "是事件子流程"),
        (NESTED, (), "a", "call", "是事件子流程"),
        (ARMS, (), "a", "j", "不能从汇合网关“j”开始"),
        (ARMS, (), "a", "z", "并行汇合“j”会一直等下去"),
        (ARMS, ("a", "a2", "b"), "z", "a", "并行汇合“j”会一直等下去"),
        (ARMS, ("b",), "a", "p", "会多来一个"),
        (FAN, (), "a", "y", "“each”是多实例或循环"),
        (FAN, ("a",), "x", "a", "“each”是多实例中的一个"),
    ],
)
def test_a_move_that_cannot_go_well_is_refused(text, first, at, to, why):
    driver = Driver(text, {"items": [1, 2]})
    for element in first:
        driver.do(element)

    assert why in refused(driver, Move(key(driver, at), to))


def test_a_branch_that_leads_to_a_join_is_not_repeated_beside_itself():
    driver = Driver(ARMS).do("a")

    assert "会多等一个" in refused(driver, Repeat(key(driver, "a2"), "a"))
    inside = Driver(ARMS.replace("user b\n", "sub b {\nstart t\nuser d\nend u\nt > d > u\n}\n"))
    assert "会多等一个" in refused(inside, Repeat(key(inside, "a"), "d"))


def test_what_is_not_open_any_more_is_refused():
    driver = Driver(LINE)
    old = key(driver, "a")
    driver.do("a")

    assert "现在不在办理中" in refused(driver, Skip(old))


def test_a_sub_process_is_not_skipped_as_a_whole():
    driver = Driver(NESTED).do("a")
    outer = next(place for place in driver.instance.look(marking) if place.element == "duty")

    assert "在等里面的环节或别的分支" in refused(driver, Skip(outer.key))


@pytest.mark.parametrize("name", ["case", "limits", " "])
def test_what_the_engine_itself_says_is_not_set(name):
    driver = Driver(LINE)

    assert "不是能改的变量" in refused(driver, SetValue(key(driver, "a"), name, 1))


def test_within_one_instance_of_a_fan_out_a_token_moves():
    driver = Driver(FAN, {"items": ["甲", "乙"]}).do("a").do("x", of="甲")

    done(driver, Move(key(driver, "y", "甲"), "x"))

    assert driver.open == ["x[乙]", "x[甲]"]


def test_nothing_and_too_much_are_refused():
    driver = Driver(LINE)

    assert "1 至 20 项" in refused(driver)
