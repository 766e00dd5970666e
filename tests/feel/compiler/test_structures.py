import pytest

from tests.feel.shown import shown

CASES = [
    ("if 1 < 2 then 1 else 2", "1"),
    ("if null then 1 else 2", "2"),
    ('if "x" then 1 else 2', "2"),
    ("if true then if false then 1 else 2 else 3", "2"),
    ("for i in [1, 2, 3] return i * i", "[1, 4, 9]"),
    ("for i in [1, 2], j in [10, 20] return i + j", "[11, 21, 12, 22]"),
    ("for x in [[1, 2], [3]], y in x return y", "[1, 2, 3]"),
    ("for i in 2..4 return i", "[2, 3, 4]"),
    ("for i in 4..2 return i", "[4, 3, 2]"),
    ("for i in [2..4) return i", "[2, 3]"),
    ("for i in [4..2] return i", "null"),
    ("for i in 1.5..3 return i", "null"),
    ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
    ("for i in 1..3 return count(partial)", "[0, 1, 2]"),
    ("for i in 1..3 return partial", "[[], [[]], [[], [[]]]]"),
    ('for d in @"2020-02-28"..@"2020-03-01" return d.day', "[28, 29, 1]"),
    ("for i in null return i", "null"),
    ("for i in 5 return i", "[5]"),
    ("for i in [] return i", "[]"),
    ("some x in [1, 2] satisfies x > 1", "true"),
    ("some x in [] satisfies true", "false"),
    ("some x in [1, null] satisfies x > 1", "null"),
    ("some x in null satisfies true", "null"),
    ("some x in [1, 2], y in [2, 3] satisfies x > y", "false"),
    ("every x in [1, 2] satisfies x > 0", "true"),
    ("every x in [] satisfies false", "true"),
    ("every x in [1, null] satisfies x > 0", "null"),
    ("every x in [0, null] satisfies x > 0", "false"),
    ("some i in 1..3 satisfies i = 3", "true"),
    ("(function(x) x * 2)(4)", "8"),
    ("(function(x, y) x - y)(y: 1, x: 5)", "4"),
    ("(function(x) x)(1, 2)", "null"),
    ("(function(x: number) x)([1])", "1"),
    ('(function(x: number) x)("a")', "null"),
    ("(function(x: list<number>) count(x))(1)", "1"),
    ("{add: function(a) function(b) a + b, five: add(2)(3)}.five", "5"),
    ("{fact: function(n) if n < 2 then 1 else n * fact(n - 1), r: fact(20)}.r", "2432902008176640000"),
    ("{a: 1, b: a + 1}", "{a: 1, b: 2}"),
    ("{a: 1, a: 2}", "null"),
    ('{"a b": 1, c: a b + 1}.c', "2"),
    ("{总 人数: 3, 是否: 总 人数 > 2}.是否", "true"),
    ("[1, [2, null], {}]", "[1, [2, null], {}]"),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_structure_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


INSTANCES = [
    ("1 instance of number", "true"),
    ("null instance of number", "false"),
    ("null instance of Any", "false"),
    ('"a" instance of string', "true"),
    ("[1] instance of list<number>", "true"),
    ('[1, "a"] instance of list<number>', "false"),
    ("[] instance of list<number>", "true"),
    ("{a: 1, b: 2} instance of context<a: number>", "true"),
    ("{b: 2} instance of context<a: number>", "false"),
    ("[1..2] instance of range<number>", "true"),
    ('@"2020-01-01" instance of date', "true"),
    ('@"2020-01-01" instance of date and time', "false"),
    ('@"P1D" instance of days and time duration', "true"),
    ('@"P1Y" instance of years and months duration', "true"),
    ("(function(a: number) a) instance of function<number> -> Any", "true"),
    ("(function(a: number) a) instance of function<string> -> Any", "false"),
    ("(function(a) a) instance of function<> -> Any", "false"),
    ("1 + 1 instance of number", "null"),
]


@pytest.mark.parametrize(("expression", "expected"), INSTANCES)
def test_instance_of_follows_the_lattice_of_types(expression: str, expected: str) -> None:
    assert shown(expression) == expected


def test_external_function_is_null() -> None:
    assert (
        shown('(function(x) external {java: {class: "java.lang.Math", method signature: "cos(double)"}})(0)')
        == "null"
    )
