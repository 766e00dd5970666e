"""Sample entries of registries fit their form documents, and nobody in them is real."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.forms.form import compile_form
from tests.jurisdictions.stages import BUNDLES

NOW = datetime(2026, 1, 1, tzinfo=UTC)
POSTS = ("contact", "liaison", "post")
SAMPLES = [(key, Path(name).stem) for key, bundle in BUNDLES.items() for name in bundle.registry_data]

each = pytest.mark.parametrize("key", BUNDLES)
filing = pytest.mark.parametrize("key", ["rongcheng", "pingyin"])  # of all kinds, each under a regulator


def _rows(key: str, registry: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(BUNDLES[key].registry_data[f"{registry}.yaml"])
    return rows


@pytest.mark.parametrize(("key", "registry"), SAMPLES)
def test_every_sample_entry_is_accepted_by_its_form(key: str, registry: str) -> None:
    form = compile_form(BUNDLES[key].registries[registry])

    for entry in _rows(key, registry):
        kept = form.load(entry, context={}, stored={}, now=NOW).values
        assert _entered(kept) == _entered(entry)


def _entered(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value is not None and value != ""}


@filing
def test_forces_are_of_all_four_kinds(key: str) -> None:
    forces = _rows(key, "forces")

    assert len(forces) >= 12
    assert {force["kind"] for force in forces} == {"政府", "企业", "社会", "专家"}


@each
def test_every_force_has_a_group_with_somebody_in_it(key: str) -> None:
    served = {group for person in BUNDLES[key].manifest.people for group in person.groups}

    assert {f"force-{force['id']}" for force in _rows(key, "forces")} <= served


@filing
def test_every_regulator_of_a_force_has_a_group_and_a_liaison(key: str) -> None:
    forces = _rows(key, "forces")

    assert {force["regulator"] for force in forces} <= {row["unit"] for row in _rows(key, "liaisons")}
    assert {f"regulator-{force['regulator_key']}" for force in forces} <= set(BUNDLES[key].manifest.groups)


@filing
def test_liaisons_answer_for_groups_that_exist(key: str) -> None:
    assert {row["group_key"] for row in _rows(key, "liaisons")} <= set(BUNDLES[key].manifest.groups)


def test_every_capability_of_the_compositions_is_somebodys() -> None:
    table = BUNDLES["rongcheng"].decisions["rongcheng-force-composition"].decode()
    able = {capability for force in _rows("rongcheng", "forces") for capability in force["capabilities"]}
    wanted = re.findall(r'_out_2">\s*<text>"([^"]+)"</text>', table)

    assert len(wanted) >= 14
    assert set(wanted) <= able


@each
def test_contacts_are_posts_with_numbers_that_nobody_has(key: str) -> None:
    for entry in (*_rows(key, "forces"), *_rows(key, "liaisons")):
        assert re.fullmatch(r"000-000\d-\d{4}", entry["phone"])
        assert next(entry[name] for name in POSTS if name in entry).endswith("联络员")
        assert entry.get("email", "x@example.invalid").endswith("@example.invalid")
