"""The three workloads that the speed of the runtime is bound by."""

from tests.benchmarks.stock_and_ours import Workload

DISPATCH = Workload(
    "dispatch",
    """
process main "调度"
lane 应急局 = s report verify plan approve
start s
user report "接报" form=note-report groups=staff
user verify "核实" form=note-verify groups=staff
xor need
user plan "拟定方案" form=note-plan groups=staff
user approve "审批" form=note-approve groups=staff
boundary late on=approve timer={limit} nonint
end reminded
xor ok
par split
user o1 "指令一" form=note-o1 groups=staff
user o2 "指令二" form=note-o2 groups=staff
user o3 "指令三" form=note-o3 groups=staff
user o4 "指令四" form=note-o4 groups=staff
par both
throw tell msg=报备
user confirm "确认" form=note-confirm groups=staff
user leave "出发" form=note-leave groups=staff
sub duty "现场" {
start ds
user arrive "到场" form=note-arrive groups=staff
user work "处置" form=note-work groups=staff
end de
ds > arrive > work > de
}
user home "归队" form=note-home groups=staff
user sum "总结" form=note-sum groups=staff
user paper "书面报告" form=note-paper groups=staff
user close "关闭" form=note-close groups=staff
end e
end none
s > report > verify > need
need > plan : decision {same} "同意"
need > none : *
plan > approve > ok
late > reminded
ok > split : decision {same} "同意"
ok > plan : *
split > o1 > both
split > o2 > both
split > o3 > both
split > o4 > both
both > tell > confirm > leave > duty > home > sum > paper > close > e
""",
)

ROW = Workload(
    "100 in a row",
    "process main\nstart s\n"
    + "\n".join(f"user t{n} form=note-t{n} groups=staff" for n in range(100))
    + "\nend e\ns > "
    + " > ".join(f"t{n}" for n in range(100))
    + " > e\n",
)

TEAMS = Workload(
    "100 teams",
    """
process main
start s
sub duty {team} {
start ds
user work form=note-work groups=staff
end de
ds > work > de
}
end e
s > duty > e
""",
    {"teams": [{"id": f"t{n}", "name": f"第 {n} 队"} for n in range(100)]},
)
