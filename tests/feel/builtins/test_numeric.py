import pytest

from tests.feel.shown import shown

CASES = [
    ("decimal(1/3, 2)", "0.33"),
    ("decimal(1.5, 0)", "2"),
    ("decimal(2.5, 0)", "2"),
    ("decimal(125, -1)", "120"),
    ("decimal(1, 6177)", "null"),
    ("decimal(1, -6111)", "0"),
    ("floor(1.5)", "1"),
    ("floor(-1.56, 1)", "-1.6"),
    ("floor(n: 1.56, scale: 1)", "1.5"),
    ("ceiling(1.5)", "2"),
    ("ceiling(-1.56, 1)", "-1.5"),
    ("round up(5.5, 0)", "6"),
    ("round up(-5.5, 0)", "-6"),
    ("round up(1.121, 2)", "1.13"),
    ("round down(5.5, 0)", "5"),
    ("round down(-1.126, 2)", "-1.12"),
    ("round half up(5.5, 0)", "6"),
    ("round half up(-1.126, 2)", "-1.13"),
    ("round half down(5.5, 0)", "5"),
    ("round half down(-5.5, 0)", "-5"),
    ("round half down(1.126, 2)", "1.13"),
    ("abs(-10)", "10"),
    ('abs(@"-PT5H")', "PT5H"),
    ('abs(@"-P5M")', "P5M"),
    ("modulo(10, 4)", "2"),
    ("modulo(-12, 5)", "3"),
    ("modulo(12, -5)", "-3"),
    ("modulo(-12, -5)", "-2"),
    ("modulo(10.1, 4.5)", "1.1"),
    ("modulo(1, 0)", "null"),
    ("modulo(1e40, 3)", "1"),
    ("sqrt(16)", "4"),
    ("sqrt(-1)", "null"),
    ("decimal(log(10), 10)", "2.302585093"),
    ("log(0)", "null"),
    ("decimal(exp(5), 10)", "148.4131591026"),
    ("exp(1e9)", "null"),
    ("odd(5)", "true"),
    ("odd(-5)", "true"),
    ("odd(2.5)", "false"),
    ("even(2)", "true"),
    ("even(2.5)", "false"),
    ("even(1e30)", "true"),
    ('floor("1")', "null"),
    ("floor([1.5])", "1"),
    ("floor()", "null"),
    ("floor(1, 2, 3)", "null"),
    ("floor(x: 1)", "null"),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_numeric_function_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected
