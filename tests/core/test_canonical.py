"""Canonical JSON by RFC 8785: one text for one value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.canonical import canonical, fingerprint


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7},
            '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}',
        ),
        (
            [1.0, -0.0, 1e21, 1e-7, 0.000001, 333333333.33333329],
            "[1,0,1e+21,1e-7,0.000001,333333333.3333333]",
        ),
        (Decimal("0.10"), "0.1"),
        ({"空": None, "是": True}, '{"是":true,"空":null}'),
        ('a"\\\n\x1f/中', '"a\\"\\\\\\n\\u001f/中"'),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_canonical_follows_the_standard(value, expected):
    assert canonical(value) == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(json_values)
def test_canonical_does_not_depend_on_the_order_of_keys(value):
    turned = dict(reversed(value.items())) if isinstance(value, dict) else value

    assert fingerprint(value) == fingerprint(turned)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_canonical_refuses_what_json_cannot_say(value):
    with pytest.raises((TypeError, ValueError)):
        canonical(value)
