import pytest

from tests.feel.shown import shown

CASES = [
    ('get value({key1: "value1"}, "key1")', '"value1"'),
    ('get value({key1: "value1"}, "unexistent-key")', "null"),
    ('get entries({key1: "value1"})', '[{key: "key1", value: "value1"}]'),
    ('context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}"),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', "null"),
    ('context([{key: "a"}])', "null"),
    ("context([{key: null, value: 1}])", "null"),
    ("context([])", "{}"),
    ('context({key: "a", value: null})', "{a: null}"),
    ('context put({x: 1}, "y", 2)', "{x: 1, y: 2}"),
    ('context put({x: 1}, "x", 2)', "{x: 2}"),
    ('context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', "{x: 1, y: {a: 2}}"),
    ('context put({x: 1}, ["y", "a"], 2)', "null"),
    ("context put({x: 1}, [], 2)", "null"),
    ("context put({x: 1}, null, 2)", "null"),
    ('context put(null, "a", 2)', "null"),
    ("context merge([{x: 1}, {y: 2}])", "{x: 1, y: 2}"),
    ("context merge([{x: 1}, {x: 2}])", "{x: 2}"),
    ("context merge({x: 1})", "{x: 1}"),
    ("context merge([{x: 1}, 2])", "null"),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_context_function_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected
