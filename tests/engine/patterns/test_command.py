"""Command that passes, groups that come and go, what ends a phase and what outlives it."""

from datetime import timedelta

from tests.engine.driver import CASE, Driver

HAND_OVER = """
process main
data command "指挥权"
start s
par p
user order "现场指挥：下达任务" groups='= if command != null then command.group else "brigade"'
call act calls=force mi=forces:force in=force
par j
end e
s > p
p > order > j
p > act > j
j > e
esub hq "成立现场指挥部" {
  start hs msg=成立现场指挥部 nonint startableBy=bureau
  user hand "指挥权移交" groups=bureau writes=command
  end he
  hs > hand > he
}
process force
start s
user report "向现场指挥报告" groups='= if 指挥权 != null then 指挥权.group else "brigade"'
user mission groups='= force.group'
end e
s > report > mission > e
"""

GROUPS = """
process main
start s
sub run "各组工作" {
  start rs
  xor m
  par sp
  call grp calls=group mi=groups:group:reports:report in=group out=report
  end ge
  xor back
  user co "综合协调：调整工作组"
  xor what
  throw down msg=撤销工作组 key="= target"
  throw all sig=全部撤收
  end ce
  rs > m > sp
  sp > grp > ge
  sp > back > co > what
  what > down : action = "撤销"
  what > m : action = "增设"
  what > all : *
  down > back
  all > ce
}
user summary
end e
s > run > summary > e
process group
start s
sub work {
  start ws
  user duty form='= "anze-group-" + group.id'
  end we
  ws > duty > we
}
boundary one on=work msg=撤销工作组 key="= group.id"
boundary every on=work sig=全部撤收
user out "移交撤收"
end e
end oe
s > work > e
one > out
every > out > oe
"""

REPORTS = """
process main
start s
user first "首报"
sub act "应急处置" {
  start as
  user handle
  end ae
  as > handle > ae
}
boundary tick on=act nonint cycle=R/PT2H
call interim calls=report MORE
end te
user last "终报"
end e
s > first > act > last > e
tick > interim > te
process report
start s
user write "续报" priority=40
end e
s > write > e
"""

SETTLE = """
process main
start s
par p
user handle
user summary
end closed "处置结束"
call later "先征用后结算" calls=settle mi=items:it in=it
end settled "全部结清"
s > p
p > handle > summary > closed
p > later > settled
process settle
start s
user pay "结算"
end e
s > pay > e
"""

CALLED_OFF = """
process main
start s
par p
user pay "结算"
end paid
sub phase {
  start ps
  user draft
  call act calls=force mi=forces:f in=f
  end pe
  ps > draft > act > pe
  esub off "终止响应" {
    start os msg=终止响应
    user notice "通知已调力量"
    user record "终止记录"
    end oe
    os > notice > record > oe
  }
}
user summary
end e
s > p
p > pay > paid
p > phase > summary > e
process force
start s
user mission
end e
s > mission > e
"""

GROUP_VALUES = [{"id": "rescue"}, {"id": "medical"}]


def test_open_tasks_pass_to_the_new_command() -> None:
    instance = Driver(HAND_OVER, {"forces": [{"name": "甲", "group": "contact"}]}, process="main")
    order = instance.task("order").key

    assert instance.send("成立现场指挥部") == 1
    instance.do("hand", group="hq")

    changed = {change.key: (change.before, change.after) for change in instance.step.reassigned}
    assert changed[order] == (("brigade",), ("hq",))
    assert len(changed) == 2
    assert instance.step.written[0].after == {"group": "hq"}
    assert instance.task("report").candidate_groups == ("hq",)


def test_later_tasks_of_called_processes_see_who_commands() -> None:
    instance = Driver(HAND_OVER, {"forces": [{"name": "甲", "group": "contact"}]}, process="main")
    instance.send("成立现场指挥部")

    instance.do("hand", group="hq").do("report")

    assert instance.task("mission").candidate_groups == ("contact",)
    assert instance.variables["command"] == {"group": "hq"}


def test_button_of_the_event_start_is_offered_to_its_group() -> None:
    instance = Driver(HAND_OVER, {"forces": []}, process="main")

    armed = instance.step.subscribed

    assert [(s.element, s.name, s.startable_by) for s in armed] == [("hs", "成立现场指挥部", ("bureau",))]


def test_groups_are_added_stood_down_and_sent_home() -> None:
    instance = Driver(GROUPS, {"groups": GROUP_VALUES}, process="main")
    assert instance.task("duty").form_key == "anze-group-rescue"

    instance.do("co", action="增设", groups=[{"id": "police"}])
    assert sorted(instance.open) == ["co", "duty[medical]", "duty[police]", "duty[rescue]"]

    instance.do("co", action="撤销", target="medical")
    assert sorted(instance.open) == ["co", "duty[police]", "duty[rescue]", "out[medical]"]
    assert instance.step.messages == ()

    instance.do("co", action="结束")
    assert sorted(instance.open) == ["out[medical]", "out[police]", "out[rescue]"]

    for _ in range(3):
        instance.do("out")
    assert instance.open == ["summary"]


def test_standing_down_a_group_that_has_gone_leaves_the_instance_nowhere() -> None:
    instance = Driver(GROUPS, {"groups": GROUP_VALUES}, process="main")

    instance.do("co", action="撤销", target="nobody")

    assert instance.step.messages == ()
    assert [m.correlation_key for m in instance.step.unheard] == ["nobody"]


def test_interim_reports_stop_with_the_phase() -> None:
    instance = Driver(REPORTS.replace("MORE", ""), process="main").do("first")

    instance.wait(hours=2).do("write")
    instance.wait(hours=2).wait(hours=2)
    assert instance.open == ["handle", "write", "write"]

    instance.do("handle")
    assert instance.open == ["last"]
    assert instance.cancelled().count("write") == 2

    instance.wait(hours=5)
    assert instance.open == ["last"]


def test_interim_report_does_not_pile_up_where_told() -> None:
    instance = Driver(REPORTS.replace("MORE", "pileUp=one"), process="main").do("first")

    instance.wait(hours=2).wait(hours=2)

    assert instance.open == ["handle", "write"]
    assert [raised.priority for raised in instance.step.raised] == [41]
    assert instance.task("write").priority == 41


def test_settlement_outlives_the_emergency() -> None:
    instance = Driver(SETTLE, {"items": ["车", "船"]}, process="main")

    instance.do("handle").do("summary").wait(days=20)
    assert instance.open == ["pay[车]", "pay[船]"]

    instance.do("pay").do("pay")
    assert instance.done


def test_calling_off_ends_the_phase_and_nothing_else() -> None:
    instance = Driver(CALLED_OFF, {"forces": ["甲", "乙"]}, process="main").do("draft").do("mission", of="甲")

    instance.send("终止响应")
    assert instance.open == ["pay", "notice"]
    assert instance.cancelled() == ["act", "act", "mission"]

    instance.do("notice").do("record").do("summary")
    assert instance.open == ["pay"]
    assert instance.do("pay").done


def test_calling_off_works_from_the_first_task() -> None:
    instance = Driver(CALLED_OFF, {"forces": []}, process="main")

    instance.send("终止响应")

    assert instance.open == ["pay", "notice"]


def test_drill_is_a_fact_that_called_processes_see_and_nobody_passes() -> None:
    notation = """
process main
start s
call a calls=mid in=force,lv
end e
s > a > e
process mid
start s
call b calls=low in=force out=done
end e
s > b > e
process low
start s
user u groups='= if case.drill then "drill" else "real"'
end e
s > u > e
"""
    variables = {"force": "甲", "lv": 2, "junk": 1}

    instance = Driver(notation, variables, process="main", case={**CASE, "drill": True})

    assert instance.task("u").candidate_groups == ("drill",)
    assert instance.seen("u") == {"force": "甲"}

    instance.do("u", done=True, junk=9)
    assert instance.variables == variables


def test_limits_of_the_settings_are_durations() -> None:
    notation = 'start s\nuser u due="= limits.approve_plan"\nend e\ns > u > e'

    instance = Driver(notation, limits={"approve_plan": "PT10M"})

    assert instance.task("u").due == instance.now + timedelta(minutes=10)
