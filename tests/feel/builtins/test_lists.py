import pytest

from tests.feel.shown import shown

CASES = [
    ("list contains([1, 2, 3], 2)", "true"),
    ("list contains([1, null], null)", "true"),
    ("list contains(null, 1)", "null"),
    ("count([1, 2, 3])", "3"),
    ("count([])", "0"),
    ("count(1)", "1"),
    ("min([1, 2, 3])", "1"),
    ("min(1, 2, 3)", "1"),
    ('min("b", "a")', '"a"'),
    ("min([])", "null"),
    ('min(1, "a")', "null"),
    ("min([1, null])", "null"),
    ("max([1, 2, 3])", "3"),
    ('max(@"2020-01-01", @"2021-01-01")', "2021-01-01"),
    ("all([true, null, false])", "false"),
    ("all([true, null])", "null"),
    ("all([])", "true"),
    ("all(true, true)", "true"),
    ("all(1)", "null"),
    ("all(null)", "null"),
    ("any([false, null, true])", "true"),
    ("any(false, null)", "null"),
    ("any([])", "false"),
    ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
    ("sublist([4, 5, 6], -1)", "[6]"),
    ("sublist([4, 5, 6], 3, 2)", "null"),
    ("sublist([4, 5, 6], 0)", "null"),
    ("append([1], 2, 3)", "[1, 2, 3]"),
    ("append([1], null)", "[1, null]"),
    ("append(1, [2])", "[1, [2]]"),
    ("concatenate([1, 2], [3])", "[1, 2, 3]"),
    ("concatenate([1], null)", "null"),
    ("insert before([1, 3], 1, 2)", "[2, 1, 3]"),
    ("insert before([1, 3], -1, 2)", "[1, 2, 3]"),
    ("insert before([1, 3], 3, 2)", "null"),
    ("remove([1, 2, 3], 2)", "[1, 3]"),
    ("remove([1, 2, 3], -1)", "[1, 2]"),
    ("remove([1], 2)", "null"),
    ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
    ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
    ("list replace([2], function(item) true, 5)", "null"),
    ("list replace([2], function(item, newItem) 1, 5)", "null"),
    ("reverse([1, 2, 3])", "[3, 2, 1]"),
    ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
    ("index of([1, null], null)", "[2]"),
    ('index of([1], "1")', "[]"),
    ("union([1, 2], [2, 3])", "[1, 2, 3]"),
    ("distinct values([1, 2, 3, 2, 1.0, true, null, null])", "[1, 2, 3, true, null]"),
    ("distinct values([[1], [1], {a: 1}, {a: 1}])", "[[1], {a: 1}]"),
    ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
    ("sort([3, 1, 4, 5, 2], function(x, y) x < y)", "[1, 2, 3, 4, 5]"),
    ("sort(list: [1, 2], precedes: function(x, y) x > y)", "[2, 1]"),
    ("sort([{k: 1, n: 1}, {k: 0, n: 2}, {k: 1, n: 3}], function(x, y) x.k < y.k).n", "[2, 1, 3]"),
    ("sort([1], function(x) true)", "null"),
    ("sum([1, 2, 3])", "6"),
    ("sum(1, 2, 3)", "6"),
    ("sum([])", "null"),
    ("sum([1, null])", "null"),
    ('sum([@"PT1H", @"PT30M"])', "PT1H30M"),
    ('sum([@"P1Y", @"P6M"])', "P1Y6M"),
    ('sum([@"P1Y", @"PT1H"])', "null"),
    ("mean([1, 2, 3])", "2"),
    ("mean([])", "null"),
    ("product([2, 3, 4])", "24"),
    ("product(2, 3, 4)", "24"),
    ("median(8, 2, 5, 3, 4)", "4"),
    ("median([6, 1, 2, 3])", "2.5"),
    ("median([])", "null"),
    ("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"),
    ("stddev([47])", "null"),
    ("mode(6, 3, 9, 6, 6)", "[6]"),
    ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
    ("mode([])", "[]"),
    ('mode([1, "a"])', "null"),
]


@pytest.mark.parametrize(("expression", "expected"), CASES)
def test_list_function_gives_value_of_the_standard(expression: str, expected: str) -> None:
    assert shown(expression) == expected


def test_function_of_lists_leaves_its_argument_unchanged() -> None:
    context = {"forces": [2, 1]}

    shown("append(reverse(forces), 3)", context)

    assert context == {"forces": [2, 1]}
