"""`jurisdiction.yaml`: what it says, and each fault at its line."""

from datetime import date

import pytest

from app.bundle.faults import Faults
from app.bundle.manifest import ROLES, Manifest, read_manifest
from app.bundle.yamlfile import read_yaml
from app.identity.roles import Role

GOOD = """\
key: here
name: 示例市
short_name: 示例
division_code: "000000"
units:
  - {key: bureau, name: 应急管理局}
  - {key: brigade, name: 消防救援大队, parent: bureau, kind: government}
groups:
  - {key: duty, name: 值班, unit: bureau, clauses: [EX-01]}
  - {key: site, name: 现场指挥部}
lanes:
  应急管理局: duty
  现场指挥: [duty, site]
numbering:
  order: {code: 示调}
  filing: {code: 示备, drill_code: 练备, issuer: brigade}
people:
  - {login: duty, name: 值班员, unit: bureau, groups: [duty]}
calendar: {holidays: [2026-10-01], workdays: [2026-10-10]}
"""


def read(text: str) -> tuple[Manifest | None, Faults]:
    faults = Faults("jurisdiction.yaml")
    source = read_yaml(text.encode(), faults)
    assert source is not None
    return read_manifest(source, "here", faults), faults


def test_manifest_is_read_by_key() -> None:
    manifest, faults = read(GOOD)

    assert manifest is not None
    assert len(faults) == 0
    assert manifest.units["brigade"].parent == "bureau"
    assert manifest.groups["duty"].clauses == ("EX-01",)
    assert manifest.lanes == {"应急管理局": ("duty",), "现场指挥": ("duty", "site")}
    assert manifest.people[0].roles == ("staff",)


def test_drills_number_apart() -> None:
    manifest, _ = read(GOOD)

    assert manifest is not None
    assert [series.drill_code for series in manifest.numbering.values()] == ["演示调", "练备"]


def test_numbering_may_name_who_issues_a_shared_paper() -> None:
    manifest, _ = read(GOOD)

    assert manifest is not None
    assert manifest.issuer("filing", "bureau") == "brigade"
    assert manifest.issuer("order", "bureau") == "bureau"
    assert manifest.issuer("none", "bureau") == "bureau"


def test_calendar_knows_days_off_and_days_worked_instead() -> None:
    manifest, _ = read(GOOD)

    assert manifest is not None
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 10), date(2026, 10, 11)]
    assert [manifest.calendar.works_on(day) for day in days] == [True, False, True, False]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("key: here", "key: there", "key", 1),
        ("name: 示例市\n", "", "schema", 1),
        ('"000000"', "000000", "schema", 4),
        ("issuer: brigade", "issuer: nobody", "unknown-reference", 16),
        ('"000000"', '"12345"', "schema", 4),
        ("{key: bureau, name: 应急管理局}", "{key: Bureau, name: 应急管理局}", "schema", 6),
        ("{key: bureau, name: 应急管理局}", "{key: bureau, name: ''}", "schema", 6),
        ("kind: government", "kind: navy", "schema", 7),
        ("parent: bureau", "parent: nobody", "unknown-reference", 7),
        ("unit: bureau, clauses", "unit: nobody, clauses", "unknown-reference", 9),
        ("key: site", "key: duty", "duplicate-key", 10),
        ("应急管理局: duty", "应急管理局: nobody", "unknown-reference", 12),
        ("应急管理局: duty", "应急管理局: 7", "schema", 12),
        ("order: {code: 示调}", "order: {code: 示调, colour: red}", "schema", 15),
        ("groups: [duty]", "groups: [nobody]", "unknown-reference", 18),
        ("unit: bureau, groups", "unit: nobody, groups", "unknown-reference", 18),
        ("groups: [duty]}", "groups: [duty], roles: [king]}", "schema", 18),
        ("2026-10-01", "十月一日", "schema", 19),
        ("calendar:", "colour: red\ncalendar:", "schema", 19),
    ],
)
def test_fault_is_told_at_its_line(old: str, new: str, code: str, line: int) -> None:
    assert old in GOOD

    manifest, faults = read(GOOD.replace(old, new, 1))

    assert manifest is None
    assert (code, line) in {(found.code, found.line) for found in faults}


@pytest.mark.parametrize("text", ["", "[]", "just text", "units: 5", "lanes: []", "people: {a: b}"])
def test_other_shapes_are_refused_in_words(text: str) -> None:
    manifest, faults = read(text)

    assert manifest is None
    assert all(found.message for found in faults)


def test_roles_are_those_of_the_accounts() -> None:
    assert set(ROLES) == {role.value for role in Role}
