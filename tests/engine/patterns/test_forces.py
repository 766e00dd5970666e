"""Orders to many forces: reminders, escalation, replacement, more forces, withdrawal."""

from tests.engine.driver import Driver

RESPONSE = """
process response
start s
service issue "编号签发调令" topic=printout.issue param.to="= force.name" result=order
sub duty "接令至任务结束" {
  start ds
  xor again
  user ack "确认或拒绝调令" due=PT20M
  boundary remind on=ack nonint cycle=R3/PT5M
  send urge "催办" topic=notify
  end reminded
  boundary late on=ack timer=PT20M
  xor accepted
  user depart
  user mission "执行任务"
  end de
  user repl "另选替补力量"
  xor found
  script swap : {"force": replacement}
  end none "未落实"
  ds > again > ack > accepted
  remind > urge > reminded
  accepted > depart : answer = "接受"
  accepted > repl : *
  late > repl > found
  found > swap : replacement != null
  found > none : *
  swap > again
  depart > mission > de
}
boundary wd on=duty sig=撤离
xor out "已出动？"
user leave "组织撤离"
user back "归队"
end e
end home
end idle "未出动"
s > issue > duty > e
wd > out
out > leave : answer = "接受"
out > idle : *
leave > back > home
"""

FAN_OUT = """
process main
start s
call act "各力量行动" calls=response mi=forces:force:results:outcome in=force out=outcome
end e
s > act > e
"""

ROLLING = """
process main
start s
sub phase "力量调用与现场处置" {
  start ps
  xor m
  user plan "拟定"
  user approve "审批"
  xor ok
  par split
  call act "各力量行动" calls=response mi=forces:force:results:outcome in=force out=outcome
  end acted
  xor back
  user judge "滚动研判"
  xor what
  throw withdraw sig=撤离
  end over
  ps > m > plan > approve > ok
  ok > split : decision = "同意"
  ok > m : *
  split > act > acted
  split > back > judge > what
  what > m : next = "再调"
  what > withdraw : next = "结束"
  what > back : *
  withdraw > over
}
user summary "总结"
end e
s > phase > summary > e
"""


def forces(*names: str) -> dict[str, list[dict[str, str]]]:
    return {"forces": [{"name": name} for name in names]}


def ordered(*names: str, main: str = FAN_OUT) -> Driver:
    instance = Driver(main + RESPONSE, forces(*names), process="main")
    for name in names:
        instance.served("issue", of=name, number=f"〔2026〕{name}")
    return instance


def test_each_force_answers_for_itself() -> None:
    instance = ordered("甲", "乙")

    instance.do("ack", of="甲", answer="接受").do("depart", of="甲")

    assert instance.open == ["ack[乙]", "mission[甲]"]
    assert instance.seen("mission")["order"] == {"number": "〔2026〕甲"}


def test_silence_reminds_three_times_then_escalates() -> None:
    instance = ordered("甲")

    for _ in range(4):
        instance.wait(minutes=5)

    assert instance.trace().count("remind") == 3
    assert instance.open == ["repl[甲]"]
    assert instance.instance.next_due is None


def test_replacement_gets_its_turn_and_the_first_force_stays_out() -> None:
    instance = ordered("甲", "乙").do("ack", of="甲", answer="不能", reason="车辆故障")

    instance.do("repl", replacement={"name": "丙"})

    assert instance.open == ["ack[乙]", "ack[丙]"]


def plan(instance: Driver, *names: str) -> Driver:
    instance.do("plan", forces(*names)).do("approve", decision="同意")
    for name in names:
        instance.served("issue", of=name, number=name)
    return instance


def test_further_plan_runs_beside_the_first_and_leaves_its_record_alone() -> None:
    instance = plan(Driver(ROLLING + RESPONSE, process="main"), "甲", "乙")
    instance.do("ack", of="甲", answer="接受")

    plan(instance.do("judge", next="再调"), "丙")

    assert instance.open == ["ack[乙]", "depart[甲]", "judge", "ack[丙]"]
    assert instance.seen("judge")["forces"] == [{"name": "丙"}]
    assert [task.item for task in instance.instance.open_tasks() if task.element == "ack"] == [
        {"name": "乙"},
        {"name": "丙"},
    ]


def test_end_of_the_phase_calls_every_force_home() -> None:
    instance = plan(Driver(ROLLING + RESPONSE, process="main"), "甲", "乙")
    instance.do("ack", of="甲", answer="接受").do("ack", of="乙", answer="不能")

    instance.do("judge", next="结束")

    assert instance.open == ["leave[甲]"]
    assert instance.trace().count("idle") == 1

    instance.do("leave").do("back").do("summary")

    assert instance.done
