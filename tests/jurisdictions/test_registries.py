"""Sample entries of registries fit their form documents, and nobody in them is real."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.bundle.loader import load_bundle
from app.forms.form import compile_form

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BUNDLE = load_bundle(Path(__file__).parents[2], "rongcheng")
FORCES: list[dict[str, Any]] = yaml.safe_load(BUNDLE.registry_data["forces.yaml"])
LIAISONS: list[dict[str, Any]] = yaml.safe_load(BUNDLE.registry_data["liaisons.yaml"])


@pytest.mark.parametrize("registry", ["forces", "liaisons"])
def test_every_sample_entry_is_accepted_by_its_form(registry: str) -> None:
    form = compile_form(BUNDLE.registries[registry])

    for entry in yaml.safe_load(BUNDLE.registry_data[f"{registry}.yaml"]):
        kept = form.load(entry, context={}, stored={}, now=NOW).values
        assert kept == entry


def test_forces_are_of_all_four_kinds() -> None:
    assert len(FORCES) >= 12
    assert {force["kind"] for force in FORCES} == {"政府", "企业", "社会", "专家"}


def test_every_force_has_a_group_with_somebody_in_it() -> None:
    served = {group for person in BUNDLE.manifest.people for group in person.groups}

    assert {f"force-{force['id']}" for force in FORCES} <= served


def test_every_regulator_of_a_force_has_a_liaison() -> None:
    assert {force["regulator"] for force in FORCES} <= {liaison["unit"] for liaison in LIAISONS}


def test_every_capability_of_the_compositions_is_somebodys() -> None:
    table = BUNDLE.decisions["rongcheng-force-composition"].decode()
    able = {capability for force in FORCES for capability in force["capabilities"]}
    wanted = re.findall(r'_out_2">\s*<text>"([^"]+)"</text>', table)

    assert len(wanted) >= 14
    assert set(wanted) <= able


def test_contacts_are_posts_with_numbers_that_nobody_has() -> None:
    for entry in (*FORCES, *LIAISONS):
        assert re.fullmatch(r"000-000[01]-\d{4}", entry["phone"])
        assert entry["contact"].endswith("联络员")
        assert entry.get("email", "x@example.invalid").endswith("@example.invalid")
