"""What must not be lost of Rongcheng's mechanism, shown on the diagrams alone."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.bundle.loader import load_bundle
from app.feel.dmn.decisions import Decisions
from tests.jurisdictions.play import Play

BUNDLE = load_bundle(Path(__file__).parents[2], "rongcheng")
TYPES = ("地震和地质灾害", "非煤矿山事故", "危化品和工贸事故", "火灾", "交通事故", "洪涝灾害", "森林火灾")
LEVELS = ("一般", "较大", "重大", "特别重大")


def _until(stem: str, task: str, times: int = 1) -> Play:
    """A scenario played until the task has been done so many times."""
    scenario = BUNDLE.scenarios[stem]
    play = Play(BUNDLE, scenario)
    for step in scenario["steps"]:
        play.take(step)
        times -= step.get("task") == task and "refused" not in step
        if not times:
            return play
    raise AssertionError(f"{stem} never does {task}")


def _open(play: Play) -> Counter[str]:
    return Counter(element for element, _ in play.open())


def test_approval_orders_and_files_in_the_same_moment() -> None:
    play = _until("main", "approve_plan", 2)

    assert play.connectors.papers == {"turn-out-instruction": 3, "filing": 3}
    assert _open(play)["acknowledge"] == 3
    assert _open(play)["receipt"] == 3


def test_nothing_is_ordered_before_approval() -> None:
    play = _until("main", "approve_plan")

    assert play.connectors.papers == {}
    assert _open(play) == {"command_task": 1, "draft_plan": 1}


def test_each_order_is_answered_by_its_own_force() -> None:
    play = _until("main", "approve_plan", 2)

    groups = {
        play.item(play.main, task): task.candidate_groups
        for task in play.main.instance.open_tasks()
        if task.element == "acknowledge"
    }

    assert groups == {
        "cold-chain": ("force-cold-chain",),
        "environment": ("force-environment",),
        "leak-sealing": ("force-leak-sealing",),
    }


def test_each_regulator_is_told_of_its_own_forces_only() -> None:
    play = _until("main", "approve_plan", 2)

    told = {
        play.item(play.main, task): [row["id"] for row in play.main.instance.variables(task.key)["filed"]]
        for task in play.main.instance.open_tasks()
        if task.element == "receipt"
    }

    assert told == {
        "市工业和信息化局": ["cold-chain"],
        "生态环境分局": ["environment"],
        "市应急管理局": ["leak-sealing"],
    }


def test_command_passes_to_the_site_headquarters_and_forces_stay() -> None:
    before = _until("hand-over", "command_task")
    after = _until("hand-over", "hand_over")

    def groups(play: Play) -> dict[str, Any]:
        return {task.element: task.candidate_groups for task in play.main.instance.open_tasks()}

    assert groups(before)["command_task"] == ("fire-brigade",)
    assert groups(after)["command_task"] == ("site-command",)
    assert groups(after)["mission"] == groups(before)["mission"] == ("force-cold-chain",)


def test_rolling_judgement_is_open_exactly_once() -> None:
    play = _until("further-plan", "approve_plan", 2)

    assert _open(play)["rolling"] == 1


def test_reports_that_nobody_writes_do_not_pile_up() -> None:
    play = _until("main", "approve_plan", 2)

    for _ in range(3):
        play.wait("PT2H")

    assert _open(play)["write"] == 1


def test_silence_is_reminded_then_escalated_to_the_brigade() -> None:
    play = _until("main", "approve_plan", 2)

    play.wait("PT6M")
    reminded = [to for element, to in play.connectors.notices if element == "remind"]
    play.wait("PT15M")
    escalated = [to for element, to in play.connectors.notices if element == "escalate"]

    assert reminded == ["force-cold-chain", "force-environment", "force-leak-sealing"]
    assert escalated == ["fire-brigade"] * 3
    assert _open(play)["replace"] == 3


def test_withdrawal_brings_home_who_had_departed_and_nobody_else() -> None:
    play = _until("cross-region-refused", "rolling", 2)

    assert _open(play) == {"write": 1}
    assert play.main.path[-1] != "leave"


def test_calling_off_tells_every_force_that_was_ordered_and_no_other() -> None:
    play = _until("terminated", "terminate_record")

    told = [to for element, to in play.connectors.notices if element == "notify_terminated"]

    assert told == [["force-cold-chain", "force-environment", "force-leak-sealing"]]
    assert _open(play) == {"write": 1}


def test_closing_report_lists_the_forces_of_every_plan() -> None:
    play = _until("further-plan", "sign", 3)  # two reports on the way, then the summary

    outcomes = play.connectors.printed["summary"]["outcomes"]

    assert {row["force"]: row["result"] for row in outcomes} == {
        "cold-chain": "归队",
        "environment": "归队",
        "medical": "归队",
    }
    assert [row["name"] for row in outcomes if row["force"] == "medical"] == ["卫生应急救援队"]


def test_calling_off_tells_the_replacement_too() -> None:
    play = _until("silence", "replace")
    called = play.main.instance.variables(None)["replacements"]
    play.send("bureau-duty", "终止响应")
    play.do(
        {
            "who": "bureau-duty",
            "task": "terminate_record",
            "values": {"terminate_reason": "经核实为误报", "decided_by": "局长"},
        }
    )

    told = dict(play.connectors.notices)["notify_terminated"]

    assert called
    assert {f"force-{force}" for force in called} <= set(told)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("level", LEVELS)
def test_every_type_and_level_has_a_composition(kind: str, level: str) -> None:
    decisions = Decisions.from_xml(BUNDLE.decisions["rongcheng-force-composition"])

    result = decisions.evaluate(
        "rongcheng-force-composition", {"emergency": {"type": kind, "level": level}}
    ).to_json()

    assert result["warnings"] == []
    assert len(result["value"]) >= (2 if level == "一般" else 3)


@pytest.mark.parametrize("level", [*LEVELS, "不明"])
def test_brigade_dispatches_and_bureau_coordinates_at_every_level(level: str) -> None:
    decisions = Decisions.from_xml(BUNDLE.decisions["rongcheng-command-level"])

    value = decisions.evaluate("rongcheng-command-level", {"emergency": {"level": level}}).to_json()["value"]

    assert (value["coordinate"], value["dispatch"]) == ("市应急管理局", "市消防救援大队")


@pytest.mark.parametrize(
    ("state", "distance", "capabilities", "score"),
    [
        ("值班在岗", 4, ["堵漏", "监测"], 100),
        ("值班在岗", 8, ["堵漏"], 84),
        ("外出执勤", 15, ["监测"], 56),
        ("值班在岗", 30, [], 38),
        ("值班在岗", 90, ["堵漏"], 60),
        ("检修", 1, ["堵漏", "监测"], 0),
        (None, None, [], 0),
    ],
)
def test_forces_are_ranked_by_ability_distance_and_state(
    state: str | None, distance: int | None, capabilities: list[str], score: int
) -> None:
    decisions = Decisions.from_xml(BUNDLE.decisions["common-force-ranking"])
    context = {
        "needs": [{"capability": "堵漏"}, {"capability": "监测"}, {"capability": "堵漏"}],
        "force": {"capabilities": capabilities, "state": state},
        "distance_km": distance,
    }

    value = decisions.evaluate("common-force-ranking", context).to_json()["value"]

    assert value["score"] == score
    assert (state or "状态不明") in value["reason"]
