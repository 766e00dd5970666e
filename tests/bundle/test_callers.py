"""What forms and decisions can name: what is known where they are asked for."""

from pathlib import Path

import pytest

from app.bundle.callers import variables_of_decision, variables_of_form
from app.bundle.loader import load_bundle

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bundle():
    return load_bundle(ROOT, "pingyin")


def test_a_form_knows_what_the_steps_that_ask_for_it_know(bundle):
    found = {one.name: one for one in variables_of_form("plan-approval", bundle)}

    assert {"season", "plan", "case", "limits"} <= found.keys()
    assert "level" in {field.name for field in found["emergency"].fields}
    assert variables_of_form("nobody-asks", bundle) == ()


@pytest.mark.parametrize("decision", ["pingyin-command-level", "common-force-ranking"])
def test_a_decision_knows_what_the_task_or_connector_that_takes_it_knows(bundle, decision):
    found = {one.name: one for one in variables_of_decision(bundle.decisions[decision], bundle)}

    assert "level" in {field.name for field in found["emergency"].fields}
    assert variables_of_decision(b"<x/>", bundle) == ()
