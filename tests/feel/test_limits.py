import pytest

from app.feel import FeelBoundError, Limits, evaluation, parse

SMALL = Limits(steps=1000, items=50, string_length=100)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("for i in 1..1000000000 return i", "items"),
        ("some i in 1..1000000000 satisfies i < 0", "steps"),
        ("count(for i in 1..40, j in 1..40 return 1)", "items"),
        ('{a: "0123456789", b: a + a + a + a + a + a, c: b + b}.c', "string_length"),
        ('string join(for i in 1..20 return "0123456789")', "string_length"),
        ('replace("aaaaaaaaaaa", "a", "0123456789")', "string_length"),
        ("append(for i in 1..50 return i, 51)", "items"),
        ("{f: function(n) f(n), r: f(1)}.r", "steps"),
    ],
)
def test_bound_that_is_hit_is_named(text: str, bound: str) -> None:
    expression = parse(text, limits=SMALL)

    with pytest.raises(FeelBoundError) as refused:
        expression({})

    assert refused.value.bound == bound


def test_recursion_without_end_is_bounded() -> None:
    with pytest.raises(FeelBoundError) as refused:
        parse("{f: function(n) 1 + f(n + 1), r: f(1)}.r")({})

    assert refused.value.bound in {"depth", "steps"}


def test_evaluations_in_one_run_share_its_steps() -> None:
    expression = parse("count(for i in 1..100 return i)")

    with evaluation(Limits(steps=300)):
        expression({})

        with pytest.raises(FeelBoundError):
            expression({})


def test_bound_of_one_evaluation_is_whole_again_for_the_next() -> None:
    expression = parse("count(for i in 1..100 return i)", limits=Limits(steps=1500))

    assert [expression({}) for _ in range(10)] == [100] * 10


def test_bound_leaves_no_run_behind() -> None:
    broken = parse("for i in 1..1000 return i", limits=SMALL)

    with pytest.raises(FeelBoundError):
        broken({})

    assert parse("count([1, 2])")({}) == 2
