"""One item of a multi-instance activity added, begun anew, taken out or counted as done, with all counters right."""

import pytest

from app.engine.errors import ModificationRefused
from app.engine.modification.acts import AddItem, Move, RepeatItem, Skip, Withdraw
from app.engine.modification.items import fans
from app.engine.modification.modify import modify
from tests.engine.driver import Driver

ALL = "start s\nuser u mi=items:item:out:x\nend e\ns > u > e"
TURNS = ALL.replace(":out:x", ":out:x seq")
HALF = ALL.replace(
    ":out:x", ':out:x until="= nrOfCompletedInstances / nrOfInstances >= 0.5 and nrOfActiveInstances < 3"'
)
DUTY = """
    start s
    sub duty mi=forces:force:reports:report {
      start t
      user go
      user report
      end u
      t > go > report > u
    }
    user sum
    end e
    s > duty > sum > e
"""
FORCES = [{"id": "a", "name": "甲队"}, {"id": "b", "name": "乙队"}]


def done(driver, *acts):
    modify(driver.instance, acts, driver.now)
    return driver._store()


def refused(driver, *acts):
    with pytest.raises(ModificationRefused) as told:
        modify(driver.instance, acts, driver.now)
    return told.value.message


def fan(driver):
    (found,) = driver.instance.look(fans)
    return found


def item(driver, name):
    return next(one.key for one in fan(driver).items if one.name == name)


def again(driver, name):
    return RepeatItem(item(driver, name))


def test_what_a_repeated_item_had_left_is_replaced_in_its_place():
    driver = Driver(ALL, {"items": ["甲", "乙", "丙"]}).do("u", x=1, of="甲").do("u", x=2, of="乙")

    done(driver, again(driver, "甲"))

    assert sorted(driver.open) == ["u[丙]", "u[甲]"]
    assert driver.do("u", x=3, of="丙").do("u", x=9, of="甲").done
    assert driver.variables["out"] == [9, 2, 3]


def test_an_item_begun_anew_before_it_was_done_counts_once():
    driver = Driver(ALL, {"items": ["甲", "乙"]})

    done(driver, again(driver, "甲"), again(driver, "乙"))
    done(driver, again(driver, "甲"))

    assert sorted(driver.open) == ["u[乙]", "u[甲]"]
    assert driver.do("u", x=1, of="甲").do("u", x=2, of="乙").done
    assert driver.variables["out"] == [1, 2]


def test_one_more_is_called_out_and_one_is_taken_out():
    driver = Driver(ALL, {"items": ["甲", "乙"]}).do("u", x=1, of="甲")

    done(driver, AddItem(fan(driver).key, "丙"), Withdraw(item(driver, "乙")))

    assert driver.open == ["u[丙]"]
    assert driver.do("u", x=3, of="丙").done
    assert driver.variables["out"] == [1, 3]


def test_the_last_item_taken_out_ends_the_activity():
    driver = Driver(ALL, {"items": ["甲"]})

    assert done(driver, Withdraw(item(driver, "甲"))).done
    assert driver.variables["out"] == []


def test_a_completion_condition_sees_each_item_once():
    driver = Driver(HALF, {"items": ["甲", "乙", "丙", "丁"]}).do("u", x=1, of="甲")

    done(driver, again(driver, "甲"))
    driver.do("u", x=2, of="乙")
    assert sorted(driver.open) == ["u[丁]", "u[丙]", "u[甲]"]

    assert driver.do("u", x=3, of="丙").done
    assert driver.variables["out"] == [2, 3]


def test_one_after_another_the_item_whose_turn_it_is_begins_anew_and_one_more_comes_last():
    driver = Driver(TURNS, {"items": ["甲", "乙"]}).do("u", x=1, of="甲")

    assert [one.name for one in fan(driver).items] == ["乙"]
    done(driver, again(driver, "乙"), AddItem(fan(driver).key, "丙"))
    driver.do("u", x=2, of="乙")
    assert driver.open == ["u[丙]"]
    assert done(driver, Withdraw(item(driver, "丙"))).done
    assert driver.variables["out"] == [1, 2]


def test_a_sub_process_that_is_an_item_is_counted_as_done_with_what_it_has_and_what_is_given():
    driver = Driver(DUTY, {"forces": FORCES}).do("go", report="出发", of="甲队")

    done(driver, Skip(item(driver, "乙队"), {"report": "电话报告"}))
    done(driver, Skip(item(driver, "甲队")))

    assert driver.open == ["sum"]
    assert driver.seen("sum")["reports"] == ["出发", "电话报告"]


def test_a_called_process_that_is_an_item_gives_back_what_its_mappings_let_out():
    caller = (
        "process main\nstart s\ncall act calls=duty in=force out=x mi=items:force:out:x\nend e\ns > act > e"
    )
    duty = "process duty\nstart t\nuser d\nuser f\nend u\nt > d > f > u"
    driver = Driver({"m": caller, "d": duty}, {"items": ["甲"]}, process="main").do("d", x=4)

    assert done(driver, Skip(item(driver, "甲"))).done
    assert driver.variables["out"] == [4]


def test_an_added_item_looks_like_the_others():
    driver = Driver(DUTY, {"forces": FORCES})

    assert "每一项都有 id、name" in refused(driver, AddItem(fan(driver).key, "丙队"))
    assert "增办的是哪一项" in refused(Driver(ALL, {"items": ["甲"]}), AddItem(2 + 1, ""))


def test_what_only_counts_gets_the_next_number():
    driver = Driver("start s\nuser u card=2\nend e\ns > u > e")

    done(driver, AddItem(fan(driver).key))

    assert len(driver.open) == 3


def test_what_is_no_item_is_refused():
    driver = Driver(DUTY, {"forces": FORCES}).do("go", of="甲队")
    inside = driver.task("report").key

    assert "不是多实例中的一项" in refused(driver, Withdraw(inside))
    driver = Driver(DUTY, {"forces": FORCES})
    assert "不是在办的多实例" in refused(driver, AddItem(driver.task("go").key, 1))
    driver = Driver(DUTY, {"forces": FORCES})
    assert "不能重办" in refused(driver, RepeatItem(driver.task("go").key))
    driver = Driver(DUTY, {"forces": FORCES})
    assert "请撤下或跳过这一个" in refused(driver, Move(item(driver, "甲队"), "sum"))
