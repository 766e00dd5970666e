"""What must not be lost of Chongqing's mechanism: start, approval, the nine steps, registration, census, four haves."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from app.bundle.loader import load_bundle
from app.engine.step import InstanceStatus
from app.feel.dmn.decisions import Decisions
from app.forms.errors import FormInvalid
from app.forms.form import compile_form
from tests.jurisdictions.play import Play
from tests.jurisdictions.test_registries import NOW

BUNDLE = load_bundle(Path(__file__).parents[2], "chongqing")
DIAGRAM = etree.fromstring(BUNDLE.diagrams["chongqing-coordination"])
LANE_OF_STEP = {
    1: {"协调机制办公室"},
    2: {"综合组"},
    3: {"协调组"},
    4: {"协调组"},
    5: {"保障组"},
    6: {"协调组", "综合组"},
    7: {"保障组"},
    8: {"协调组"},
    9: {"综合组", "协调组"},
}


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


def _open(play: Play) -> set[str]:
    return {element for element, _ in play.open()}


def _candidates(play: Play, element: str) -> tuple[str, ...]:
    return next(task.candidate_groups for task in play.main.instance.open_tasks() if task.element == element)


def _tier(level: str, *, severe: bool, people: int) -> Any:
    context = {"emergency": {"level": level}, "scale": {"severe": severe, "people": people}}
    decisions = Decisions.from_xml(BUNDLE.decisions["chongqing-tier"])
    return decisions.evaluate("chongqing-tier", context).to_json()["value"]


def _numbered() -> dict[str, int]:
    """The elements whose names begin with the number of their step."""
    named = {element.get("id", ""): element.get("name", "") for element in DIAGRAM.iter("{*}*")}
    return {id_: int(name[0]) for id_, name in named.items() if name[1:2] == "．"}


def test_the_office_alone_starts_the_mechanism() -> None:
    started = {ref.text: lane.get("name") for lane in DIAGRAM.iter("{*}lane") for ref in lane}
    play = Play(BUNDLE, BUNDLE.scenarios["main"])

    assert started["start_disaster"] == "协调机制办公室"
    assert set(BUNDLE.manifest.lanes["协调机制办公室"]) == {"office", "office-lead"}
    assert _candidates(play, "activate") == ("office",)


@pytest.mark.parametrize(
    ("level", "tier"), [("特别重大", "市级"), ("重大", "市级"), ("较大", "区县"), ("一般", "区县")]
)
def test_only_great_disasters_are_handled_by_the_city(level: str, tier: str) -> None:
    assert _tier(level, severe=False, people=10)["handled_by"] == tier


@pytest.mark.parametrize(
    ("severe", "people", "team"),
    [(True, 1, True), (False, 200, True), (False, 199, False), (False, 0, False)],
)
def test_a_working_group_is_sent_when_it_is_severe_or_large(severe: bool, people: int, team: bool) -> None:
    assert _tier("重大", severe=severe, people=people)["team"] is team


def test_the_working_group_guides_the_district_while_the_city_goes_on() -> None:
    play = _until("main", "contacts")

    assert _open(play) == {"send_team", "draft_groups"}


def test_a_district_that_handles_itself_gets_the_papers_and_the_working_group() -> None:
    play = _until("district-with-team", "activate")

    assert _open(play) == {"district_start", "send_team"}
    assert play.connectors.papers == {"handover": 1}


def test_no_group_works_before_the_site_headquarters_approve_the_composition() -> None:
    drafted = _until("main", "draft_groups")
    refused = _until("main", "approve_groups")
    approved = _until("main", "approve_groups", 2)

    assert _candidates(drafted, "approve_groups") == ("site-hq",)
    assert "draft_groups" in _open(refused)
    assert drafted.connectors.papers == {"grouping-request": 1}
    assert refused.connectors.papers == {"grouping-request": 1}
    assert approved.connectors.papers == {"grouping-request": 2, "grouping-order": 1}
    assert {entry["group"] for name, entry in approved.connectors.written if name == "note_groups"} == {
        "综合组",
        "协调组",
        "保障组",
    }
    assert "consult" in _open(approved)


def test_a_changed_composition_is_approved_again_while_the_rescue_goes_on() -> None:
    play = _until("outside", "redraft_groups")

    assert "reapprove_groups" in _open(play)
    assert "judge" in _open(play)
    assert _candidates(play, "reapprove_groups") == ("site-hq",)


def test_each_of_the_nine_steps_stands_in_the_lane_of_who_is_named_for_it() -> None:
    lanes = {box.get("name"): _drawn(box.get("id", "")) for box in DIAGRAM.iter("{*}lane")}
    numbered = _numbered()

    assert set(numbered.values()) == set(range(1, 10))
    for id_, step in numbered.items():
        _, y = _drawn(id_)[:2]
        holding = {name for name, (_, top, height) in lanes.items() if top <= y < top + height}
        assert holding <= LANE_OF_STEP[step], id_


def _drawn(id_: str) -> tuple[float, float, float]:
    """Left edge, top and height of a shape."""
    bounds = DIAGRAM.find(f".//{{*}}BPMNShape[@bpmnElement='{id_}']/{{*}}Bounds")
    assert bounds is not None, id_
    return float(bounds.get("x", 0)), float(bounds.get("y", 0)), float(bounds.get("height", 0))


def test_the_nine_steps_run_in_the_published_order() -> None:
    numbered = _numbered()
    done = [numbered[element] for element in _until("outside", "statistics").main.path if element in numbered]

    first = sorted(range(1, 10), key=lambda step: done.index(step) if step in done else len(done))

    assert first == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_force_from_outside_asks_and_may_not_pass_judgement_on_itself() -> None:
    play = _until("outside", "apply")

    assert _candidates(play, "review") == ("general",)
    assert not [entry for element, entry in play.connectors.written if element == "enrol"]


def test_a_force_that_is_let_in_is_enrolled_gets_its_pass_and_reports_on_arrival() -> None:
    let_in = _until("outside", "review", 2)
    passed = _until("outside", "arrange", 2)
    arrived = _until("outside", "accept")

    assert [e["name"] for name, e in let_in.connectors.written if name == "enrol"] == ["邻省救援样例队"]
    assert passed.connectors.papers["pass"] == 2
    assert ("arrive", "guest-1") not in passed.open()
    assert _candidates(passed, "arrive") == ("force-guest-1",)
    assert [e["source"] for name, e in arrived.connectors.written if name == "note"] == ["申请进入"]
    assert ("tell_arrived", ["coordination", "support"]) in arrived.connectors.notices


def test_silence_on_arrival_is_reported_to_the_general_group() -> None:
    play = _until("outside", "arrange", 2)

    play.wait("PT121M")

    assert ("report_late", ["general"]) in play.connectors.notices


def test_a_force_from_outside_is_ordered_like_any_other_in_the_next_round() -> None:
    play = _until("outside", "handle", 2)

    choose = next(task for task in play.main.instance.open_tasks() if task.element == "choose")
    ranked = play.main.instance.variables(choose.key)["ranked"]

    assert "guest-1" in {row["id"] for row in ranked}


def test_a_new_need_is_told_with_its_words_and_sends_the_round_back_to_verification() -> None:
    told = _until("outside", "report_further")
    again = _until("outside", "judge")

    assert ("tell_further", ["general", "coordination"]) in told.connectors.notices
    assert "verify" in _open(again)


def test_every_order_is_kept_for_the_national_system() -> None:
    play = _until("main", "choose")

    exported = dict(play.connectors.exported)["file_order"]

    assert [order["force"] for order in exported] == [
        "晴川救援样例队",
        "红十字救护样例队",
        "山城抢险样例总队",
    ]


def test_the_census_is_checked_unit_by_unit_recorded_and_entered_into_the_system() -> None:
    sent_back = _until("census", "check")
    compiled = _until("census", "compile")
    entered = _until("census", "enter")

    assert "collect" in _open(sent_back)
    assert [entry["unit"] for _, entry in compiled.connectors.written] == ["市民政局", "团市委"]
    assert _candidates(compiled, "enter") == ("platform-team",)
    assert dict(entered.connectors.exported)["file"]["refused"] == 0
    assert entered.main.status is InstanceStatus.COMPLETED


@pytest.mark.parametrize("field", ["name", "registered_in", "members", "specialties", "equipment", "cases"])
def test_the_census_asks_for_what_the_plan_wants_known_of_each_force(field: str) -> None:
    step = next(s for s in BUNDLE.scenarios["census"]["steps"] if s.get("task") == "collect")
    entry = step["values"]["entry"]
    forces = [{name: value for name, value in force.items() if name != field} for force in entry["forces"]]
    form = compile_form(BUNDLE.forms["census-entry"])
    form.load(step["values"], context={}, stored={}, now=NOW)

    with pytest.raises(FormInvalid):
        form.load({"entry": {**entry, "forces": forces}}, context={}, stored={}, now=NOW)


def test_the_four_haves_are_checked_by_the_office_until_nothing_is_missing() -> None:
    checked = _until("four-haves", "inspect")
    rectified = _until("four-haves", "rectify")
    told = _until("four-haves", "circulate")

    assert "rectify" in _open(checked)
    assert _candidates(rectified, "inspect") == ("office",)
    assert [entry["unit"] for _, entry in told.connectors.written] == ["district-a", "district-b"]
    assert {entry["result"] for _, entry in told.connectors.written} == {"四有齐备"}
    assert told.main.status is InstanceStatus.COMPLETED


@pytest.mark.parametrize("have", ["organisation", "place", "system", "support"])
def test_a_self_check_answers_for_each_of_the_four_haves(have: str) -> None:
    step = next(s for s in BUNDLE.scenarios["four-haves"]["steps"] if s.get("task") == "self_check")
    own = {name: value for name, value in step["values"]["own"].items() if name != have}
    form = compile_form(BUNDLE.forms["four-haves-self-check"])
    form.load(step["values"], context={}, stored={}, now=NOW)

    with pytest.raises(FormInvalid):
        form.load({**step["values"], "own": own}, context={}, stored={}, now=NOW)


@pytest.mark.parametrize("registry", ["forces", "liaisons"])
def test_every_sample_entry_is_accepted_by_its_form(registry: str) -> None:
    form = compile_form(BUNDLE.registries[registry])

    for entry in yaml.safe_load(BUNDLE.registry_data[f"{registry}.yaml"]):
        kept = form.load(entry, context={}, stored={}, now=NOW).values
        assert {name: value for name, value in kept.items() if value not in (None, "")} == entry


def test_each_of_the_seventeen_member_units_has_one_liaison() -> None:
    members = [
        row["unit"] for row in yaml.safe_load(BUNDLE.registry_data["liaisons.yaml"]) if row["unit"][0] != "甲"
    ]

    named = [unit for unit in members if "减灾委办公室" not in unit]

    assert len(named) == len(set(named)) == 17
