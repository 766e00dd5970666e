"""What ships is whole: every clause carried, every flow of every diagram and every rule of every decision taken."""

from pathlib import Path

import pytest

from app.bundle import load_bundle, package_keys
from app.bundle.coverage import clause_coverage
from app.config import Config
from app.worker.scenarios.coverage import scenario_coverage

ROOT = Path(__file__).resolve().parents[2]
KEYS = package_keys(ROOT)
OBLIGATIONS = {"anze": 25, "chongqing": 25, "lishui": 30, "pingyin": 20, "rongcheng": 31}


def test_every_obligation_of_the_five_documents_is_registered():
    assert {key: len(load_bundle(ROOT, key).clauses) for key in KEYS} == OBLIGATIONS


@pytest.mark.parametrize("key", KEYS)
def test_every_clause_is_carried_by_the_kinds_it_names(key):
    assert [one.clause.id for one in clause_coverage(load_bundle(ROOT, key)) if one.missing] == []


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_scenarios_take_every_flow_and_match_every_rule(key, tmp_path):
    found = scenario_coverage(
        Config(data_dir=tmp_path, assets_dir=ROOT, testing=True), load_bundle(ROOT, key)
    )

    assert (found.failed, found.missed) == ((), ())
