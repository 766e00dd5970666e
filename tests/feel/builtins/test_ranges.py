import pytest

from tests.feel.shown import shown

TRUE = [
    "before(1, 10)",
    "before(1, (1..10])",
    "before([1..10), 10)",
    "before([1..10), [10..20])",
    "before((< 5), [5..6])",
    "after(10, 5)",
    "after(12, [1..10])",
    "after((11..20], 11)",
    "after([11..20], [1..11))",
    "meets([1..5], [5..10])",
    "met by([5..10], [1..5])",
    "overlaps([1..5], [3..8])",
    "overlaps([1..8], [3..5])",
    "overlaps([1..5], [5..8])",
    "overlaps before([1..5], [3..8])",
    "overlaps before([1..5], (1..5])",
    "overlaps after([3..8], [1..5])",
    "overlaps after((1..5], [1..5))",
    "finishes(10, [1..10])",
    "finishes([5..10], [1..10])",
    "finished by([1..10], 10)",
    "finished by([1..10], (1..10])",
    "includes([1..10], 5)",
    "includes([1..10], [4..6])",
    "includes([1..10], (1..10))",
    "includes((> 1), 5)",
    "during(5, [1..10])",
    "during((1..10), [1..10])",
    "starts(1, [1..10])",
    "starts([1..5], [1..10])",
    "started by([1..10], 1)",
    "started by([1..10], [1..5])",
    "coincides(5, 5)",
    "coincides([1..5], [1..5])",
    'before(@"2020-01-01", [@"2020-02-01"..@"2020-03-01"])',
]
FALSE = [
    "before(10, 1)",
    "before([1..10], 10)",
    "meets([1..5), [5..10])",
    "overlaps([1..5), [5..8])",
    "overlaps([1..2], [3..5])",
    "overlaps before([1..5], [1..5])",
    "finishes(10, [1..10))",
    "includes([1..10), 10)",
    "includes((1..10], [1..10])",
    "during(12, [1..10])",
    "starts(1, (1..10])",
    "coincides([1..5], [1..5))",
]
NULL = ['before(1, "a")', 'coincides(1, "a")', "before(1)", "meets(1, [1..2])", "during(null, [1..2])"]
READ = [
    ('range("[18..21]")', "[18..21]"),
    ('range("]18..21[")', "(18..21)"),
    ('range("(\\"a\\"..\\"c\\"]")', '("a".."c"]'),
    ('range("[date(\\"2020-01-01\\")..@\\"2020-01-02\\"]")', "[2020-01-01..2020-01-02]"),
    ('range("[2..1]")', "null"),
    ('range("[1..\\"b\\"]")', "null"),
    ('range("[x..2]")', "null"),
    ('range(">= 1")', "null"),
    ('range("")', "null"),
]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        *((case, "true") for case in TRUE),
        *((case, "false") for case in FALSE),
        *((case, "null") for case in NULL),
        *READ,
    ],
)
def test_range_function_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected
