import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.forms.texts import quoted, storable, trimmed_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        (" 一二 ", 2),
        ("\u3000一\ufeff", 1),
        ("\x1c一", 2),
        ("𠮷", 2),
        ("e\u0301", 2),
        ("\u2028\xa0", 0),
    ],
)
def test_length_is_counted_as_in_the_browser(text, length):
    assert trimmed_length(text) == length


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("石岛", "“石岛”"),
        ("a\nb\x00c", "“a b c”"),
        ("x" * 50, f"“{'x' * 40}…”"),
        (None, "“空”"),
        (True, "“是”"),
        (1.5, "“1.5”"),
        ([1, 2], "“2 项的列表”"),
        ({"a": 1}, "“一组值”"),
    ],
)
def test_any_value_can_be_quoted(value, shown):
    assert quoted(value) == shown


@settings(deadline=None)
@given(st.text() | st.text(alphabet=["\ud800", "\udfff", "\0", "a"]))
def test_quoted_text_can_always_be_sent(text):
    assert quoted(text).encode()


@pytest.mark.parametrize(("text", "fits"), [("石岛", True), ("a\0", False), ("\ud83d", False), ("🚒", True)])
def test_storable_text(text, fits):
    assert storable(text) is fits
