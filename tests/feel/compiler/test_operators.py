import pytest

from app.feel import collect_warnings, evaluate
from tests.feel.shown import shown

ARITHMETIC = [
    ("0.1 + 0.2", "0.3"),
    ("1 - 2 - 3", "-4"),
    ("2 + 3 * 4", "14"),
    ("(2 + 3) * 4", "20"),
    ("1 / 3", "0.3333333333333333333333333333333333"),
    ("1 / 0", "null"),
    ("2 ** 3 ** 2", "64"),
    ("-2 ** 2", "4"),
    ("2 ** -1", "0.5"),
    ("10 ** 7000", "null"),
    ("9007199254740993 + 0", "9007199254740993"),
    ("--1", "1"),
    ("-null", "null"),
    ("1 + null", "null"),
    ('1 + "1"', "null"),
    ('"a" + "b"', '"ab"'),
    ('"a" - "b"', "null"),
    ("[1] + 1", "null"),
    ("true + 1", "null"),
    ('@"2019-01-31" + @"P1M"', "2019-02-28"),
    ('@"P1M" + @"2019-01-31"', "2019-02-28"),
    ('@"2020-02-29" - @"P1Y"', "2019-02-28"),
    ('@"2019-01-01" + @"PT25H"', "2019-01-02"),
    ('@"2019-01-01" - @"PT1H"', "2018-12-31"),
    ('@"2019-03-01" - @"2019-02-01"', "P28D"),
    ('@"2019-03-01T00:00:00" + @"PT0.5S"', "2019-03-01T00:00:00.5"),
    ('@"2019-03-01T02:00:00Z" - @"2019-03-01T10:00:00+08:00"', "PT0S"),
    ('@"2019-03-01T02:00:00Z" - @"2019-03-01T10:00:00"', "null"),
    ('@"2019-03-01T02:00:00Z" - @"2019-03-01"', "PT2H"),
    ('@"2019-03-01" - @"2019-03-01T02:00:00Z"', "-PT2H"),
    ('@"23:00:00" + @"PT2H"', "01:00:00"),
    ('@"10:15:00" - @"PT10H16M"', "23:59:00"),
    ('@"10:15:00" - @"08:00:00"', "PT2H15M"),
    ('@"10:15:00Z" - @"08:00:00"', "null"),
    ('@"P1Y" + @"P2M"', "P1Y2M"),
    ('@"P1D" - @"PT1H"', "PT23H"),
    ('@"P1D" + @"P1Y"', "null"),
    ('@"P1D" * 2', "P2D"),
    ('2.5 * @"P1Y"', "P2Y6M"),
    ('@"P1Y" / 5', "P2M"),
    ('@"P1D" / @"PT6H"', "4"),
    ('@"P1Y" / @"P0M"', "null"),
    ('1 / @"P1D"', "null"),
    ('-@"P1D"', "-P1D"),
    ('@"P900000000Y" * 1e30', "null"),
    ('@"999999999-12-31" + @"P1D"', "null"),
    ('@"-0001-12-31" + @"P1D"', "0000-01-01"),
    ('@"2021-03-28T01:30:00@Europe/Paris" + @"PT1H"', "2021-03-28T03:30:00@Europe/Paris"),
    ('@"2021-03-27T01:30:00@Europe/Paris" + @"P1M"', "2021-04-27T01:30:00@Europe/Paris"),
    ('@"2021-01-01T00:00:00@Asia/Shanghai" - @"2021-01-01T00:00:00Z"', "-PT8H"),
]
COMPARISON = [
    ("1 = 1.0", "true"),
    ('1 = "1"', "null"),
    ("1 != 2", "true"),
    ("null = null", "true"),
    ("1 = null", "false"),
    ("1 < null", "null"),
    ('"a" < "b"', "true"),
    ('"较大" = "较大"', "true"),
    ("true < false", "null"),
    ("[1, 2] = [1, 2]", "true"),
    ("[1, 2] = [2, 1]", "false"),
    ("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
    ("{a: 1} = {a: 2}", "false"),
    ("[1] = 1", "null"),
    ("[1..2] = [1..2]", "true"),
    ("[1..2] = (1..2]", "false"),
    ("(> 1) = (> 1)", "true"),
    ('@"10:00:00Z" = @"12:00:00+02:00"', "true"),
    ('@"10:00:00Z" = @"10:00:00"', "false"),
    ('@"10:00:00Z" < @"11:00:00"', "null"),
    ('@"2020-01-01" < @"2020-01-02"', "true"),
    ('@"P1D" = @"PT24H"', "true"),
    ('@"P1Y" > @"P11M"', "true"),
    ('@"P1Y" > @"P1D"', "null"),
    ("5 between 1 and 10", "true"),
    ("null between 1 and 10", "null"),
    ("11 between 1 and null", "null"),
    ("0 between 1 and null", "false"),
    ('@"2020-01-01" between @"2019-01-01" and @"2020-01-01"', "true"),
]
LOGIC = [
    ("true and true", "true"),
    ("true and false", "false"),
    ("true and null", "null"),
    ("false and true", "false"),
    ("false and null", "false"),
    ("null and true", "null"),
    ("null and false", "false"),
    ("null and null", "null"),
    ("true or false", "true"),
    ("true or null", "true"),
    ("false or true", "true"),
    ("false or false", "false"),
    ("false or null", "null"),
    ("null or true", "true"),
    ("null or false", "null"),
    ("null or null", "null"),
    ('true and "x"', "null"),
    ("false or 1", "null"),
    ("true and true and false", "false"),
    ("false or null or true", "true"),
    ("true or false and false", "true"),
    ("null and null and true", "null"),
]


@pytest.mark.parametrize(("expression", "expected"), [*ARITHMETIC, *COMPARISON, *LOGIC])
def test_operator_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(4, True), (3, False), (3.5, True), (True, None), ("4", None), (None, None), (float("nan"), None)],
)
def test_comparison_with_constant_takes_the_host_s_numbers(value: object, expected: bool | None) -> None:
    assert evaluate("casualties > 3", {"casualties": value}) is expected


def test_operator_on_wrong_values_warns_with_its_place() -> None:
    with collect_warnings() as warnings:
        value = evaluate('1 + ("a" - 2)')

    assert value is None
    assert [warning.message_zh for warning in warnings] == [
        "不能计算 string - number",
        "不能计算 number + null",
    ]
    assert [warning.position for warning in warnings] == [5, 0]
