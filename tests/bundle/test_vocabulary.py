"""What the panels offer."""

from pathlib import Path

import pytest

from app.bundle.loader import load_bundle
from app.bundle.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lists():
    return vocabulary(load_bundle(ROOT, "pingyin"), ["notify", "of-the-house", "forces.rank"])


def test_forms_are_called_by_a_step_that_asks_for_them(lists):
    outcome = {"key": "decision", "options": ["同意", "退回", "不同意"]}

    assert {"key": "plan-approval", "name": "审批调用方案", "outcome": outcome} in lists["forms"]


def test_a_process_knows_what_calls_pass_and_take(lists):
    process = next(one for one in lists["processes"] if one["id"] == "common-opinion")

    assert process["name"] == "单位意见"
    assert {"asked", "matter", "question", "asker"} <= set(process["inputs"])
    assert process["outputs"] == ["vote"]


def test_connectors_of_the_house_are_offered_with_free_inputs(lists):
    topics = {one["topic"]: one for one in lists["topics"]}

    assert topics["of-the-house"]["more"]
    assert [asked["name"] for asked in topics["notify"]["inputs"]] == ["to", "subject", "text"]


def test_every_other_list_is_filled(lists):
    approve = next(one for one in lists["limits"] if one["name"] == "approve_plan")
    assert approve["value"] == "PT10M"
    assert "审批调用方案" in approve["steps"]
    assert any(one["id"] == "common-force-ranking" for one in lists["decisions"])
    assert any(one["id"] == "PY-05" for one in lists["clauses"])
    assert {"name": "县应急管理局", "groups": ["emergency-bureau"]} in lists["lanes"]
    assert any(one["name"] == "turn-out-instruction" for one in lists["papers"])
    assert {"key": "forces", "name": "应急救援力量台账"} in lists["registries"]
    assert any(one["name"] == "string join" for one in lists["functions"])
    assert lists["messages"]
    assert "撤离" in lists["signals"]
