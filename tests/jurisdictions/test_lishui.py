"""What must not be lost of Lishui's mechanism, shown on the diagrams, and its offline orders on the database."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from app.core.actor import system
from app.core.clock import SetClock
from app.feel.dmn.decisions import Decisions
from app.printouts.models import Paper
from app.worker.house import House
from app.worker.outgoing import KEPT, RECORDED, OutgoingFile, waiting
from app.worker.scenarios.play import Play as Staged
from app.worker.scenarios.stage import set_no_page
from tests.jurisdictions.drawing import BPMN, read_drawing
from tests.jurisdictions.play import Play
from tests.jurisdictions.stages import BUNDLES, ROOT

BUNDLE = BUNDLES["lishui"]
MAIN = BUNDLE.scenarios["main"]
DRAWING = read_drawing(ROOT / "processes/lishui/lishui-coordination.bpmn")
STEPS = {  # 二（一）2: what each step is called, who it is given to, and the element that carries it
    "报送救援需求信息": ("县级应急管理局", "report_need"),
    "核实救援需求信息": ("综合组", "verify"),
    "处理救援信息": ("协调组", "handle"),
    "组织统一调度": ("协调组", "dispatch"),
    "组织交通保障": ("保障组", "passes"),
    "组织任务管理": ("协调组", "mission"),
    "组织后勤装备保障": ("保障组", "support"),
    "组织力量撤离": ("协调组", "withdraw"),
    "统计汇总": ("协调组", "statistics"),
}
DONE = (
    "report_need", "verify", "publish", "handle", "choose", "positions", "arrange", "mission", "support_needs",
    "withdraw", "statistics", "note_evaluation",
)  # fmt: skip
FORCES = ["mountain-water", "medic", "drone-wing"]


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


def _decide(decision: str, **given: Any) -> Any:
    return Decisions.from_xml(BUNDLE.decisions[decision]).evaluate(decision, given).to_json()["value"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(STEPS, 1)))
def test_each_step_has_its_number_its_words_and_its_lane(number: int, name: str) -> None:
    lane, element = STEPS[name]
    box = DRAWING.shapes[element]

    named = {row.get("id"): row.get("name") for row in DRAWING.root.iter(f"{BPMN}lane")}
    within = [text for id_, text in named.items() if box.within(DRAWING.shapes[str(id_)])]

    assert (DRAWING.elements[element].get("name") or "").startswith(f"{number}．{name}")
    assert within == [lane]


def test_the_steps_are_drawn_from_left_to_right() -> None:
    places = [DRAWING.shapes[element].centre[0] for _, element in STEPS.values()]

    assert places == sorted(places)


def test_the_steps_are_taken_in_the_published_order() -> None:
    path = _until("refused-claim", "sign", 2).main.path

    firsts = [path.index(element) for element in DONE]

    assert firsts == sorted(firsts)


def test_nothing_goes_out_before_the_need_is_verified_and_the_groups_are_called() -> None:
    play = _until("main", "activate")

    assert ("call_groups", ["general", "coordination", "support"]) in play.connectors.notices
    assert play.connectors.papers == {}
    assert _open(play) == {"verify": 1}


@pytest.mark.parametrize(
    ("level", "tier"),
    [("特别重大", "省级"), ("重大", "省级"), ("较大", "市级"), ("一般", "县级"), ("不明", "市级")],
)
def test_each_level_has_the_tier_that_handles_it(level: str, tier: str) -> None:
    assert _decide("lishui-level", emergency={"level": level})["handled_by"] == tier


@pytest.mark.parametrize(("stem", "to"), [("to-province", "province"), ("to-county", "county")])
def test_other_levels_are_handed_over_with_a_paper_and_nobody_is_called(stem: str, to: str) -> None:
    play = _until(stem, "report_need")

    assert play.connectors.papers == {"handover": 1}
    assert [who for _, who in play.connectors.notices] == [to]
    assert play.open() == []


def test_forces_are_offered_best_first_with_reasons() -> None:
    play = _until("main", "handle")
    task = next(task for task in play.main.instance.open_tasks() if task.element == "choose")

    ranked = play.main.instance.variables(task.key)["ranked"]

    assert len(ranked) == len(play.connectors.rows("forces"))
    assert [row["score"] for row in ranked] == sorted((row["score"] for row in ranked), reverse=True)
    assert all(row["reason"] for row in ranked)


@pytest.mark.parametrize("lacking", [{"insurance": "无"}, {"state": "整训"}, {"capabilities": []}])
def test_a_force_that_lacks_something_comes_behind_one_further_away(lacking: dict[str, Any]) -> None:
    sound = {"capabilities": ["水上救援"], "state": "值班在岗", "insurance": "有", "level": "一级"}
    needs = [{"capability": "水上救援"}]

    near = _decide("lishui-force-choice", needs=needs, force={**sound, **lacking}, distance_km=5)
    far = _decide("lishui-force-choice", needs=needs, force=sound, distance_km=90)

    assert near["score"] < far["score"]


def test_positions_are_handed_to_the_support_group_before_transport_begins() -> None:
    before = _until("main", "file_receipt")
    after = _until("main", "positions")

    assert _open(before)["arrange"] == 0
    assert ("tell_support", "support") in after.connectors.notices
    assert [row["force"] for row in after.connectors.rows("positions")] == FORCES
    assert _open(after)["arrange"] == 1


def test_orders_leave_at_once_while_the_provincial_system_is_being_told() -> None:
    play = _until("main", "choose")

    assert play.connectors.papers == {"need-notice": 1, "dispatch-order": 3}
    assert [row["force"] for row in play.connectors.exported[0][1]] == [
        row["name"] for key in FORCES for row in play.connectors.rows("forces") if row["id"] == key
    ]
    assert _open(play) == {"acknowledge": 3, "file_receipt": 1, "positions": 1, "write": 1}


def test_a_further_need_leads_back_to_publishing() -> None:
    play = _until("further-need", "judge")

    assert _open(play)["publish"] == 1


def test_the_evaluation_lists_the_forces_of_every_round() -> None:
    play = _until("further-need", "sign", 3)

    outcomes = play.connectors.printed["summary"]["outcomes"]

    assert {row["force"]: row["result"] for row in outcomes} == {
        "mountain-water": "归队",
        "river-guard": "归队",
    }


def test_calling_off_tells_the_groups_and_every_force_that_was_ordered() -> None:
    play = _until("terminated", "terminate_record")

    told = dict(play.connectors.notices)["notify_terminated"]

    assert told == ["general", "coordination", "support", "force-mountain-water"]


def _begin(house: House, clock: SetClock, drill: bool, until: str) -> None:
    set_no_page(house)
    names = [step.get("task") for step in MAIN["steps"]]
    given = {**MAIN["given"], "case": {**MAIN["given"]["case"], "drill": drill}}
    cut = {**MAIN, "given": given, "steps": MAIN["steps"][: names.index(until) + 1], "expect": {}}
    Staged(house, clock, "lishui", "main").run(cut)


@pytest.mark.parametrize("key", ["lishui"])
@pytest.mark.parametrize(("drill", "status"), [(False, KEPT), (True, RECORDED)])
def test_an_order_for_the_provincial_system_is_kept_to_be_filed_later(
    house: House, clock: SetClock, key: str, drill: bool, status: str
) -> None:
    _begin(house, clock, drill, "choose")

    with house.database.reading(system(key)) as ctx:
        kept = ctx.session.scalars(select(OutgoingFile)).one()

        assert (kept.system, kept.status) == ("省厅突发事件处置与救援系统", status)
        assert [row["force"] for row in kept.content] == [
            "山水应急救援队",
            "白鹭应急救护队",
            "长空无人机救援队",
        ]
        assert len(waiting(ctx)) == (0 if drill else 1)


@pytest.mark.parametrize("key", ["lishui"])
def test_each_force_has_a_safety_code_of_its_own(house: House, clock: SetClock, key: str) -> None:
    _begin(house, clock, False, "positions")

    with house.database.reading(system(key)) as ctx:
        codes = ctx.session.scalars(select(Paper).where(Paper.kind == "safety-code")).all()

        assert sorted(paper.force or "" for paper in codes) == sorted(FORCES)
        assert len({paper.number for paper in codes}) == 3
