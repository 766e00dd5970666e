"""`jurisdiction.yaml`: names, units, groups, lanes, numbering, people, working calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from marshmallow import fields, pre_load, validate

from app.bundle import schema
from app.bundle.faults import Faults
from app.bundle.schema import told
from app.bundle.yamlfile import Path, YamlFile
from app.core.texts import Text, texts

ROLES = texts(
    {
        "staff": "值班人员",
        "contact": "联络员",
        "process-owner": "流程管理员",
        "operator": "运行维护",
        "auditor": "审计员",
        "administrator": "管理员",
    }
)
"""Roles that a person of a package may have, by name; identity says what each may do."""

FORCES = texts({"government": "政府力量", "enterprise": "企业力量", "social": "社会力量", "expert": "专家"})
"""Which sort of force a unit may be."""

WEEKDAYS = texts({"1": "周一", "2": "周二", "3": "周三", "4": "周四", "5": "周五", "6": "周六", "7": "周日"})
"""Days of the week by their ISO numbers."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit 单位, maybe below another; `kind` says which sort of force it is, where it is one."""

    key: str
    name: str
    parent: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A candidate group 候选组 and the clauses that the role carries."""

    key: str
    name: str
    unit: str | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A number series 字号 of papers; drills number apart.

    `issuer` is the unit that issues them here, where a shared paper names another.
    """

    kind: str
    code: str
    drill_code: str
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A demo account: a made-up post."""

    login: str
    name: str
    unit: str
    groups: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days as ISO weekday numbers, days off besides, and days worked instead."""

    working_days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        """Whether a day is a working day."""
        return day in self.workdays or (day.isoweekday() in self.working_days and day not in self.holidays)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who a jurisdiction is: everything by key; `lanes` maps a lane's name to the groups that work in it."""

    key: str
    name: str
    short_name: str
    division_code: str
    parent: str | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    lanes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbering: Mapping[str, Series] = field(default_factory=dict)
    people: tuple[Person, ...] = ()
    calendar: Calendar = Calendar()

    def group_name(self, key: str) -> str:
        """A group as people call it; an unknown key is shown as it is."""
        return self.groups[key].name if key in self.groups else key

    def addressee(self, key: str) -> str:
        """Whom a paper is addressed to: the unit of a group, a unit, or the text as it is."""
        unit = self.groups[key].unit if key in self.groups else key
        return self.unit_name(unit) if unit else self.group_name(key)

    def unit_name(self, key: str) -> str:
        """A unit as people call it; an unknown key is shown as it is."""
        return self.units[key].name if key in self.units else key

    def issuer(self, series: str, printout: str) -> str:
        """The unit that issues the papers of a series: the one that its numbering names, else the printout's."""
        numbered = self.numbering.get(series)
        return (numbered and numbered.issuer) or printout


class UnitSchema(schema.Plain):
    """A row of `units`."""

    key = schema.key(required=True, metadata=told("标识"))
    name = schema.text(required=True, metadata=told("名称"))
    parent = schema.key(metadata=told("上级", of="units"))
    kind = schema.one_of(*FORCES, metadata=told("类别", names=FORCES))


class GroupSchema(schema.Plain):
    """A row of `groups`."""

    key = schema.key(required=True, metadata=told("标识"))
    name = schema.text(required=True, metadata=told("名称"))
    unit = schema.key(metadata=told("单位", of="units"))
    clauses = schema.list_of(schema.text(40), load_default=list, metadata=told("条款", of="clauses"))


class SeriesSchema(schema.Plain):
    """An entry of `numbering`."""

    code = schema.text(20, required=True, metadata=told("字号"))
    drill_code = schema.text(20, metadata=told("演练字号", "不写就是“演”加字号"))
    issuer = schema.key(metadata=told("发文单位", "只在共用文书由别的单位发时写", of="units"))


class PersonSchema(schema.Plain):
    """A row of `people`."""

    login = schema.key(required=True, metadata=told("账号"))
    name = schema.text(required=True, metadata=told("名称"))
    unit = schema.key(required=True, metadata=told("单位", of="units"))
    groups = schema.keys(metadata=told("候选组", of="groups"))
    roles = schema.list_of(schema.one_of(*ROLES), load_default=list, metadata=told("岗位", names=ROLES))


class CalendarSchema(schema.Plain):
    """What `calendar` holds."""

    working_days = schema.list_of(
        fields.Integer(
            strict=True, validate=validate.Range(1, 7, error="应为 1 到 7"), error_messages=schema.MESSAGES
        ),
        metadata=told("工作日（星期几）", "不写就是周一到周五", names=WEEKDAYS),
    )
    holidays = schema.list_of(schema.Day(), load_default=list, metadata=told("放假", "工作日里放假的日子"))
    workdays = schema.list_of(schema.Day(), load_default=list, metadata=told("补班", "休息日里上班的日子"))


class ManifestSchema(schema.Plain):
    """`jurisdiction.yaml` as a whole."""

    key = schema.key(required=True, metadata=told("标识", "就是文件夹名，不能改", fixed=True))
    name = schema.text(required=True, metadata=told("名称"))
    short_name = schema.text(40, required=True, metadata=told("简称"))
    division_code = fields.String(
        required=True,
        validate=validate.Regexp(r"\d{6}\Z", error="应为六位数字，加引号"),
        error_messages=schema.MESSAGES,
        metadata=told("行政区划代码", "六位数字"),
    )
    parent = schema.text(metadata=told("上级", "上级政府的叫法"))
    units = schema.items(UnitSchema, required=True, metadata=told("单位"))
    groups = schema.items(GroupSchema, required=True, metadata=told("候选组", "任务派给组，组里的人都能签收"))
    lanes = schema.mapping(
        schema.text(metadata=told("图上的泳道")),
        schema.keys(metadata=told("谁办", of="groups")),
        metadata=told("泳道", "流程图里每条泳道由哪些组办"),
    )
    numbering = schema.mapping(
        schema.key(metadata=told("文种")),
        fields.Nested(SeriesSchema, error_messages=schema.MESSAGES),
        metadata=told("文号", "每种文书用什么字号"),
    )
    people = schema.items(
        PersonSchema, load_default=list, metadata=told("岗位账号", "演示和试运行用的岗位，不写真人")
    )
    calendar = fields.Nested(
        CalendarSchema, load_default=dict, error_messages=schema.MESSAGES, metadata=told("工作日历")
    )

    @pre_load
    def _one_group_is_a_list(self, data: Any, **_: Any) -> Any:
        """A lane may name one group without brackets."""
        lanes = data.get("lanes") if isinstance(data, dict) else None
        if not isinstance(lanes, dict):
            return data
        return {**data, "lanes": {lane: [to] if isinstance(to, str) else to for lane, to in lanes.items()}}


def read_manifest(source: YamlFile, key: str, faults: Faults) -> Manifest | None:
    """The manifest of package `key`; None after faults."""
    before = len(faults)
    data = schema.load(ManifestSchema(), source, faults)
    if data is None:
        return None
    if data["key"] != key:
        faults.add(
            "key",
            Text("key 写的是“{written}”，文件夹是“{folder}”", written=data["key"], folder=key),
            "请改成一致",
            **source.at(("key",)),
        )
    _check(data, source, faults)
    return None if len(faults) > before else _manifest(data)


def _check(data: Any, source: YamlFile, faults: Faults) -> None:
    units = _unique(data["units"], "units", source, faults)
    groups = _unique(data["groups"], "groups", source, faults)
    _unique(data["people"], "people", source, faults, by="login")
    for path, wanted, known, what in _references(data):
        if wanted not in (units if known == "unit" else groups):
            faults.add(
                "unknown-reference",
                Text("{what}“{wanted}”没有登记", what=what, wanted=wanted),
                "请登记或改正",
                **source.at(path),
            )


def _references(data: Any) -> Iterable[tuple[Path, str, str, str]]:
    yield from _units_named(data)
    for lane, named in data["lanes"].items():
        yield from ((("lanes", lane), wanted, "group", Text("候选组")) for wanted in named)
    for index, person in enumerate(data["people"]):
        for wanted in person["groups"]:
            yield ("people", index, "groups"), wanted, "group", Text("候选组")


def _units_named(data: Any) -> Iterable[tuple[Path, str, str, str]]:
    for where, field_name in (
        ("units", "parent"),
        ("groups", "unit"),
        ("people", "unit"),
        ("numbering", "issuer"),
    ):
        rows = data[where].items() if where == "numbering" else enumerate(data[where])
        for key, row in rows:
            if field_name in row:
                yield (where, key, field_name), row[field_name], "unit", Text("单位")


def _unique(rows: list[Any], where: str, source: YamlFile, faults: Faults, by: str = "key") -> set[str]:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row[by] in seen:
            faults.add(
                "duplicate-key",
                Text("{where} 里“{row}”不止一个", where=where, row=row[by]),
                "请改名",
                **source.at((where, index, by)),
            )
        seen.add(row[by])
    return seen


def _manifest(data: Any) -> Manifest:
    groups = [Group(**{**row, "clauses": tuple(row["clauses"])}) for row in data["groups"]]
    series = [
        Series(kind, row["code"], row.get("drill_code", "演" + row["code"]), row.get("issuer"))
        for kind, row in data["numbering"].items()
    ]
    named = {name: data[name] for name in ("key", "name", "short_name", "division_code")}
    return Manifest(
        **named,
        parent=data.get("parent"),
        units=MappingProxyType({row["key"]: Unit(**row) for row in data["units"]}),
        groups=MappingProxyType({group.key: group for group in groups}),
        lanes=MappingProxyType({lane: tuple(to) for lane, to in data["lanes"].items()}),
        numbering=MappingProxyType({one.kind: one for one in series}),
        people=tuple(_person(row) for row in data["people"]),
        calendar=Calendar(**{name: frozenset(days) for name, days in data["calendar"].items()}),
    )


def _person(row: Any) -> Person:
    roles = tuple(row["roles"]) or ("staff",)
    return Person(row["login"], row["name"], row["unit"], tuple(row["groups"]), roles)
