"""What is carried over, what stands in the way, and what is armed, set and evaluated anew."""

from datetime import timedelta

import pytest

from tests.engine.driver import START, Driver
from tests.engine.migration.moving import codes, over, program

LINE = """
    start s
    user a groups=x
    user b
    end e
    s > a > b > e
"""
FAN = """
    start s
    user u mi=items:item:out:x
    end e
    s > u > e
"""
ARMS = """
    start s
    par p
    user a
    user b
    par j
    end e
    s > p > a > j > e
    p > b > j
"""


def test_labels_forms_groups_and_later_steps_do_not_block():
    driver = Driver(LINE)

    plan = over(
        driver,
        """
        start s
        user a "核实" form=plan groups=y,z
        user c
        user b
        end e
        s > a > c > b > e
    """,
    )

    assert (plan.obstacles, plan.hints) == ((), ())
    task = driver.task("a")
    assert (task.name, task.form_key, task.candidate_groups) == ("核实", "plan", ("y", "z"))
    assert driver.do("a").open == ["c"]


def test_an_element_that_is_gone_blocks_until_it_is_mapped():
    driver = Driver(LINE)
    other = LINE.replace("user a ", "user a2 ").replace("s > a", "s > a2")

    refused = over(driver, other)
    plan = over(driver, other, moved={"a": "a2"})

    assert codes(refused.obstacles) == ["element-gone a"]
    assert codes(plan.hints) == ["mapped a"]
    assert list(plan.renamed.values()) == [("a", "a2")]
    assert driver.do("a2").open == ["b"]


def test_a_person_is_no_connector():
    driver = Driver(LINE)

    plan = over(driver, LINE.replace("user a groups=x", "service a topic=t"))

    assert codes(plan.obstacles) == ["kind-changed a"]


def test_an_element_inside_a_new_sub_process_is_another_place():
    driver = Driver(LINE)

    plan = over(
        driver,
        """
        start s
        sub inner {
          start t
          user a
          end u
          t > a > u
        }
        user b
        end e
        s > inner > b > e
    """,
    )

    assert codes(plan.obstacles) == ["element-moved a"]


@pytest.mark.parametrize(("old", "new"), [(FAN, FAN.replace(" mi=items:item:out:x", "")), (LINE, None)])
def test_a_loop_put_around_or_taken_from_an_open_task_blocks(old, new):
    driver = Driver(old, {"items": ["甲", "乙"]})

    plan = over(driver, new or LINE.replace("user a ", "user a mi=items:item "))

    assert {found.code for found in plan.obstacles} == {"loop-changed"}


def test_a_multi_instance_goes_on_with_the_results_it_has():
    driver = Driver(FAN, {"items": ["甲", "乙"]}).do("u", x=1, of="甲")

    over(driver, FAN.replace("user u ", 'user u "改名" groups=g '))
    driver.do("u", x=2, of="乙")

    assert driver.done
    assert driver.variables["out"] == [1, 2]


def test_what_was_done_may_be_gone():
    driver = Driver("""
        start s
        user a
        xor x
        sub old {
          start t
          user in1
          boundary tick on=in1 timer=PT1M nonint
          user side
          end u
          t > in1 > u
          tick > side
        }
        user b
        end e
        s > a > x > old > b > e
    """).do("a", v=1)
    driver.wait(minutes=2).do("side", w=2)
    driver.do("in1", z=3)

    plan = over(driver, "start s\nuser b\nuser c\nend e\ns > b > c > e")

    assert plan.obstacles == ()
    assert driver.seen("b") == {"v": 1, "w": 2, "z": 3}
    again = over(driver, "start s\nuser a\nuser b\nuser c\nend e\ns > a > b > c > e")
    assert again.obstacles == ()
    assert driver.do("b").do("c").done


def test_a_timer_keeps_its_instant_unless_asked():
    text = "start s\ncatch t timer=PT1H\nend e\ns > t > e"
    kept, anew = Driver(text), Driver(text)
    for driver in (kept, anew):
        driver.wait(minutes=30)

    told = over(kept, text.replace("PT1H", "PT2H"))
    set_anew = over(anew, text.replace("PT1H", "PT2H"), rearm=True)

    assert (codes(told.hints), codes(set_anew.hints)) == (["timer-kept t"], ["timer-rearmed t"])
    assert kept.instance.next_due == START + timedelta(hours=1)
    assert anew.instance.next_due == START + timedelta(hours=2, minutes=30)
    assert kept.wait(minutes=31).done


def test_a_limit_of_the_settings_counts_as_another_timer():
    text = 'start s\ncatch t timer="= limits.wait"\nend e\ns > t > e'
    driver = Driver(text, limits={"wait": "PT1H"})

    plan = over(driver, program(text, limits={"wait": "PT3H"}))

    assert codes(plan.hints) == ["timer-kept t"]


def test_a_deadline_that_is_written_otherwise_counts_from_when_the_task_was_opened():
    driver = Driver(LINE.replace("user a ", "user a due=PT1H ")).wait(minutes=40)
    key = driver.task("a").key

    over(driver, LINE.replace("user a ", "user a due=PT3H "), since={key: START})

    assert driver.task("a").due == START + timedelta(hours=3)


def test_events_beside_an_open_activity_are_armed_and_disarmed():
    guarded = LINE + "\nboundary late on=a timer=PT1H nonint\nuser urge\nlate > urge"
    driver = Driver(guarded)

    away = over(driver, LINE + "\nboundary off on=a msg=取消\nend f\noff > f")

    assert codes(away.hints) == ["event-disarmed late", "event-armed off"]
    assert driver.instance.next_due is None
    assert [s.name for s in driver.step.subscribed] == ["取消"]
    assert driver.send("取消") == 1
    assert driver.done


def test_a_boundary_event_that_has_rung_does_not_ring_again():
    guarded = LINE + "\nboundary late on=a timer=PT1H nonint\nuser urge\nlate > urge"
    driver = Driver(guarded).wait(hours=2)

    plan = over(driver, guarded.replace("user urge", 'user urge "催"'))

    assert plan.hints == ()
    assert driver.instance.next_due is None
    assert driver.open == ["a", "urge"]


def test_an_event_sub_process_that_is_new_can_be_begun():
    driver = Driver(LINE)

    over(driver, LINE + "\nesub hq {\nstart h msg=成立 nonint\nuser command\nend z\nh > command > z\n}")
    driver.send("成立")

    assert driver.open == ["a", "command"]


def test_a_catch_keeps_its_key_under_another_name():
    text = 'start s\nuser a\nreceive r msg=回执 key="= no"\nend e\ns > a > r > e'
    driver = Driver(text).do("a", no="7")

    plan = over(driver, text.replace("msg=回执", "msg=回复"))

    assert codes(plan.hints) == ["message-changed r"]
    assert (driver.send("回执", "7"), driver.send("回复", "8"), driver.send("回复", "7")) == (0, 0, 1)
    assert driver.done


def test_an_event_race_gets_its_new_runner():
    text = "start s\nevent g\ncatch m msg=到\nend e\ns > g > m > e"
    driver = Driver(text)

    over(driver, text + "\ncatch t timer=PT1H\nend late\ng > t > late")
    driver.wait(hours=1)

    assert driver.done
    assert driver.cancelled() == ["m"]


def test_a_race_whose_gateway_is_another_blocks():
    text = "start s\nevent g\ncatch m msg=到\ncatch t timer=PT1H\nend e\ns > g > m > e\ng > t > e"
    driver = Driver(text)

    plan = over(driver, "start s\nuser a\ncatch m msg=到\ncatch t timer=PT1H\nend e\ns > a > m > t > e")

    assert set(codes(plan.obstacles)) == {"element-gone g", "race-changed m", "race-changed t"}


def test_a_join_that_need_not_wait_any_more_goes_on():
    driver = Driver(ARMS + "\nuser c\np > c > j").do("a").do("b")

    over(driver, ARMS + "\nuser c\nend f\np > c > f")

    assert driver.open == ["c"]
    assert "e" in driver.trace()
    assert driver.do("c").done


def test_a_parallel_block_further_on_does_not_block_whoever_will_come_to_it():
    driver = Driver(LINE + "\nboundary tick on=a timer=PT1H nonint\nuser urge\ntick > urge")
    block = "par p\nuser x\nuser y\npar j\ntick > p > x > j > urge\np > y > j"

    plan = over(driver, LINE + f"\nboundary tick on=a timer=PT1H nonint\nuser urge\n{block}")

    assert plan.obstacles == ()
    assert driver.wait(hours=1).do("x").do("y").open == ["a", "urge"]


def test_a_branch_that_nobody_can_bring_any_more_blocks():
    driver = Driver(ARMS).do("a")

    plan = over(driver, ARMS + "\nuser c\np > c > j")

    assert codes(plan.obstacles) == ["join-starved j"]


@pytest.mark.parametrize("branch", ["p > a > x > j > e\nuser x", "p > x > a > j > e\nuser x", "p > j > e"])
def test_a_token_in_a_join_stays_in_it_whatever_its_branch_has_become(branch):
    driver = Driver(ARMS).do("a")

    plan = over(driver, ARMS.replace("p > a > j > e", branch))

    assert plan.obstacles == ()
    assert driver.open == ["b"]
    assert driver.do("b").done


def test_a_token_in_a_join_by_whose_flow_nobody_can_say_it_came_blocks():
    driver = Driver(ARMS).do("a")
    other = ARMS.replace("p > a > j > e", "p > x > j > e\np > y > j\nuser x\nuser y")

    plan = over(driver, other)

    assert codes(plan.obstacles) == ["join-flow-gone j"]


def test_a_called_process_is_carried_over_with_its_caller():
    caller = "process main\nstart s\ncall act calls=duty out=x\nuser b\nend e\ns > act > b > e"
    duty = "process duty\nstart t\nuser d\nend u\nt > d > u"
    driver = Driver({"m": caller, "d": duty}, process="main")

    gone = over(driver, program(caller, duty.replace("process duty", "process other")))
    plan = over(driver, program(caller, duty.replace("user d", 'user d "值守"')))

    assert [(found.code, found.process) for found in gone.obstacles] == [("process-gone", "duty")]
    assert plan.obstacles == ()
    assert driver.task("d").name == "值守"
    assert driver.do("d").open == ["b"]


def test_a_process_that_is_gone_blocks():
    driver = Driver(LINE)

    plan = over(driver, "process other\n" + LINE)

    assert codes(plan.obstacles) == ["process-gone "]


def test_a_connector_still_brings_its_answer():
    text = "start s\nservice c topic=export.file result=r\nuser b\nend e\ns > c > b > e"
    driver = Driver(text)

    plan = over(driver, text.replace("export.file", "notify"))

    assert codes(plan.hints) == ["topic-kept c"]
    assert driver.served("c", ok=1).seen("b") == {"r": {"ok": 1}}


def test_a_data_object_keeps_its_value_and_one_that_is_gone_is_told():
    text = 'data command "指挥权"\n' + LINE.replace("user a ", "user a writes=command ")
    kept, lost = Driver(text).do("a", at="hq"), Driver(text).do("a", at="hq")

    same, gone = over(kept, text.replace("user b", 'user b "批"')), over(lost, LINE)

    assert (same.hints, codes(gone.hints)) == ((), ["data-gone command"])
    assert kept.variables["command"] == {"at": "hq"}


def test_who_may_not_do_a_step_twice_is_told_when_nobody_can_know():
    text = LINE.replace("user b", "user b notBy=a")
    driver = Driver(text).do("a")

    same = over(driver, text.replace("user b", 'user b "批"'))
    renamed = over(
        driver, text.replace("notBy=a", "notBy=a2").replace("user a ", "user a2 ").replace("s > a", "s > a2")
    )

    assert same.hints == ()
    assert codes(renamed.hints) == ["doer-unknown b"]
