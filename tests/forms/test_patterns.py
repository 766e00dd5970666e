import json
import subprocess
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.patterns import Pattern, PatternUnsupported
from tests.node import node

TEXTS = [
    "",
    "a",
    "A1",
    "13800138000",
    "a b",
    "a\u3000b",
    "a\nb",
    "鲁K·12345",
    "2026-11-22",
    "[x]",
    "a-b_c",
    "^",
    "\x08",
]
PATTERNS = [
    "a", "^a$", r"^1[3-9]\d{9}$", r"\s", r"^\S+$", r"[\s,]", ".", "^.$", "a.b", "[^]", "[]", r"[\]x]", "[[]", "[^a]",
    r"[\u4e00-\u9fff]", r"\u9c81K", r"^\d{4}-\d{2}-\d{2}$", "(?:ab|a b)", r"(?<year>\d{4})", "x|y|", r"\bK", r"[\b]",
    r"[\w-]+", r"\/|\-", "a{1,2}", "", "^$", "[]a]", r"^[^\d\s]*$", "a*?b",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pattern_finds_what_the_browser_finds(pattern):
    found = node()
    assert found, "Node is part of the tool chain (make run installs it)"
    script = "const [p, t] = JSON.parse(process.argv[1]); console.log(JSON.stringify(t.map(x => RegExp(p).test(x))))"

    expected = json.loads(subprocess.check_output([found, "-e", script, json.dumps([pattern, TEXTS])]))

    assert [Pattern(pattern).found_in(text) for text in TEXTS] == expected


@pytest.mark.parametrize(
    "pattern",
    [r"(a)\1", "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", r"\p{L}", "(?i:a)", "[a", "(", "a{2000}", r"[\S]", r"\cJ",
     "*", "x" * 2_001, "\ud800", "\\"],
)  # fmt: skip
def test_pattern_that_cannot_be_kept_exactly_is_refused(pattern):
    with pytest.raises(PatternUnsupported) as refused:
        Pattern(pattern)

    assert "模式" in refused.value.message or "方括号" in refused.value.message


def test_nested_repetition_ends_at_once():
    assert not Pattern("^(a+)+$").found_in("a" * 50_000 + "b")


@settings(deadline=None)
@given(st.text(alphabet="ab01[](){}^$.*+?|\\-,sdwSu:=<!", max_size=12))
def test_any_text_compiles_or_is_refused(pattern):
    with suppress(PatternUnsupported):
        Pattern(pattern).found_in("ab01")
