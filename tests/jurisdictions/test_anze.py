"""What must not be lost of Anze's mechanism: who commands, which groups, whose materials first, settled at the end."""

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

BUNDLE = load_bundle(Path(__file__).parents[2], "anze")
LEVELS = ("一般", "较大", "重大", "特别重大")
TYPES = ("危险化学品泄漏", "火灾爆炸", "中毒窒息", "环境污染事件", "公共卫生事件", "社会安全事件", "其他")
GROUPS = ("experts", "rescue", "medical", "security", "evacuation", "supplies", "press", "special")
CHOSEN = {"experts", "rescue", "medical", "security", "evacuation", "supplies"}
NEEDS = [
    {"category": "泡沫灭火剂", "quantity": 2, "urgent": False},
    {"category": "泡沫灭火剂", "quantity": 4, "urgent": True},
    {"category": "照明发电", "quantity": 2, "urgent": False},
]


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


def _at_work(play: Play) -> set[str]:
    """The groups that have a task of their own."""
    return {item for element, item in play.open() if element in {"muster", "duty", "hand_in"}}


def _decide(decision: str, **context: Any) -> Any:
    return Decisions.from_xml(BUNDLE.decisions[decision]).evaluate(decision, context).to_json()["value"]


def _emergency(kind: str, level: str, *circumstances: str) -> dict[str, Any]:
    return {"type": kind, "level": level, "circumstances": list(circumstances)}


def _store(distance: float | None, **changes: Any) -> dict[str, Any]:
    """How a store of four tons of foam ranks, changed in some respect."""
    row = {"category": "泡沫灭火剂", "quantity": 4, "unit": "吨", "role": "主储备", "state": "可调用"}
    verdict = _decide("anze-material-ranking", needs=NEEDS, force={**row, **changes}, distance_km=distance)
    assert isinstance(verdict, dict)
    return verdict


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("level", LEVELS[1:])
def test_headquarters_are_set_up_from_the_second_level_on(kind: str, level: str) -> None:
    assert _decide("anze-hq", emergency=_emergency(kind, level))["hq"] is True


@pytest.mark.parametrize("kind", TYPES)
def test_at_the_lowest_level_the_type_decides(kind: str) -> None:
    value = _decide("anze-hq", emergency=_emergency(kind, "一般"))

    assert value["hq"] is (kind in {"危险化学品泄漏", "火灾爆炸", "中毒窒息"})
    assert kind in value["reason"]


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("level", LEVELS)
def test_only_some_of_the_groups_are_suggested_each_with_its_reason(kind: str, level: str) -> None:
    suggested = _decide("anze-groups", emergency=_emergency(kind, level))

    keys = {row["key"] for row in suggested}
    assert "security" in keys
    assert keys < set(GROUPS)
    assert all(row["reason"] for row in suggested)


@pytest.mark.parametrize(
    ("circumstance", "group"),
    [
        ("人员伤亡", "medical"),
        ("需疏散群众", "evacuation"),
        ("需调集物资", "supplies"),
        ("社会关注", "press"),
    ],
)
def test_circumstances_call_for_their_group(circumstance: str, group: str) -> None:
    without = _decide("anze-groups", emergency=_emergency("其他", "一般"))
    given = _decide("anze-groups", emergency=_emergency("其他", "一般", circumstance))

    assert group not in {row["key"] for row in without}
    assert group in {row["key"] for row in given}


def test_the_nearer_store_comes_first() -> None:
    scores = [_store(distance)["score"] for distance in (0.8, 2, 9, 40, None)]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 5


def test_urgent_need_comes_before_the_rest() -> None:
    enough, some = _store(2), _store(2, quantity=1)
    at_leisure = _store(2, category="照明发电", unit="座")

    assert enough["score"] > some["score"] > at_leisure["score"]
    assert "可补一部分" in some["reason"]


def test_the_main_store_comes_before_the_secondary_one() -> None:
    assert _store(2)["score"] > _store(2, role="次储备")["score"]


@pytest.mark.parametrize("changes", [{"state": "检修"}, {"quantity": 0}, {"category": "工程机械"}])
def test_what_cannot_be_used_scores_nothing(changes: dict[str, Any]) -> None:
    verdict = _store(0.5, **changes)

    assert verdict["usable"] is False
    assert verdict["score"] == 0


def test_every_score_tells_the_three_principles() -> None:
    assert all(word in _store(2)["reason"] for word in ("先近后远", "满足急需", "先主后次"))


def test_only_the_groups_that_were_chosen_are_called_under_the_coordination_group() -> None:
    play = _until("main", "groups_set")

    assert _at_work(play) == CHOSEN
    assert "coordinate" in dict(play.open())


def test_a_group_is_added_while_the_others_go_on() -> None:
    play = _until("main", "coordinate")

    assert _at_work(play) == CHOSEN | {"press"}
    assert ("muster", "press") in play.open()
    assert ("duty", "rescue") in play.open()


def test_groups_are_stood_down_while_the_others_go_on() -> None:
    play = _until("main", "coordinate", 2)

    handing_in = {item for element, item in play.open() if element == "hand_in"}

    assert handing_in == {"evacuation", "medical"}
    assert _at_work(play) == CHOSEN | {"press"}
    assert "coordinate" in dict(play.open())


def test_a_group_at_work_cannot_be_called_a_second_time() -> None:
    play = _until("main", "groups_set")
    values = {"groups": ["rescue"], "others": [], "summary": "各组工作有序", "adjust_reason": "形势需要"}

    with pytest.raises(FormInvalid, match="增设哪些组"):
        play.take(
            {"who": "anze-coordinator", "task": "coordinate", "outcome": "增设工作组", "values": values}
        )


def test_stores_of_several_enterprises_are_ranked_before_the_plan_is_drawn_up() -> None:
    play = _until("main", "need")

    plan = next(task for task in play.main.instance.open_tasks() if task.element == "plan")
    ranked = play.main.instance.variables(plan.key)["ranked"]

    usable = [row for row in ranked if row["score"] > 0]
    assert [row["id"] for row in usable[:3]] == ["foam-public", "suits", "foam-logistics"]
    assert len({row["enterprise"] for row in usable}) == 4
    assert [row["rank"] for row in ranked] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_nothing_is_called_or_requisitioned_before_the_leading_group_agrees() -> None:
    before = _until("main", "plan")
    after = _until("main", "approve", 2)

    assert not {"stores-call", "requisition"} & set(before.connectors.papers)
    assert after.connectors.papers["stores-call"] == 3
    assert after.connectors.papers["requisition"] == 2


def test_what_was_requisitioned_first_keeps_the_case_open_until_it_is_settled() -> None:
    play = _until("main", "pay")

    archived = "recover" in play.main.path
    still_open = {item for element, item in play.open() if element == "take"}
    status = play.main.status
    settled = _until("main", "pay", 2)

    assert archived
    assert still_open == {"体育馆（安置场地）"}
    assert status is InstanceStatus.ACTIVE
    assert settled.main.status is InstanceStatus.COMPLETED
    assert [entry["state"] for _, entry in settled.connectors.written if "state" in entry] == [
        "已征用",
        "已征用",
        "已结清",
        "已结清",
    ]


def test_a_warning_that_turns_starts_the_response_with_what_it_knows() -> None:
    prepared = _until("warning-turned", "assess")
    turned = _until("warning-turned", "track")

    assert {element for element, _ in prepared.open()} == {"collect", "prepare_stores", "prepare_forces"}
    assert [running.process for running in turned.running] == ["anze-warning", "anze-field-command"]
    assert turned.running[1].instance.variables()["emergency"]["enterprise"] == "coking"
    assert {element for element, _ in turned.open()} == {"office"}


def test_recovery_and_evaluation_follow_the_response() -> None:
    play = _until("recovery-follows", "assign")

    assert play.main.status is InstanceStatus.COMPLETED
    assert play.running[-1].process == "anze-recovery"
    assert {element for element, _ in play.open()} == {"investigate", "restore"}


def test_the_response_ends_and_everybody_hands_in() -> None:
    play = _until("main", "conclude", 2)

    assert {item for element, item in play.open() if element == "hand_in"} == {
        "rescue",
        "security",
        "supplies",
        "press",
    }
    assert {item for element, item in play.open() if element == "leave"} == {"fire", "medical"}


def test_each_of_the_nine_groups_has_its_box_or_task() -> None:
    diagram = etree.fromstring(BUNDLE.diagrams["anze-field-command"])
    called = {
        call.get("id")
        for call in diagram.iter("{*}callActivity")
        if call.get("calledElement") == "anze-group"
    }

    assert called == {f"g_{group}" for group in (*GROUPS, "other")}
    assert diagram.find(".//{*}userTask[@id='coordinate']") is not None


def test_requisitions_stand_outside_the_phase_that_may_be_called_off() -> None:
    diagram = etree.fromstring(BUNDLE.diagrams["anze-field-command"])
    call = diagram.find(".//{*}callActivity[@calledElement='anze-requisition']")

    assert call is not None
    assert "phase" not in {outer.get("id") for outer in call.iterancestors()}


@pytest.mark.parametrize("registry", ["enterprises", "forces", "stores", "liaisons", "meetings"])
def test_every_sample_entry_is_accepted_by_its_form(registry: str) -> None:
    form = compile_form(BUNDLE.registries[registry])

    for entry in yaml.safe_load(BUNDLE.registry_data[f"{registry}.yaml"]):
        kept = form.load(entry, context={}, stored={}, now=NOW).values
        assert {name: value for name, value in kept.items() if value not in (None, "")} == entry


def test_every_store_is_kept_by_an_enterprise_with_somebody_on_duty() -> None:
    served = {group for person in BUNDLE.manifest.people for group in person.groups}

    for store in yaml.safe_load(BUNDLE.registry_data["stores.yaml"]):
        assert f"enterprise-{store['enterprise']}" in served


def test_every_county_department_has_a_liaison_with_an_account() -> None:
    departments = {key for key in BUNDLE.manifest.groups if key.startswith("department-")}
    served = {group for person in BUNDLE.manifest.people for group in person.groups}

    assert len(departments) == 23
    assert departments <= served
