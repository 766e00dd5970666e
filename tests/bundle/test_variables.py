"""What is known at an element, from what ran before it."""

from pathlib import Path

import pytest

from app.bundle.loader import load_bundle
from app.bundle.variables import form_fields, variables_at

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bundle():
    return load_bundle(ROOT, "pingyin")


def known(bundle, process, element):
    return {one.name: one for one in variables_at(bundle.diagrams[process], element, bundle)}


def test_every_element_knows_the_case_and_the_limits(bundle):
    found = known(bundle, "pingyin-dispatch", "start_report")

    assert [field.name for field in found["case"].fields] == ["no", "title", "level", "type", "drill"]
    assert "approve_plan" in {field.name for field in found["limits"].fields}
    assert "plan" not in found


def test_earlier_forms_are_known_and_later_ones_are_not(bundle):
    at_draft = known(bundle, "pingyin-dispatch", "draft_plan")
    at_notify = known(bundle, "pingyin-dispatch", "level")

    assert {"emergency", "first", "ranked", "season"} <= at_draft.keys()
    assert "level" in {field.name for field in at_notify["emergency"].fields}
    assert "ranked" not in at_notify


def test_a_decision_gives_its_outputs(bundle):
    fields = known(bundle, "pingyin-dispatch", "by_level_to_town_command")["command_level"].fields

    assert "tier" in {field.name for field in fields}


def test_a_flow_knows_what_its_source_has_entered(bundle):
    assert "decision" in known(bundle, "pingyin-dispatch", "approved_to_special")


def test_the_item_of_a_multi_instance_is_known_inside_and_its_list_after(bundle):
    assert "judge" in known(bundle, "pingyin-dispatch", "joint_judge")
    after = known(bundle, "pingyin-dispatch", "need_forces")
    assert (after["judgements"].type, "judge" in after) == ("list", False)


def test_data_objects_hold_what_tasks_write_into_them(bundle):
    fields = {field.name for field in known(bundle, "pingyin-dispatch", "report_to_bureau")["command"].fields}

    assert {"group", "commander"} <= fields


def test_a_called_process_knows_what_is_passed_in(bundle):
    assert {"asked", "matter", "question"} <= known(bundle, "common-opinion", "answer").keys()


def test_a_connector_offers_its_results_to_its_own_outputs(bundle):
    assert "entries" in known(bundle, "pingyin-dispatch", "periods")


def test_unreadable_or_strange_files_know_only_what_everything_knows(bundle):
    for data in (b"", b"<x/>", bundle.diagrams["pingyin-dispatch"]):
        assert [one.name for one in variables_at(data, "nothing", bundle)] == ["case", "limits"]


def test_forms_nest_by_path_and_skip_what_submits_nothing():
    document = {
        "components": [
            {"type": "text", "text": "x"},
            "no component",
            {"type": "number", "key": "a.b", "label": "乙"},
            {"type": "group", "path": "a", "label": "组", "components": [{"type": "textfield", "key": "c"}]},
            {"type": "group", "components": [{"type": "checklist", "key": "d"}]},
        ]
    }

    (a, d) = form_fields(document)

    assert (a.name, [field.name for field in a.fields]) == ("a", ["b", "c"])
    assert (d.name, d.type) == ("d", "list")
