"""`settings.yaml`: time limits and other figures of a jurisdiction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.bundle import schema
from app.bundle.faults import Faults
from app.bundle.schema import told
from app.bundle.yamlfile import YamlFile
from app.core.texts import Text
from app.engine import schedule

DEFAULT = "default"
"""The word under which a limit that depends on the level gives its value for the other levels."""


@dataclass(frozen=True, slots=True)
class SensitivePeriod:
    """A period declared in advance; both days belong to it."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Bar:
    """What share of its sequence flows and decision rules the scenarios must walk before a package is published."""

    flows: float = 1.0
    rules: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits as ISO durations by level (`default` for the others), figures as plain values."""

    limits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    sensitive_periods: tuple[SensitivePeriod, ...] = ()
    coverage: Bar = Bar()

    def limits_for(self, level: str | None = None) -> Mapping[str, str]:
        """The limits that hold at a level 等级 of the emergency; what expressions see as `limits`."""
        return {name: by.get(level or DEFAULT, by[DEFAULT]) for name, by in self.limits.items()}

    @property
    def levels(self) -> frozenset[str]:
        """The levels that some limit names."""
        return frozenset(level for by in self.limits.values() for level in by) - {DEFAULT}


class Duration(fields.String):
    """A time that passes, as ISO 8601 writes it."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str) or not _is_positive(value):
            raise ValidationError(Text("“{value}”不是时长，请写 ISO 8601，如 PT30M、P1D", value=value))
        return value


class ByLevel(fields.Field[Mapping[str, str]]):
    """A duration, or one for each level that has its own and `default` for the others."""

    def _deserialize(self, value: Any, *given: Any, **more: Any) -> Mapping[str, str]:
        by_level = value if isinstance(value, dict) else {DEFAULT: value}
        wrong: dict[str, Any] = {} if DEFAULT in by_level else {"_schema": _NO_DEFAULT}
        for level, duration in by_level.items():
            try:
                Duration().deserialize(duration)
            except ValidationError as error:
                wrong[level if isinstance(value, dict) else "_schema"] = error.messages
        if wrong:
            raise ValidationError(wrong)
        return MappingProxyType(by_level)


class Figure(fields.Field[Any]):
    """A text, a number or a truth value."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        if not isinstance(value, str | int | float | bool):
            raise ValidationError(Text("只能是文字、数字或真假"))
        return value


_NO_DEFAULT = Text("请写明其余等级用多少（default: PT…）")
_NAME = validate.Regexp(r"[a-z][a-z0-9_]{0,63}\Z", error=Text("请用小写字母、数字和下划线，以字母开头"))


def _named(label: str) -> fields.String:
    return fields.String(validate=_NAME, error_messages=schema.MESSAGES, metadata=told(label))


class PeriodSchema(schema.Plain):
    """A row of `sensitive_periods`."""

    name = schema.text(required=True, metadata=told("名称"))
    first = schema.Day(
        required=True, data_key="from", error_messages=schema.MESSAGES, metadata=told("从", "第一天")
    )
    last = schema.Day(
        required=True, data_key="to", error_messages=schema.MESSAGES, metadata=told("到", "最后一天")
    )

    @validates_schema
    def _in_order(self, data: Any, **_: Any) -> None:
        if data["first"] > data["last"]:
            raise ValidationError(Text("起不能晚于止"), "to")


class CoverageSchema(schema.Plain):
    """What `coverage` holds."""

    flows = schema.Share(metadata=told("走过的路线", "情景至少走过多少路线才能发布，1 是全部；不写就是全部"))
    rules = schema.Share(metadata=told("命中的规则", "决策规则同样"))


class SettingsSchema(schema.Plain):
    """`settings.yaml` as a whole."""

    limits = schema.mapping(
        _named("名称"),
        ByLevel(error_messages=schema.MESSAGES, metadata=told("时长")),
        metadata=told("时限", "流程图里写 limits.名称；等级不同可以另定", uses="limits"),
    )
    figures = schema.mapping(
        _named("名称"),
        Figure(error_messages=schema.MESSAGES, metadata=told("值")),
        metadata=told("参数", "报表和条件里用的数"),
    )
    sensitive_periods = schema.items(
        PeriodSchema, load_default=list, metadata=told("敏感时期", "事先定下的时段，两头都算在内")
    )
    coverage = fields.Nested(
        CoverageSchema, load_default=dict, error_messages=schema.MESSAGES, metadata=told("覆盖要求")
    )


def read_settings(source: YamlFile, faults: Faults) -> Settings | None:
    """The settings of a package; None after faults."""
    data = schema.load(SettingsSchema(), source, faults)
    if data is None:
        return None
    periods = tuple(SensitivePeriod(**row) for row in data["sensitive_periods"])
    limits, figures = MappingProxyType(data["limits"]), MappingProxyType(data["figures"])
    return Settings(limits, figures, periods, Bar(**data["coverage"]))


def _is_positive(text: str) -> bool:
    try:
        found = schedule.duration(text)
    except (schedule.ScheduleError, OverflowError):
        return False
    return found.months > 0 or found.time.total_seconds() > 0
