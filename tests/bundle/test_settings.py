"""`settings.yaml`: limits, maybe by level, and figures."""

from datetime import date

import pytest

from app.bundle.faults import Faults
from app.bundle.settings import Settings, read_settings
from app.bundle.yamlfile import read_yaml


def read(text: str) -> tuple[Settings | None, list[tuple[str, int | None]]]:
    faults = Faults("settings.yaml")
    source = read_yaml(text.encode(), faults)
    assert source is not None
    settings = read_settings(source, faults)
    return settings, [(found.code, found.line) for found in faults]


def test_limit_may_depend_on_the_level() -> None:
    settings, faults = read("limits:\n  approve: PT10M\n  arrive: {default: PT60M, 重大: PT30M}\n")

    assert settings is not None
    assert faults == []
    assert settings.limits_for() == {"approve": "PT10M", "arrive": "PT60M"}
    assert settings.limits_for("重大") == {"approve": "PT10M", "arrive": "PT30M"}
    assert settings.limits_for("一般")["arrive"] == "PT60M"
    assert settings.levels == {"重大"}


def test_figures_and_periods_are_kept() -> None:
    settings, _ = read(
        "figures: {rate: 0.8}\nsensitive_periods:\n  - {name: 汛期, from: 2026-06-01, to: 2026-09-15}\n"
    )

    assert settings is not None
    assert settings.figures == {"rate": 0.8}
    assert settings.sensitive_periods[0].last == date(2026, 9, 15)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("limits:\n  approve: 10 minutes", 2),
        ("limits:\n  approve: 10", 2),
        ("limits:\n  approve: PT0S", 2),
        ("limits:\n  Approve-Plan: PT1M", 2),
        ("limits:\n  arrive: {重大: PT1M}", 2),
        ("limits:\n  arrive:\n    default: PT1M\n    重大: soon", 4),
        ("figures:\n  rate: [1]", 2),
        ("sensitive_periods:\n  - {name: 汛期, from: 2026-09-01, to: 2026-06-01}", 2),
        ("sensitive_periods:\n  - {name: 汛期}", 2),
        ("colours: {}", 1),
    ],
)
def test_fault_is_told_at_its_line(text: str, line: int) -> None:
    settings, faults = read(text)

    assert settings is None
    assert set(faults) == {("schema", line)}


def test_everything_must_be_walked_unless_the_package_says_otherwise() -> None:
    whole, _ = read("limits: {}\n")
    lower, _ = read("coverage: {flows: 0.9}\n")

    assert whole is not None
    assert lower is not None
    assert (whole.coverage.flows, whole.coverage.rules) == (1.0, 1.0)
    assert (lower.coverage.flows, lower.coverage.rules) == (0.9, 1.0)


@pytest.mark.parametrize("bar", ["{flows: 2}", "{flows: true}", "{rules: 很多}", "{steps: 1}"])
def test_bar_that_is_no_share_is_refused(bar: str) -> None:
    _, faults = read(f"coverage: {bar}\n")

    assert faults == [("schema", 1)]
