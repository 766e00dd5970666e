"""`report.yaml`: what is counted, of which rows, by which group, against which target."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marshmallow import fields, validate

from app.bundle import schema
from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.resources import Kind
from app.bundle.yamlfile import Path, YamlFile, read_yaml
from app.core.errors import DomainError
from app.core.texts import Text
from app.engine.lint.facts import facts
from app.feel import Expression, parse, parse_unary_tests
from app.reports.errors import ReportUnknown

DRILLS_EXCLUDED, DRILLS_ONLY = "excluded", "only"
SPANS = ("month", "quarter", "year")
"""What `group.by` may say instead of an expression: a span of the period's field."""


class SourceKind(StrEnum):
    """What one row stands for."""

    TASKS = "tasks"
    PAPERS = "papers"
    INSTANCES = "instances"
    STEPS = "steps"
    RUNS = "runs"
    REGISTRY = "registry"


class Operator(StrEnum):
    """How the values of rows become one figure."""

    COUNT = "count"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    P90 = "p90"
    MIN = "min"
    MAX = "max"


PERIODS: Mapping[SourceKind, str | None] = {
    SourceKind.TASKS: "opened_at",
    SourceKind.PAPERS: "issued_at",
    SourceKind.INSTANCES: "started_at",
    SourceKind.STEPS: "entered_at",
    SourceKind.RUNS: "started_at",
    SourceKind.REGISTRY: None,
}
"""The date that 起止 applies to unless the report names another."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one value stand on one line; `span` is set for a part of the calendar."""

    label: str
    by: Expression | None
    span: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a group. `target` is a unary test on it."""

    label: str
    operator: Operator
    of: Expression | None
    unit: str
    target: Expression | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows themselves."""

    label: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of one measure by group: bars, or a line through time."""

    kind: str
    measure: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its file says."""

    key: str
    title: str
    note: str
    clauses: tuple[str, ...]
    source: SourceKind
    of: str
    where: Expression | None
    drills: str
    period: str | None
    group: Group | None
    measures: tuple[Measure, ...]
    columns: tuple[Column, ...]
    chart: Chart | None


class _GroupSchema(schema.Plain):
    by = schema.text(500, required=True)
    label = schema.text(40, required=True)


class _MeasureSchema(schema.Plain):
    label = schema.text(40, required=True)
    measure = schema.one_of(*Operator, required=True)
    of = schema.text(1000)
    unit = schema.text(20)
    target = schema.text(200)


class _ColumnSchema(schema.Plain):
    label = schema.text(40, required=True)
    value = schema.text(500, required=True)


class _ChartSchema(schema.Plain):
    kind = schema.one_of("bar", "line", required=True)
    measure = schema.text(40, required=True)


class _ReportSchema(schema.Plain):
    title = schema.text(60, required=True)
    note = schema.text(500)
    clauses = fields.List(schema.text(40), load_default=list, error_messages=schema.MESSAGES)
    source = fields.String(
        required=True,
        validate=validate.Regexp(
            rf"(?:tasks|papers|instances|steps|(?:runs|registry):{schema.KEY})\Z",
            error="只能是 tasks、papers、instances、steps、runs:流程 或 registry:台账",
        ),
        error_messages=schema.MESSAGES,
    )
    where = schema.text(1000)
    drill = schema.one_of(DRILLS_EXCLUDED, DRILLS_ONLY, load_default=DRILLS_EXCLUDED)
    period = schema.text(80)
    group = fields.Nested(_GroupSchema, error_messages=schema.MESSAGES)
    measures = schema.items(
        _MeasureSchema, required=True, validate=validate.Length(1, 12, error="应有 1 到 12 项")
    )
    columns = schema.items(_ColumnSchema, load_default=list)
    chart = fields.Nested(_ChartSchema, error_messages=schema.MESSAGES)


def report_of(bundle: Bundle, key: str) -> Report:
    """A report of a sound bundle. Raises `ReportUnknown`."""
    data = bundle.reports.get(key)
    found = read_report(key, data, Faults(key)) if data is not None else None
    if found is None:
        raise ReportUnknown(report=key)
    return found


def reports_of(bundle: Bundle) -> tuple[Report, ...]:
    """All reports of a sound bundle, by title."""
    return tuple(sorted((report_of(bundle, key) for key in bundle.reports), key=lambda report: report.title))


def check_reports(bundle: Bundle) -> Iterator[Faults]:
    """What is wrong with the reports of a bundle, file by file."""
    processes = facts(bundle.diagrams.values()).calls
    for resource in bundle.of_kind(Kind.REPORT):
        faults = Faults(resource.path)
        found = read_report(resource.key, resource.data, faults)
        if found is not None and found.source is SourceKind.REGISTRY and found.of not in bundle.registries:
            faults.add(
                "unknown-registry",
                Text("属地包没有台账“{of}”", of=found.of),
                "请改 source，或放这个台账",
                1,
                found.key,
            )
        if found is not None and found.source is SourceKind.RUNS and found.of not in processes:
            faults.add(
                "unknown-process",
                Text("属地包没有流程“{of}”", of=found.of),
                "请改 source，或放这张流程图",
                1,
                found.key,
            )
        yield faults


def read_report(key: str, data: bytes, faults: Faults) -> Report | None:
    """A report of its file; None after faults."""
    before = len(faults)
    source = read_yaml(data, faults)
    told = schema.load(_ReportSchema(), source, faults) if source is not None else None
    if told is None or source is None:
        return None
    report = _Reader(source, faults).report(key, told)
    return report if len(faults) == before else None


class _Reader:
    """Compiles the expressions of a file; each fault stands at its line."""

    def __init__(self, source: YamlFile, faults: Faults) -> None:
        self._source = source
        self._faults = faults

    def report(self, key: str, told: Mapping[str, Any]) -> Report:
        kind, _, of = told["source"].partition(":")
        measures = tuple(self._measure(row, index) for index, row in enumerate(told["measures"]))
        return Report(
            key=key,
            title=told["title"],
            note=told.get("note", ""),
            clauses=tuple(told["clauses"]),
            source=SourceKind(kind),
            of=of,
            where=self._expression(told.get("where"), "where"),
            drills=told["drill"],
            period=told.get("period", PERIODS[SourceKind(kind)]),
            group=self._group(told.get("group")),
            measures=measures,
            columns=tuple(self._column(row, index) for index, row in enumerate(told["columns"])),
            chart=self._chart(told, measures),
        )

    def _measure(self, row: Mapping[str, Any], index: int) -> Measure:
        place: Path = ("measures", index)
        operator = Operator(row["measure"])
        if operator is not Operator.COUNT and "of" not in row:
            self._fault(Text("“{label}”没有 of", label=row["label"]), "请写明算什么（FEEL）", place)
        return Measure(
            label=row["label"],
            operator=operator,
            of=self._expression(row.get("of"), *place, "of"),
            unit=row.get("unit", ""),
            target=self._test(row.get("target"), *place, "target"),
        )

    def _group(self, row: Mapping[str, Any] | None) -> Group | None:
        if row is None:
            return None
        if row["by"] in SPANS:
            return Group(row["label"], None, row["by"])
        return Group(row["label"], self._expression(row["by"], "group", "by"))

    def _column(self, row: Mapping[str, Any], index: int) -> Column:
        value = self._expression(row["value"], "columns", index, "value")
        return Column(row["label"], value or parse("null"))

    def _chart(self, told: Mapping[str, Any], measures: tuple[Measure, ...]) -> Chart | None:
        row = told.get("chart")
        if row is None:
            return None
        if row["measure"] not in {measure.label for measure in measures}:
            self._fault(
                Text("没有名为“{measure}”的 measures 项", measure=row["measure"]),
                "请照 label 写",
                ("chart", "measure"),
            )
        if "group" not in told:
            self._fault("没有 group，画不出图", "请写 group，或去掉 chart", ("chart",))
        return Chart(row["kind"], row["measure"])

    def _expression(self, text: str | None, *place: str | int) -> Expression | None:
        if text is None:
            return None
        try:
            return parse(text.strip().removeprefix("="))
        except DomainError as error:
            self._fault(error.message, "请改正表达式", place)
        return None

    def _test(self, text: str | None, *place: str | int) -> Expression | None:
        if text is None:
            return None
        try:
            return parse_unary_tests(text)
        except DomainError as error:
            self._fault(error.message, '请写成 ">= 0.8" 的样子', place)
        return None

    def _fault(self, message: str, mend: str, place: Path) -> None:
        self._faults.add("report-fault", message, mend, self._source.line(place))
