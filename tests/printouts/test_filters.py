import pytest

from app.printouts import filters
from app.printouts.errors import PaperInvalid


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0, "零元整"),
        (0.05, "伍分"),
        (10, "壹拾元整"),
        (100.5, "壹佰元伍角整"),
        (1001.01, "壹仟零壹元零壹分"),
        (12345.6, "壹万贰仟叁佰肆拾伍元陆角整"),
        (100000001, "壹亿零壹元整"),
        (10100, "壹万零壹佰元整"),
        (20003000, "贰仟万叁仟元整"),
        ("28640.50", "贰万捌仟陆佰肆拾元伍角整"),
    ],
)
def test_capital_writes_amounts_as_accounts_do(amount, expected):
    assert filters.capital(amount) == expected


@pytest.mark.parametrize("amount", [-1, 1e13, "一百", "NaN"])
def test_capital_refuses_what_is_no_amount(amount):
    with pytest.raises(PaperInvalid):
        filters.capital(amount)


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_numeral_counts_in_chinese(number, expected):
    assert filters.numeral(number) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-05", "2026年1月5日"),
        ("2026-01-05T03:04:00+08:00", "2026年1月5日"),
        ("2026-01-04T19:04:00+00:00", "2026年1月5日"),
    ],
)
def test_day_has_no_leading_zeros_and_is_local(value, expected):
    assert filters.day(value) == expected


def test_moment_refuses_what_is_no_time():
    with pytest.raises(PaperInvalid, match="不是日期或时间"):
        filters.moment("昨天")


@pytest.mark.parametrize(
    ("unit", "place", "expected"),
    [
        ("市应急管理局", "示例市", "示例市应急管理局"),
        ("示例市应急管理局", "示例市", "示例市应急管理局"),
        ("上级应急管理部门", "示例市", "上级应急管理部门"),
        ("县人民政府", "示例县", "示例县人民政府"),
    ],
)
def test_full_name_puts_the_place_before_the_unit(unit, place, expected):
    assert filters.full_name(unit, place) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("同意", "同意。"), ("同意。", "同意。"), ("一，", "一。"), ("", "")]
)
def test_sentence_ends_with_one_full_stop(text, expected):
    assert filters.sentence(text) == expected
