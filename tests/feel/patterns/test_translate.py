import pytest

from app.feel.patterns import PatternError, compile_pattern, replacement_parts
from app.feel.patterns.translate import translate

MATCHES = [
    ("a.c", "", "abc", True),
    ("a.c", "", "a\nc", False),
    ("a.c", "s", "a\nc", True),
    ("^b$", "", "a\nb", False),
    ("^b$", "m", "a\nb", True),
    ("KAUM", "i", "kaum", True),
    ("hello world", "x", "helloworld", True),
    ("hello[ ]world", "x", "helloworld", False),
    (r"hello\ sworld", "x", "hello world", True),
    ("a.b", "q", "a.b", True),
    ("a.b", "q", "axb", False),
    ("A.B", "qi", "a.b", True),
    (r"^\d+$", "", "٣", True),
    (r"^\w+$", "", "突发事件1", True),
    (r"^\w+$", "", "a b", False),
    (r"^[\w-]+$", "", "a-b", True),
    (r"^\i\c*$", "", "a-1", True),
    (r"^\i\c*$", "", "1a", False),
    (r"^\s$", "", "\u00a0", False),
    (r"^\p{Lu}\P{Lu}$", "", "Ab", True),
    (r"^\p{IsCJKUnifiedIdeographs}+$", "", "山洪", True),
    (r"^\p{Lu}$", "i", "a", False),
    (r"^\P{IsBasicLatin}$", "", "a", False),
    ("^[a-z-[aeiou]]+$", "", "xyz", True),
    ("^[a-z-[aeiou]]+$", "", "xaz", False),
    (r"^[\w-[\d_]]+$", "", "ab", True),
    (r"^[\w-[\d_]]+$", "", "a1", False),
    (r"^[^a-c-[x]]+$", "", "dy", True),
    (r"^[^a-c-[x]]+$", "", "dx", False),
    ("^[a-z-[c-f-[d]]]+$", "", "bd", True),
    ("^[a-z-[c-f-[d]]]+$", "", "be", False),
    (r"[\]\-\\^]", "", "^", True),
    ("^[-a]$", "", "-", True),
    ("^[a-]$", "", "-", True),
    ("^(?:ab){2,3}$", "", "ababab", True),
    ("a{2}?", "", "aa", True),
    ("", "", "anything", True),
    ("[a-[a]]", "", "a", False),
]


@pytest.mark.parametrize(("pattern", "flags", "text", "expected"), MATCHES)
def test_pattern_of_xpath_matches(pattern: str, flags: str, text: str, expected: bool) -> None:
    assert compile_pattern(pattern, flags).search(text) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        "[",
        "a]",
        "a}",
        "a{",
        "a{x}",
        "a{2,1}",
        "(",
        "*a",
        "a**",
        "[b-a]",
        "[[:alpha:]]",
        r"\p{Nope}",
        r"\p{L",
        "\\",
        r"\q",
        "[]",
        "a{2000}",
        "a" * 1001,
    ],
)
def test_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        compile_pattern(pattern, "")

    assert not refused.value.unsupported


@pytest.mark.parametrize("pattern", [r"(a)\1", "(?=a)", "(?!a)", "(?<=a)", "(?P<n>a)", r"\ba", r"a\z"])
def test_pattern_beyond_linear_time_is_unsupported(pattern: str) -> None:
    with pytest.raises(PatternError) as refused:
        translate(pattern, "")

    assert refused.value.unsupported


@pytest.mark.parametrize("flags", ["g", "sS", " "])
def test_unknown_flag_is_refused(flags: str) -> None:
    with pytest.raises(PatternError):
        translate("a", flags)


@pytest.mark.parametrize(
    ("replacement", "groups", "expected"),
    [
        ("a$1b", 1, ["a", 1, "", "b"]),
        ("$12", 1, [1, "2"]),
        ("$5", 1, [""]),
        (r"\$\\", 0, ["$", "\\"]),
        ("$", 1, None),
        (r"\x", 1, None),
        ("$a", 1, None),
    ],
)
def test_replacement_is_read_as_texts_and_groups(
    replacement: str, groups: int, expected: list[str | int] | None
) -> None:
    assert replacement_parts(replacement, groups, literal=False) == expected


def test_lone_surrogate_neither_matches_nor_fails() -> None:
    assert compile_pattern("^a$", "").search("\ud800") is False
