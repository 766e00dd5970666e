"""What must not be lost of Pingyin's mechanism, shown on the diagrams alone."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.bundle.loader import load_bundle
from app.core.actor import system
from app.reports.definition import report_of
from app.reports.figures import figures
from app.reports.sources import Asked
from app.repository.deployments import current
from app.worker.house import House
from tests.jurisdictions.play import Play

BUNDLE = load_bundle(Path(__file__).parents[2], "pingyin")


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


def _groups(play: Play, element: str) -> set[tuple[str, ...]]:
    return {task.candidate_groups for task in play.main.instance.open_tasks() if task.element == element}


def _season(play: Play) -> Any:
    task = next(task for task in play.main.instance.open_tasks() if task.element == "approve_plan")
    return play.main.instance.variables(task.key)["season"]


def test_in_ordinary_times_order_and_filing_leave_in_the_same_moment() -> None:
    play = _until("main", "approve_plan", 2)

    assert play.connectors.papers == {"turn-out-instruction": 2, "filing": 2}
    assert "consult" not in play.main.path


def test_in_the_flood_season_regulators_are_asked_before_an_order_leaves() -> None:
    play = _until("flood-consent", "approve_plan")

    assert play.connectors.papers == {}
    assert _groups(play, "answer") == {("regulator-water",), ("regulator-civil-affairs",)}


def test_consent_of_one_regulator_is_not_enough() -> None:
    play = _until("flood-consent", "answer")

    assert play.connectors.papers == {}
    assert _open(play)["answer"] == 1


def test_consent_of_all_takes_the_place_of_the_filing() -> None:
    play = _until("flood-consent", "answer", 2)

    assert play.connectors.papers == {"turn-out-instruction": 2}
    assert _open(play)["acknowledge"] == 2


def test_one_refusal_ends_the_consultation_and_nothing_is_ordered() -> None:
    play = _until("flood-consent", "approve_plan")
    step = {"who": "pingyin-regulator-water", "task": "answer", "outcome": "不同意"}

    play.do({**step, "values": {"vote_reason": "水库防守已无余力"}})

    assert play.connectors.papers == {}
    assert _open(play) == {"command_task": 1, "rolling": 1}


def test_silence_is_never_consent() -> None:
    play = _until("flood-consent", "approve_plan")

    play.wait("PT2H")

    assert play.connectors.papers == {}
    assert _open(play)["by_phone"] == 2


def test_a_period_declared_after_the_draft_leaves_the_plan_as_it_is() -> None:
    play = _until("main", "draft_plan")
    before = _season(play)
    day = {"starts": "2026-11-01", "ends": "2026-11-30"}
    play.connectors.rows("sensitive-periods").append({"name": "冬汛", "kind": "汛期", "consult": "是", **day})

    returned = {"who": "pingyin-bureau-duty", "task": "approve_plan", "outcome": "退回"}

    assert (before["special"], _season(play)["special"]) == (False, False)

    play.do({**returned, "values": {"opinion": "请补充监测力量再报"}})
    play.do(next(s for s in BUNDLE.scenarios["main"]["steps"] if s.get("task") == "draft_plan"))

    assert _season(play) == {"special": True, "name": "冬汛"}


@pytest.mark.parametrize(
    ("stem", "task", "groups"),
    [
        ("upgrade", "approve_plan", ("towns", "fire-brigade")),
        ("main", "approve_plan", ("county-hq",)),
        ("upgrade", "hand_over", ("county-hq",)),
    ],
)
def test_general_accidents_stay_with_the_town_and_larger_ones_do_not(
    stem: str, task: str, groups: tuple[str, ...]
) -> None:
    play = _until(stem, task, 2 if stem == "main" else 1)

    assert _groups(play, "command_task") == {groups}


def test_both_bodies_judge_before_forces_are_called() -> None:
    play = _until("main", "first_response")
    alone = _until("main", "joint_judge")

    assert _open(play)["draft_plan"] == 1
    assert _open(alone)["draft_plan"] == 0
    assert _open(alone)["joint_judge"] == 1


def test_both_bodies_sum_up_and_one_report_goes_to_the_county() -> None:
    play = _until("town", "report_to_bureau")

    assert _open(play) == {"brigade_summary": 1, "bureau_summary": 1}

    play = _until("town", "sign")

    assert play.connectors.papers == {"summary": 1}
    assert ("send", "county-government") in play.connectors.notices


def test_calling_off_tells_only_forces_whose_order_has_left() -> None:
    play = _until("terminated", "terminate_record")

    told = [to for element, to in play.connectors.notices if element == "notify_terminated"]

    assert told == [["force-hazchem"]]


def test_what_both_wrote_stands_in_the_report_before_anybody_edits_it() -> None:
    play = _until("town", "bureau_summary")
    task = next(task for task in play.main.instance.open_tasks() if task.element == "write")

    good = play.main.instance.variables(task.key)["summary"]["good"]

    assert [line.partition("：")[0] for line in good.splitlines()] == ["县消防救援大队", "县应急管理局"]


def test_closing_report_lists_the_forces_of_every_plan() -> None:
    play = _until("further-plan", "sign", 3)  # a report on the way, sent back once, then the summary

    outcomes = play.connectors.printed["summary"]["outcomes"]

    assert {row["force"]: row["result"] for row in outcomes} == {"hazchem": "归队", "gas": "归队"}


def test_calling_off_tells_the_replacement_too() -> None:
    play = _until("silence", "replace")
    called = play.main.instance.variables(None)["replacements"]
    play.send("pingyin-bureau-duty", "终止响应")
    ended = {"terminate_reason": "经核实为误报", "decided_by": "局长"}
    play.do({"who": "pingyin-bureau-duty", "task": "terminate_record", "values": ended})

    told = dict(play.connectors.notices)["notify_terminated"]

    assert called
    assert {f"force-{force}" for force in called} <= set(told)


@pytest.mark.parametrize("key", ["pingyin"])
def test_connection_is_held_against_four_fifths_for_each_kind_of_force(house: House, key: str) -> None:
    with house.database.reading(system(key)) as ctx:
        found = figures(ctx, report_of(BUNDLE, "connection-rate"), Asked(current(ctx, key)))

    shares = {line.label: (line.figures[3].text, line.figures[3].met) for line in found.lines}

    assert shares == {
        "专家": ("100%（2/2）", True),
        "企业": ("85.7%（6/7）", True),
        "政府": ("100%（8/8）", True),
        "社会": ("50%（1/2）", False),
    }
