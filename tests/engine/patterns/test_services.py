"""Failing services, other regions, supports, recurring starts, and long straight lines."""

from datetime import UTC, datetime

from app.engine.elements import StartKind
from app.engine.program import Program
from app.engine.schedule import next_start
from tests.engine.diagrams import bpmn
from tests.engine.driver import Driver

REPORT_UP = """
process main
start s
call file calls=filing in=no out=receipt
boundary gone on=file err=GATEWAY
user offline "离线导出并补报"
xor m
user next
end e
s > file > m > next > e
gone > offline > m
process filing
start s
xor again
service send topic=gateway param.no="= no" res.receipt="= number" res.ok="= ok"
boundary rejected on=send err=REJECTED
user fix "更正后再发"
xor sent
end e
end failed err=GATEWAY
s > again > send > sent
rejected > fix > again
sent > e : ok
sent > failed : *
"""

CROSS = """
process region
start s
xor m
throw ask msg=跨区域增援申请 key="= case.no" in=need
event g
catch answered msg=跨区域增援答复 key="= case.no"
catch late timer=PT30M
user urge "电话催请"
user guide "引导进入"
end e
s > m > ask > g
g > answered > guide > e
g > late > urge > m
process superior
start s msg=跨区域增援申请
user decide "审批"
end e msg=跨区域增援答复 key="= no" in=approved
s > decide > e
"""

SUPPORTS = """
start s
inc i
user traffic
user signal
user fuel
inc j
end e
s > i
i > traffic : list contains(needs, "交通")
i > signal : list contains(needs, "通信")
i > fuel : list contains(needs, "油料")
i > j : *
traffic > j
signal > j
fuel > j
j > e
"""

NINE = """
lane 甲 = t1 t2 t3
lane 乙 = t4 t5 t6
lane 丙 = t7 t8 t9
start s
user t1
xor m
user t2
user t3
user t4
user t5
user t6
user t7
xor more "有新增需求？"
user t8
user t9
end e
s > t1 > m > t2 > t3 > t4 > t5 > t6 > t7 > more
more > m : more
more > t8 : *
t8 > t9 > e
"""

MONTHLY = """
process call
start now "临时调度"
start month "每月1日" cycle="R/2026-01-01T08:00:00+08:00/P1M"
start dense "敏感时期加密" cycle="= case.dense"
user roll "点名"
end e
now > roll
month > roll
dense > roll > e
"""


def test_rejected_service_goes_back_to_a_person_and_is_tried_again() -> None:
    instance = Driver(REPORT_UP, {"no": "7"}, process="main")

    instance.refuse("send", "REJECTED")
    assert instance.open == ["fix"]
    assert instance.calls == []

    instance.do("fix").served("send", number="R-1", ok=True)
    assert instance.seen("next")["receipt"] == "R-1"


def test_exhausted_service_leads_out_of_the_called_process() -> None:
    instance = Driver(REPORT_UP, {"no": "7"}, process="main")

    instance.served("send", ok=False, number="none")

    assert instance.open == ["offline"]
    assert instance.seen("offline") == {"no": "7", "receipt": "none"}
    assert instance.do("offline").open == ["next"]


def test_application_leaves_by_the_outbox_and_only_its_own_answer_counts() -> None:
    instance = Driver(CROSS, {"need": "水泵"}, process="region")
    thrown = instance.step.messages[0]
    assert (thrown.name, thrown.correlation_key, thrown.payload) == (
        "跨区域增援申请",
        "RC-7",
        {"need": "水泵"},
    )

    assert instance.wait(minutes=31).open == ["urge"]
    instance.do("urge")
    assert len(instance.step.messages) == 1

    assert instance.send("跨区域增援答复", "OTHER", approved=True) == 0
    assert instance.send("跨区域增援答复", "RC-7", approved=True) == 1
    assert instance.open == ["guide"]
    assert instance.seen("guide")["approved"] is True


def test_superior_answers_with_the_key_it_was_asked_with() -> None:
    instance = Driver(CROSS, {"no": "RC-7", "need": "水泵"}, process="superior", start="s")

    instance.do("decide", approved=True)

    answer = instance.step.messages[0]
    assert (answer.name, answer.correlation_key, answer.payload) == (
        "跨区域增援答复",
        "RC-7",
        {"approved": True},
    )
    assert instance.done


def test_needed_supports_open_and_join() -> None:
    instance = Driver(SUPPORTS, {"needs": ["交通", "油料"]})
    assert instance.open == ["traffic", "fuel"]

    instance.do("fuel").do("traffic")

    assert instance.done


def test_no_support_needed_passes_by_the_default_flow() -> None:
    assert Driver(SUPPORTS, {"needs": []}).done


def test_nine_steps_in_their_lanes_with_one_round_back() -> None:
    instance = Driver(NINE)
    walked = []

    while instance.open:
        task = instance.instance.open_tasks()[0]
        walked.append(task.element.removeprefix("t"))
        assert task.lane == "甲乙丙"[(int(walked[-1]) - 1) // 3]
        instance.do(task.element, more=walked.count("7") < 2)

    assert "".join(walked) == "1234567234567" + "89"


def test_recurring_start_is_told_to_the_scheduler_and_never_waits_inside() -> None:
    program = Program.compile({"main": bpmn(MONTHLY)}, {}, {})
    starts = {start.element: start for start in program.processes["call"].starts}
    assert starts["now"].kind is StartKind.NONE
    assert (starts["month"].kind, starts["month"].timer) == (StartKind.TIMER, "cycle")

    due = datetime(2026, 1, 1, tzinfo=UTC)
    walked = [due := next_start(starts["month"].expression or "", due, due) for _ in range(3)]

    assert [(day.month, day.day, day.hour) for day in walked if day] == [(2, 1, 0), (3, 1, 0), (4, 1, 0)]


def test_chosen_start_event_starts_and_leaves_no_timer() -> None:
    instance = Driver(MONTHLY, process="call", start="month")

    assert instance.open == ["roll"]
    assert instance.instance.next_due is None
    assert instance.trace()[0] == "month"
