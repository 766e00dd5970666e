"""Steps of scenarios that no shipped package needs: ordered answers of connectors, trying again, typing errors."""

from pathlib import Path

import pytest

from app.bundle import load_bundle
from app.config import Config
from app.worker.scenarios.coverage import play_scenario
from app.worker.scenarios.played import Played
from app.worker.scenarios.stage import open_theatre
from tests.bundle.packages import KEY, edit, new_root, write
from tests.worker.scenarios.test_coverage import DIAGRAM, DRAWN, PLAYED, SCENARIO, TELL

DOWN = "connectors: {notify: {failure: 短信网关没有应答}}"
DONE = "{who: bureau-duty, task: verify, outcome: 属实, values: {situation: 属实}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sixth package with a notice after its only task."""
    folder = new_root(tmp_path / "root")
    edit(folder, DIAGRAM, "<bpmn:outgoing>to_end", "<bpmn:outgoing>to_tell")
    edit(folder, DIAGRAM, 'id="to_end" sourceRef="verify"', 'id="to_end" sourceRef="tell"')
    edit(
        folder,
        DIAGRAM,
        '<bpmn:endEvent id="end"',
        TELL.replace("= ghost.text", "属实") + '<bpmn:endEvent id="end"',
    )
    edit(folder, DIAGRAM, "</bpmndi:BPMNPlane>", DRAWN)
    write(folder, SCENARIO, PLAYED)
    return folder


def play(root: Path, tmp_path: Path, *, checked: bool = True) -> Played:
    config = Config(data_dir=tmp_path, assets_dir=root, testing=True)
    bundle = load_bundle(root, KEY)
    with open_theatre(config, bundle, checked=checked) as theatre:
        return play_scenario(theatre, bundle, "verified")


def test_failing_connector_refuses_the_step_until_it_answers_as_usual(root: Path, tmp_path: Path) -> None:
    steps = (
        f"- {DOWN}\n  - {DONE}, refused: connector-failed}}\n  - connectors: {{notify: usual}}\n  - {DONE}}}"
    )
    edit(root, SCENARIO, f"- {DONE}}}", steps)
    edit(root, SCENARIO, "log: [task.complete]", "notified: [tell], log: [incident.raise]")

    assert play(root, tmp_path).why == ""


def test_step_in_which_too_much_falls_due_is_ended(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.worker.scenarios.play.MOST_DUE", 20)
    every = "<bpmn:timerEventDefinition><bpmn:timeCycle>R/PT5S</bpmn:timeCycle></bpmn:timerEventDefinition>"
    ring = f'<bpmn:boundaryEvent id="ring" attachedToRef="verify" cancelActivity="false">{every}</bpmn:boundaryEvent>'
    edit(root, DIAGRAM, '<bpmn:endEvent id="end"', f'{ring}<bpmn:endEvent id="end"')
    edit(root, SCENARIO, f"- {DONE}}}", f"- after: P400D\n  - {DONE}}}")

    played = play(root, tmp_path, checked=False)

    assert (played.step, "20 次以上" in played.why) == (1, True)


def test_refusing_connector_raises_its_error_at_the_task_that_is_named(root: Path, tmp_path: Path) -> None:
    edit(root, SCENARIO, "given: {", "given: {connectors: {tell: {error: NO_ROUTE, message: 号码不存在}}, ")

    played = play(root, tmp_path)

    assert (played.step, "NO_ROUTE" in played.why) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('at: "2026-11-22T02:47:10+08:00"', "at: 明天", "given.at 应为带时区的时刻"),
        ('at: "2026-11-22T02:47:10+08:00"', 'at: "9999-12-31T23:59:59Z"', "given.at 应为带时区的时刻"),
        ("who: bureau-duty, ", "", "第 1 步：没有写 who"),
        ("outcome: 属实", "outcom: 属实", "第 1 步：task里有不认识的 outcom"),
        (f"{DONE}}}", "{after: 一会儿}", "不是时长"),
        ("process:", "proces:", "不认识的 proces"),
        (f"{DONE}}}", "{connectors: {notify: {maybe: 1}}}", "连接器“notify”的回答看不懂"),
    ],
)
def test_typing_error_is_told(root: Path, tmp_path: Path, old: str, new: str, why: str) -> None:
    edit(root, SCENARIO, old, new)

    assert why in play(root, tmp_path).why
