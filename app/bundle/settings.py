"""`settings.yaml`: time limits and other figures of a jurisdiction."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from marshmallow import fields

from app.bundle import schema
from app.bundle.faults import Faults
from app.bundle.yamlfile import YamlFile
from app.core.texts import Text
from app.engine import schedule

DEFAULT = "default"
"""The word under which a limit that depends on the level gives its value for the other levels."""

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


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


class _SettingsSchema(schema.Plain):
    limits = fields.Dict(load_default=dict, error_messages=schema.MESSAGES)
    figures = fields.Dict(load_default=dict, error_messages=schema.MESSAGES)
    sensitive_periods = fields.List(fields.Dict(), load_default=list, error_messages=schema.MESSAGES)
    coverage = fields.Dict(load_default=dict, error_messages=schema.MESSAGES)


def read_settings(source: YamlFile, faults: Faults) -> Settings | None:
    """The settings of a package; None after faults."""
    before = len(faults)
    data = schema.load(_SettingsSchema(), source, faults)
    if data is None:
        return None
    limits = {name: _limit(name, value, source, faults) for name, value in data["limits"].items()}
    for name, value in data["figures"].items():
        _check_figure(name, value, source, faults)
    periods = [_period(index, row, source, faults) for index, row in enumerate(data["sensitive_periods"])]
    _check_coverage(data["coverage"], source, faults)
    if len(faults) > before:
        return None
    declared = tuple(period for period in periods if period is not None)
    return Settings(
        MappingProxyType(limits), MappingProxyType(data["figures"]), declared, Bar(**data["coverage"])
    )


def _limit(name: str, value: Any, source: YamlFile, faults: Faults) -> Mapping[str, str]:
    line = source.line(("limits", name))
    if not _IDENTIFIER.match(name):
        faults.add("schema", Text("时限名“{name}”不合规定", name=name), "请用小写字母、数字和下划线", line)
    by_level = value if isinstance(value, dict) else {DEFAULT: value}
    if DEFAULT not in by_level:
        faults.add(
            "schema",
            Text("时限 {name} 没有 default", name=name),
            "请写明其余等级用多少（default: PT…）",
            line,
        )
    for level, duration in by_level.items():
        if not isinstance(duration, str) or not _is_positive(duration):
            place = source.line(("limits", name, level))
            faults.add(
                "schema",
                Text("时限 {name} 的值“{duration}”不是时长", name=name, duration=duration),
                "请写 ISO 8601，如 PT30M、P1D",
                place,
            )
    return MappingProxyType(by_level)


def _is_positive(text: str) -> bool:
    try:
        found = schedule.duration(text)
    except (schedule.ScheduleError, OverflowError):
        return False
    return found.months > 0 or found.time.total_seconds() > 0


def _check_figure(name: str, value: Any, source: YamlFile, faults: Faults) -> None:
    line = source.line(("figures", name))
    if not _IDENTIFIER.match(name):
        faults.add("schema", Text("参数名“{name}”不合规定", name=name), "请用小写字母、数字和下划线", line)
    if not isinstance(value, str | int | float | bool):
        faults.add("schema", Text("参数 {name} 只能是文字、数字或真假", name=name), "请改写", line)


def _check_coverage(data: Mapping[str, Any], source: YamlFile, faults: Faults) -> None:
    for name, share in data.items():
        line = source.line(("coverage", name))
        if name not in {"flows", "rules"}:
            faults.add(
                "schema",
                Text("覆盖率没有“{name}”一项", name=name),
                "只写 flows（顺序流）和 rules（决策规则）",
                line,
            )
        elif isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            faults.add(
                "schema",
                Text("覆盖率 {name} 的值“{share}”不是 0 到 1 的数", name=name, share=share),
                "请写成 1.0、0.95",
                line,
            )


def _period(index: int, row: Any, source: YamlFile, faults: Faults) -> SensitivePeriod | None:
    first, last = row.get("from"), row.get("to")
    dated = isinstance(first, date) and isinstance(last, date) and first <= last
    if dated and set(row) == {"name", "from", "to"}:
        return SensitivePeriod(str(row["name"]), row["from"], row["to"])
    line = source.line(("sensitive_periods", index))
    faults.add(
        "schema",
        "敏感时期要有 name、from、to，起不晚于止",
        "请写成 {name: 春节, from: 2026-02-16, to: 2026-02-23}",
        line,
    )
    return None
