"""Which names an expression reads: certainly, and perhaps."""

import pytest

from app.feel import parse


@pytest.mark.parametrize(
    ("text", "certainly", "perhaps"),
    [
        ("level = 1 and casualties > 3", {"level", "casualties"}, set()),
        ("count > 3", set(), {"count"}),
        ("count(x) > 3", {"x"}, set()),
        ("xs[kind = k]", {"xs"}, {"kind", "k"}),
    ],
)
def test_an_expression_tells_what_it_reads(text, certainly, perhaps):
    expression = parse(text)

    assert (expression.names, expression.filter_names) == (certainly, perhaps)
