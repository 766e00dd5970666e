"""What a timer start event waits for: literal ISO 8601, or FEEL over the limits of the package."""

from datetime import UTC, datetime

import pytest

from app.bundle.resources import Kind
from app.bundle.starts import plan, timer_start_faults
from app.engine.lint.finding import Finding
from app.engine.program import Program
from app.engine.schedule import ScheduleError
from tests.runtime.lands import package

NOW = datetime(2026, 1, 31, tzinfo=UTC)
LIMITS = Program.compile({}, {}, {"check": "P1M", "wait": {"default": "PT30M", "I": "PT5M"}}).limits_at(None)


@pytest.mark.parametrize(
    ("kind", "expression", "text"),
    [
        ("date", "2026-12-01T08:00:00+08:00", "2026-12-01T08:00:00+08:00"),
        ("date", '= "2026-12-01T08:00:00+08:00"', "2026-12-01T08:00:00+08:00"),
        ("duration", "= limits.wait", "2026-01-31T00:30:00+00:00"),
        ("cycle", "= limits.check", "R/2026-01-31T08:00:00+08:00/P1M"),
        ("cycle", "R3/PT5M", "R4/2026-01-31T08:00:00+08:00/PT300S"),
        (
            "cycle",
            '= "R/2026-12-01T08:00:00+08:00/" + string(limits.check)',
            "R/2026-12-01T08:00:00+08:00/P1M",
        ),
    ],
)
def test_time_is_worked_out_with_the_limits(kind: str, expression: str, text: str) -> None:
    assert plan(kind, expression, LIMITS, NOW) == text


@pytest.mark.parametrize(
    ("kind", "expression", "said"),
    [
        ("cycle", "= limits.ghost", "没有值"),
        ("cycle", "= case.level", "没有“case”"),
        ("date", "= limits", "不是文字"),
        ("date", '= "明天"', "ISO 8601"),
        ("cycle", '= "PT1S"', "短于 5 秒"),
    ],
)
def test_what_gives_no_time_is_refused(kind: str, expression: str, said: str) -> None:
    with pytest.raises(ScheduleError, match=said):
        plan(kind, expression, LIMITS, NOW)


def _findings(expression: str) -> list[Finding]:
    text = (
        f'process main "每月"\nstart s "到点" cycle="{expression}"\nuser u groups=staff\nend e\ns > u > e\n'
    )
    bundle = package(text, limits={"check": "P1M"})
    return [one for faults in timer_start_faults(bundle, bundle.of_kind(Kind.DIAGRAM)) for one in faults]


def test_check_names_the_start_event_and_what_is_wrong() -> None:
    [found] = _findings("= limits.chek")

    assert (found.code, found.name, found.file) == (
        "invalid-start-timer",
        "到点",
        "processes/testland/main.bpmn",
    )
    assert found.line is not None
    assert "“= limits.chek”没有值" in str(found)


def test_check_says_nothing_about_what_works_or_is_literal() -> None:
    assert _findings("= limits.check") == []
    assert _findings("R/nonsense") == []
