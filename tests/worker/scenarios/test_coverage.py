"""Which ways the scenarios of a package take: every flow and every rule, or a list of what is missing."""

from pathlib import Path

import pytest

from app.bundle import load_bundle
from app.bundle.ways import FLOW, RULE
from app.config import Config
from app.worker.scenarios.coverage import Coverage, scenario_coverage
from tests.bundle.packages import KEY, edit, new_root, write

DIAGRAM = f"processes/{KEY}/sixth-report.bpmn"
SCENARIO = f"processes/{KEY}/scenarios/verified.yaml"
PLAYED = """\
name: 核实
process: sixth-report
given: {at: "2026-11-22T02:47:10+08:00", variables: {}}
steps:
  - {who: bureau-duty, task: verify, outcome: 属实, values: {situation: 属实}}
expect: {status: completed, path: [verify, end], log: [task.complete]}
"""
TELL = """\
<bpmn:serviceTask id="tell" name="告知" camunda:topic="notify" camunda:type="external"><bpmn:extensionElements>
<camunda:inputOutput><camunda:inputParameter name="to">bureau-duty</camunda:inputParameter>
<camunda:inputParameter name="subject">情况</camunda:inputParameter>
<camunda:inputParameter name="text">= ghost.text</camunda:inputParameter></camunda:inputOutput>
</bpmn:extensionElements><bpmn:incoming>to_tell</bpmn:incoming><bpmn:outgoing>to_end</bpmn:outgoing></bpmn:serviceTask>
<bpmn:sequenceFlow id="to_tell" sourceRef="verify" targetRef="tell" />
"""
DRAWN = """\
<bpmndi:BPMNShape id="tell_di" bpmnElement="tell"><dc:Bounds x="490" y="120" width="40" height="80" />
</bpmndi:BPMNShape>
<bpmndi:BPMNEdge id="to_tell_di" bpmnElement="to_tell"><di:waypoint x="470" y="160" /><di:waypoint x="490" y="160" />
</bpmndi:BPMNEdge></bpmndi:BPMNPlane>"""
LEVEL = """\
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="x">
<decision id="level" name="level"><variable id="v" name="level"/><decisionTable id="level_table" hitPolicy="FIRST">
<input id="i"><inputExpression id="ie"><text>dead</text></inputExpression></input><output id="o" name="level"/>
<rule id="r1"><inputEntry id="a"><text>&gt;= 10</text></inputEntry>
<outputEntry id="b"><text>"重大"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="c"><text>-</text></inputEntry>
<outputEntry id="e"><text>"一般"</text></outputEntry></rule>
</decisionTable></decision></definitions>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = new_root(tmp_path / "root")
    write(folder, SCENARIO, PLAYED)
    return folder


def cover(root: Path, tmp_path: Path) -> Coverage:
    return scenario_coverage(Config(data_dir=tmp_path, assets_dir=root, testing=True), load_bundle(root, KEY))


def decide(root: Path) -> None:
    write(root, f"processes/{KEY}/level.dmn", LEVEL)
    edit(root, DIAGRAM, "<bpmn:endEvent", '<bpmn:endEvent camunda:decisionRef="level"')


def test_scenario_that_takes_every_flow_is_whole(root: Path, tmp_path: Path) -> None:
    found = cover(root, tmp_path)

    assert found.whole
    assert found.share(FLOW) == (2, 2)


def test_flow_behind_what_no_scenario_does_is_missed(root: Path, tmp_path: Path) -> None:
    write(
        root,
        SCENARIO,
        PLAYED.replace("  - {who", "  # {who").replace("completed, path: [verify, end]", "active"),
    )
    edit(root, SCENARIO, "steps:", "steps: []")
    edit(root, SCENARIO, ", log: [task.complete]", "")

    found = cover(root, tmp_path)

    assert [(way.owner, way.key, way.line) for way in found.missed] == [("sixth-report", "to_end", 30)]
    assert "核实灾情 → 核实完毕" in str(found.missed[0])


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("completed", "active", "应为 active，实为 completed"),
        ("[verify, end]", "[end, verify]", "没有依次经过 verify"),
        ("[task.complete]", "[paper.issue]", "日志里没有 paper.issue"),
        ("{status", "{ghost: 1, status", "不认识的 ghost"),
        ("{status", "{papers: {order: 1}, status", "文书份数不符"),
        ("task: verify", "task: ghost", "没有待办 ghost"),
        ("who: bureau-duty", "who: nobody", "没有账号 nobody"),
    ],
)
def test_scenario_that_ends_otherwise_has_failed(
    root: Path, tmp_path: Path, old: str, new: str, why: str
) -> None:
    edit(root, SCENARIO, old, new)

    found = cover(root, tmp_path)

    assert not found.whole
    assert why in found.failed[0][1]


def test_scenario_in_which_somebody_is_told_nothing_has_failed(root: Path, tmp_path: Path) -> None:
    edit(root, DIAGRAM, "<bpmn:outgoing>to_end", "<bpmn:outgoing>to_tell")
    edit(root, DIAGRAM, 'id="to_end" sourceRef="verify"', 'id="to_end" sourceRef="tell"')
    edit(root, DIAGRAM, '<bpmn:endEvent id="end"', TELL + '<bpmn:endEvent id="end"')
    edit(root, DIAGRAM, "</bpmndi:BPMNPlane>", DRAWN)

    found = cover(root, tmp_path)

    assert "通知没有正文：情况" in found.failed[0][1]


def test_rules_are_taken_by_cases_of_their_decision(root: Path, tmp_path: Path) -> None:
    decide(root)
    case = "  - {decision: level, given: {dead: %s}, expect: %s}\n"
    write(root, f"processes/{KEY}/scenarios/levels.yaml", "name: 等级\ndecisions:\n" + case % (12, "重大"))

    half = cover(root, tmp_path)
    edit(root, f"processes/{KEY}/scenarios/levels.yaml", "decisions:\n", "decisions:\n" + case % (0, "一般"))
    whole = cover(root, tmp_path)

    assert (half.share(RULE), whole.share(RULE)) == ((1, 2), (2, 2))
    assert [way.key for way in half.missed] == ["2"]


def test_case_that_decides_otherwise_has_failed(root: Path, tmp_path: Path) -> None:
    decide(root)
    case = "name: 等级\ndecisions:\n  - {decision: level, given: {dead: 0}, expect: 重大}\n"
    write(root, f"processes/{KEY}/scenarios/levels.yaml", case)

    found = cover(root, tmp_path)

    assert found.failed == (("levels", '第 1 个决策：结果是 "一般"'),)
