"""What editors of fields are told of the schemas."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.bundle.clauses import ClauseSchema
from app.bundle.faults import Faults
from app.bundle.manifest import ManifestSchema, read_manifest
from app.bundle.settings import SettingsSchema
from app.bundle.shape import rows_of, shape_of
from app.bundle.yamlfile import read_yaml
from app.core.texts import Text


def fields_of(shape: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "key" in shape:
        yield shape["key"]
    for field in shape.get("fields", ()):
        yield field
        yield from fields_of(field["shape"])
    if "of" in shape:
        yield from fields_of(shape["of"])


@pytest.mark.parametrize("shape", [shape_of(ManifestSchema), shape_of(SettingsSchema), rows_of(ClauseSchema)])
def test_each_field_has_a_label_of_ours(shape: Mapping[str, Any]) -> None:
    assert [field["name"] for field in fields_of(shape) if not isinstance(field["label"], Text)] == []


def test_shape_tells_kinds_choices_and_lists() -> None:
    found = {field["name"]: field["shape"] for field in shape_of(ManifestSchema)["fields"]}
    person = {field["name"]: field for field in found["people"]["of"]["fields"]}

    assert (found["people"]["kind"], found["lanes"]["kind"], found["calendar"]["kind"]) == (
        "rows",
        "map",
        "record",
    )
    assert person["unit"] | {"label": ""} == {
        "name": "unit", "label": "", "hint": "", "required": True, "shape": {"kind": "text", "from": "units"},
    }  # fmt: skip
    assert {"value": "contact", "name": "联络员"} in person["roles"]["shape"]["of"]["choices"]
    assert found["lanes"]["of"]["fields"][0]["shape"] == {
        "kind": "list",
        "of": {"kind": "text", "from": "groups"},
    }


def test_fault_names_the_path_of_the_field() -> None:
    faults = Faults("jurisdiction.yaml")
    source = read_yaml(
        b"key: a\nname: A\nshort_name: A\ndivision_code: '000000'\n"
        b"units: [{name: U}]\ngroups: [{key: g, name: '', unit: u}]\n"
        b"lanes: {L: [B]}\ncalendar: {holidays: [soon]}\n",
        faults,
    )
    assert source is not None

    read_manifest(source, "a", faults)

    assert {fault.element for fault in faults} == {
        "units.0.key", "groups.0.name", "lanes.L.0", "calendar.holidays.0",
    }  # fmt: skip
