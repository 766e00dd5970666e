import pytest

from app.feel import FeelSyntaxError
from app.feel.syntax.lexer import tokens, unescape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a+1.5", ["a", "+", "1.5"]),
        ("1..2", ["1", "..", "2"]),
        (".5e-3", [".5e-3"]),
        ("伤亡人数 >= 3", ["伤亡人数", ">=", "3"]),
        ("a // to the end\n b /* and\n this */ c", ["a", "b", "c"]),
        ("a\u3000b\u00a0c\ufeff", ["a", "b", "c"]),
        ('"a\\"b" + "c"', ['"a\\"b"', "+", '"c"']),
        ("🐎? _x1", ["🐎?", "_x1"]),
        ("", []),
    ],
)
def test_text_is_cut_into_tokens(text: str, expected: list[str]) -> None:
    found = tokens(text)

    assert [token.text for token in found[:-1]] == expected
    assert found[-1].kind == "end"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"a\"b\\c\n\t\r"', 'a"b\\c\n\t\r'),
        (r'"\u5c71\u6D2A"', "山洪"),
        (r'"\ud83d\udc0e"', "🐎"),
        (r'"\U01F40E"', "🐎"),
        (r'"\ud83d"', "\ufffd"),
        (r'"\w\."', r"\w\."),
        (r'"\\u0009"', r"\u0009"),
    ],
)
def test_escapes_are_read(text: str, expected: str) -> None:
    assert unescape(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a #", 1, 3), ("a +\n  ;", 2, 3), ('1 + "abc', 1, 5), ("1 /* abc", 1, 9), ("`", 1, 1)],
)
def test_character_of_no_token_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        tokens(text)

    assert (refused.value.line, refused.value.column) == (line, column)
