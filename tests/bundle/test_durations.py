"""Times are told as people read them."""

import pytest

from app.bundle.durations import duration_text, limit_text, timer_text

LIMITS = {
    "sign": {"default": "PT60M", "重大": "PT45M", "特别重大": "PT45M", "一般": "PT60M"},
    "report": {"default": "P1DT2H"},
}


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (None, ""),
        ("PT1H30M", "1小时30分钟"),
        ("P1Y2M3D", "1年2个月3天"),
        ("= limits.report", "1天2小时"),
        ("= limits.sign", "60分钟；重大、特别重大45分钟"),
        ('= plan.held_on + "T18:00:00+08:00"', "所填日期18:00前"),
        ("= if by != null then by else limits.report", "按所填时间；没有填的1天2小时"),
        ("= limits.unknown", "按所填时间"),
    ],
)
def test_limits_are_told_in_words(expression: str | None, told: str) -> None:
    assert limit_text(expression, LIMITS) == told


@pytest.mark.parametrize(
    ("kind", "expression", "told"),
    [
        ("cycle", "R/2026-01-01T08:00:00+08:00/P1M", "每1个月，自2026年1月1日08:00起"),
        ("cycle", "R3/PT5M", "每5分钟，共3次"),
        ("cycle", "= limits.report", "每1天2小时"),
        ("duration", "= limits.report", "1天2小时"),
        ("date", "2026-12-01T00:00:00Z", "2026年12月1日08:00"),
    ],
)
def test_timers_are_told_in_words(kind: str, expression: str, told: str) -> None:
    assert timer_text(kind, expression, LIMITS) == told


def test_what_is_no_time_is_shown_as_it_is() -> None:
    assert duration_text("随时") == "随时"
