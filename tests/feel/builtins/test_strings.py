import pytest

from app.feel import FeelSyntaxError, evaluate
from tests.feel.shown import shown

CASES = [
    ('substring("foobar", 3)', '"obar"'),
    ('substring("foobar", 3, 3)', '"oba"'),
    ('substring("foobar", -2, 1)', '"a"'),
    ('substring("突发🔥事件", 3, 1)', '"🔥"'),
    ('substring("foobar", 0)', "null"),
    ('substring("foobar", 7)', "null"),
    ('substring("foobar", 1, 0)', "null"),
    ('substring(string: "foobar", start position: 5)', '"ar"'),
    ('string length("突发🔥")', "3"),
    ("string length(null)", "null"),
    ('upper case("aBc4")', '"ABC4"'),
    ('lower case("aBc4")', '"abc4"'),
    ('substring before("foobar", "bar")', '"foo"'),
    ('substring before("foobar", "xyz")', '""'),
    ('substring before("foobar", "")', '""'),
    ('substring after("foobar", "ob")', '"ar"'),
    ('substring after("foobar", "xyz")', '""'),
    ('substring after("", "a")', '""'),
    ('substring after("foobar", "")', '"foobar"'),
    ('contains("foobar", "of")', "false"),
    ('contains("foobar", "ob")', "true"),
    ('starts with("foobar", "fo")', "true"),
    ('ends with("foobar", "r")', "true"),
    ('split("John Doe", "\\\\s")', '["John", "Doe"]'),
    ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
    ('split("abc", "")', '["abc"]'),
    ('string join(["a", "b", "c"], "_and_")', '"a_and_b_and_c"'),
    ('string join(["a", null, "c"], ",")', '"a,c"'),
    ('string join(["a", "b"], null)', '"ab"'),
    ('string join([], "x")', '""'),
    ('string join(["a", 1], "x")', "null"),
    ('string join("a", "x")', '"a"'),
    ('matches("foobar", "^fo*b")', "true"),
    ('matches("foobar", "^Fo*bar$")', "false"),
    ('matches("foobar", "^Fo*bar$", "i")', "true"),
    ('matches("a", "[")', "null"),
    ('matches("a", "a", "y")', "null"),
    ('matches("a", "a", null)', "true"),
    ('matches(input: "a", pattern: "b|a")', "true"),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
    ('replace("abracadabra", "a.*?a", "*")', '"*c*bra"'),
    ('replace("0123456789", "(\\\\d{3})(\\\\d{3})(\\\\d{4})", "($1) $2-$3")', '"(012) 345-6789"'),
    ('replace("a1b2", "[0-9]", "\\\\$")', '"a$b$"'),
    ('replace("abc", "b", "$")', "null"),
    ('replace("abc", "b", "[$0$12]")', '"a[b2]c"'),
    ('replace("abc", "x*", "-")', "null"),
    ('replace("a.c", ".", "-", "q")', '"a-c"'),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_string_function_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


@pytest.mark.parametrize("pattern", ["(a)\\\\1", "(?=a)", "(?<!a)b", "a\\\\b"])
def test_pattern_beyond_linear_time_is_refused_where_it_is_written(pattern: str) -> None:
    with pytest.raises(FeelSyntaxError, match="正则表达式不支持") as refused:
        evaluate(f'true and matches("aa", "{pattern}")')

    assert refused.value.column == 10


def test_pattern_beyond_linear_time_is_null_at_run_time() -> None:
    assert evaluate('matches("aa", pattern)', {"pattern": r"(a)\1"}) is None
