import pytest

from app.feel import FeelSyntaxError, FeelTextBoundError, Limits, parse, parse_unary_tests
from tests.feel.shown import shown

PRECEDENCE = [
    ("1 + 2 = 3 and 2 * 3 = 6", "true"),
    ("1 < 2 or 1 / 0 > 1", "true"),
    ("not(1 = 2) and true", "true"),
    ("-[1, 2][1]", "-1"),
    ("1 + 1 in [2..3]", "true"),
    ("if true then 1 else 2 + 3", "1"),
    ("[1, 2, 3][item > 1][1]", "2"),
    ("for i in [1, 2] return i + 1", "[2, 3]"),
    ("(for i in [1, 2] return i)[1]", "1"),
    ("{a: [1, 2]}.a[2]", "2"),
    ("5 between 1 and 10 and true", "true"),
    ("[if true then 1 else 2, 3]", "[1, 3]"),
    ("[1..[5, 6][2]]", "[1..6]"),
    ("count([(1..2), [3..4[])", "2"),
    ("function(x) x instance of number", "function"),
    ('day of year(@"2020-01-01") + 1', "2"),
]


@pytest.mark.parametrize(("expression", "expected"), PRECEDENCE)
def test_operators_bind_as_the_grammar_says(expression: str, expected: str) -> None:
    assert shown(expression) == expected


BROKEN = [
    ("", 1, 1, "expression"),
    ("1 +", 1, 4, "expression"),
    ("(1 + 2", 1, 7, ")"),
    ("[1, 2", 1, 6, ","),
    ("a b c 1", 1, 7, "end of text"),
    ("if a then b", 1, 12, "else"),
    ("for 1 in a return b", 1, 5, "name"),
    ("x instance of strnig", 1, 15, "type"),
    ("{a 1}", 1, 2, "name"),
    ("f(a: 1, 2)", 1, 9, "name"),
    ("a =\n= b", 2, 1, "expression"),
    ("]1, 2]", 1, 3, ".."),
    ("@5", 1, 2, "string"),
    ("some x in y", 1, 12, "satisfies"),
    ("a.1", 1, 2, "end of text"),
    ("1 then", 1, 3, "end of text"),
    ("${a}", 1, 1, "expression"),
    ("a == b", 1, 4, "expression"),
]


@pytest.mark.parametrize(("text", "line", "column", "expected"), BROKEN)
def test_error_says_place_and_what_was_expected(text: str, line: int, column: int, expected: str) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        parse(text)

    assert (refused.value.line, refused.value.column, refused.value.expected) == (line, column, expected)


def test_error_speaks_both_languages() -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        parse("人数 >\n  ")

    assert refused.value.message == "表达式第 2 行第 3 列有误：此处应为表达式，却是“结束”。"
    assert refused.value.message_en == "line 2, column 3: expected expression, found “end of text”"


def test_braces_in_the_text_do_not_disturb_the_message() -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        parse("1 {a}")

    assert "“{”" in refused.value.message


@pytest.mark.parametrize("text", ["", ">", "not(", "1,", "not(1) 2", "- 1 -"])
def test_broken_unary_tests_are_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse_unary_tests(text)


def test_text_beyond_its_bounds_is_refused_by_name() -> None:
    with pytest.raises(FeelTextBoundError) as long:
        parse("1 + 1", limits=Limits(text_length=4))
    with pytest.raises(FeelTextBoundError) as deep:
        parse("(((1)))", limits=Limits(depth=2))

    assert (long.value.bound, deep.value.bound) == ("text_length", "depth")
    assert long.value.message == "表达式超出了允许的范围：表达式长度（字符）不得超过 4。"
    assert deep.value.message_en == "the expression goes beyond its bound: depth is limited to 2"


def test_longest_name_of_the_scope_wins() -> None:
    context = {"a": 1, "a b": 2, "a b c": 3, "a+b": 4, "b": 10}

    assert shown("[a, a b, a  b\n c, a+b, a + b]", context) == "[1, 2, 3, 4, 11]"


def test_keyword_inside_a_known_name_is_part_of_it() -> None:
    assert parse("for d in days in weekend return d", names=["days in weekend"]).names == {"days in weekend"}


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\u2003", "\u3000"])
def test_any_white_space_separates(space: str) -> None:
    assert shown(f"1{space}+{space}2") == "3"
