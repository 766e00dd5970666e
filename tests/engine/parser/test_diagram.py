import pytest

from app.engine.elements import StartKind
from app.engine.errors import DiagramRefused
from app.engine.program import Program
from tests.engine.diagrams import bpmn
from tests.engine.driver import Driver


def refused(notation: str, **replaced: str) -> DiagramRefused:
    data = bpmn(notation)
    for old, new in replaced.items():
        data = data.replace(old.encode(), new.encode())
    with pytest.raises(DiagramRefused) as found:
        Program.compile({"f.bpmn": data}, {}, {})
    return found.value


@pytest.mark.parametrize(
    ("notation", "element", "cause"),
    [
        ("start s\nxor x\nend e\nend f\ns > x\nx > e\nx > f", "flow_x_e_2", "没有条件"),
        ("start s\nxor x\nend e\ns > x\nx > e : 1 +", "flow_x_e_2", "表达式"),
        ("start s\nend e\ns > gone", "flow_s_gone_1", "不在同一个流程范围"),
        ("user u\nend e\nu > e", "main", "没有开始事件"),
        ("start s\nsub p {\nstart a timer=PT1H\nend b\na > b\n}\nend e\ns > p > e", "p", "恰好有一个"),
        ("start s\nend e\nesub p {\nstart a\nend b\na > b\n}\ns > e", "a", "触发条件"),
        ("start s\nuser u mi=\nend e\ns > u > e", "u", "集合或次数"),
        ("start s\nthrow t link=L\ns > t", "t", "同名"),
        ("start s\nthrow t timer=PT1H\nend e\ns > t > e", "t", "不能运行"),
        ("start s\nrule r\nend e\ns > r > e", "r", "决策"),
        ("start s\ncall c\nend e\ns > c > e", "c", "调用"),
        ("start s\nuser u\nboundary b on=u\nend e\ns > u > e\nb > e", "b", "触发条件"),
        ("start s\nuser u groups='= ('\nend e\ns > u > e", "u", "表达式"),
        ("start s\nuser s2\nend e\ns > s2 > e\nboundary b on=e msg=m", "b", "活动"),
    ],
)
def test_what_cannot_run_is_refused_with_its_element(notation: str, element: str, cause: str) -> None:
    found = refused(notation)

    assert (found.element, found.details["file"]) == (element, "f.bpmn")
    assert cause in found.cause


@pytest.mark.parametrize("tag", ["complexGateway", "adHocSubProcess"])
def test_elements_that_do_not_run_are_refused(tag: str) -> None:
    assert tag in refused("start s\nxor x\nend e\ns > x > e", exclusiveGateway=tag).cause


def test_compensation_is_refused() -> None:
    found = refused("start s\nend e terminate\ns > e", terminateEventDefinition="compensateEventDefinition")

    assert found.element == "e"


def test_doctype_is_refused() -> None:
    data = bpmn("start s\nend e\ns > e").replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)

    with pytest.raises(DiagramRefused, match="DOCTYPE"):
        Program.compile({"f": data}, {}, {})


def test_one_process_id_in_two_files_is_refused() -> None:
    data = bpmn("process main\nstart s\nend e\ns > e")

    with pytest.raises(DiagramRefused, match="两个文件"):
        Program.compile({"a": data, "b": data}, {}, {})


def test_same_content_is_compiled_once() -> None:
    data = bpmn("process once\nstart s\nend e\ns > e")

    first = Program.compile({"f": data}, {}, {"a": "PT1M"})

    assert Program.compile({"f": bytes(data)}, {}, {"a": "PT1M"}) is first
    assert Program.compile({"f": data}, {}, {"a": "PT2M"}) is not first


def test_long_process_needs_no_deep_recursion() -> None:
    names = [f"t{n}" for n in range(1500)]
    notation = "\n".join(["start s", *(f"script {n} : null" for n in names), "user u", "end e"])

    instance = Driver(notation + "\ns > " + " > ".join(names) + " > u > e")

    assert instance.open == ["u"]


def test_drawn_only_process_is_described_and_not_run() -> None:
    program = Program.compile(
        {"f": bpmn("process main\nstart s\nend e\ns > e\nprocess pool executable=false")}, {}, {}
    )

    assert program.processes["pool"].executable is False
    assert set(program.specs) == {"main"}


def test_processes_are_described_for_the_layers_above() -> None:
    notation = """
process main "调度"
lane 大队 = draft phase
lane 应急局 = approve
start s msg=报告 startableBy=a,b key="= no"
user draft "拟定" form=plan groups=brigade clause="RC-05 RC-28"
user approve "审批"
sub phase {
  start ps
  user inner
  end pe
  ps > inner > pe
}
end e
s > draft > approve > phase > e
"""
    info = Program.compile({"main.bpmn": bpmn(notation)}, {}, {}).processes["main"]

    start = info.starts[0]
    assert (info.name, info.file, info.lanes) == ("调度", "main.bpmn", ("大队", "应急局"))
    assert (start.kind, start.message, start.startable_by) == (StartKind.MESSAGE, "报告", ("a", "b"))
    assert start.correlation_key == "= no"
    draft = info.elements["draft"]
    assert (draft.name, draft.type, draft.lane, draft.form_key) == ("拟定", "userTask", "大队", "plan")
    assert draft.clauses == ("RC-05", "RC-28")
    assert (info.elements["inner"].lane, info.elements["inner"].scope) == ("大队", "phase")


def test_innermost_lane_counts() -> None:
    data = bpmn("process main\nlane outer = u\nstart s\nuser u\nend e\ns > u > e").decode()
    inner = (
        '<bpmn:childLaneSet id="c"><bpmn:lane id="l2" name="inner"><bpmn:flowNodeRef>u</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:childLaneSet></bpmn:lane>"
    )
    program = Program.compile({"f": data.replace("</bpmn:lane>", inner, 1).encode()}, {}, {})

    assert program.specs["main"].task_specs["u"].lane == "inner"
