"""For all texts and contexts: what may happen, and nothing else."""

from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.feel import FeelBoundError, FeelSyntaxError, Limits, evaluate, parse, parse_unary_tests
from app.feel.builtins import BUILTINS
from app.feel.values import compare, equal, from_host, kind
from app.feel.values.text import text_of

_QUICK = settings(max_examples=200, deadline=None)
_LIMITS = Limits(steps=5_000, items=1_000, string_length=5_000)

_NUMBERS = st.one_of(st.integers(-(10**40), 10**40), st.decimals(allow_nan=True), st.floats())
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    _NUMBERS,
    st.text(max_size=8),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.timedeltas(),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abx ", max_size=3), inner, max_size=3)
    ),
)
_CONTEXTS = st.dictionaries(st.sampled_from(["a", "b", "x", "a b", "人数"]), _VALUES, max_size=4)

_TOKENS = """a b x 人数 item partial ? 1 0.5 1e9 "a" "\\\\w+" @"2020-02-29" @"P1D" @"10:00:00@Asia/Shanghai" true false
null + - * / ** = != < <= > >= ( ) [ ] { } , . .. : and or not between in if then else for some every return satisfies
instance of number list < > function external date time"""
_WORDS = st.sampled_from([*_TOKENS.split(), *sorted(BUILTINS)])
_ATOMS = st.sampled_from(
    [
        *("1", "-2.5", '"ab"', "null", "true", "a", "b", "人数", "[1..3]", "(> 2)", "function(x, y) x < y"),
        *('@"2020-02-29"', '@"2020-01-01T00:00:00@Europe/Paris"', '@"P1D"', '@"P2Y"', '@"10:00:00Z"'),
    ]
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in"])
    functions = st.sampled_from(sorted(BUILTINS))
    arguments = st.lists(inner, max_size=4).map(", ".join)
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        st.tuples(functions, arguments).map(lambda t: f"{t[0]}({t[1]})"),
        arguments.map(lambda items: f"[{items}]"),
        inner.map(lambda value: f"{{a: {value}, b: a}}"),
        st.tuples(inner, inner).map(lambda t: f"({t[0]})[{t[1]}]"),
        st.tuples(inner, inner).map(lambda t: f"for x in {t[0]} return {t[1]}"),
        st.tuples(inner, inner).map(lambda t: f"some x in {t[0]} satisfies {t[1]}"),
        st.tuples(inner, inner, inner).map(lambda t: f"if {t[0]} then {t[1]} else {t[2]}"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]}) between ({t[1]}) and ({t[2]})"),
        st.tuples(inner, st.sampled_from(["a", "year", "days", "start", "time offset"])).map(
            lambda t: f"({t[0]}).{t[1]}"
        ),
    )


_EXPRESSIONS = st.recursive(_ATOMS, _compound, max_leaves=12)


@_QUICK
@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=20).map(" ".join)))
def test_any_text_parses_or_is_refused(text: str) -> None:
    for read in (parse, parse_unary_tests):
        refused = _refusal(text, read)

        assert refused is None or (refused.line >= 1 and refused.column >= 1)


def _refusal(text: str, read: Any = parse) -> FeelSyntaxError | None:
    try:
        read(text, names=["a b"])
    except FeelSyntaxError as error:
        return error
    return None


@_QUICK
@given(st.lists(_WORDS, max_size=12).map(" ".join), _CONTEXTS)
def test_any_words_are_evaluated_or_refused(text: str, context: dict[str, Any]) -> None:
    assume(_refusal(text) is None)

    assert _outcome(text, context) in _OUTCOMES


@_QUICK
@given(_EXPRESSIONS, _CONTEXTS)
def test_any_expression_is_evaluated_or_hits_a_bound(text: str, context: dict[str, Any]) -> None:
    refused = _refusal(text)

    assert refused is None or "regular expression" in refused.expected
    assert refused is not None or _outcome(text, context) in _OUTCOMES


_OUTCOMES = {"steps", "items", "string_length", "depth", "a value"}


def _outcome(text: str, context: dict[str, Any]) -> str:
    """The bound that was hit, or that it was a value of FEEL."""
    try:
        value = parse(text, names=["a b"], limits=_LIMITS)(context)
    except FeelBoundError as error:
        return error.bound
    return "a value" if kind(value) != "unknown" else repr(value)


@_QUICK
@given(_VALUES, _VALUES)
def test_equality_and_order_are_consistent(left: Any, right: Any) -> None:
    first, second = from_host(left), from_host(right)

    assert equal(first, first) is True
    assert equal(first, second) is equal(second, first)
    assert compare(first, second) == (
        None if compare(second, first) is None else -(compare(second, first) or 0)
    )


@_QUICK
@given(_SCALARS.map(from_host))
def test_text_of_a_value_reads_as_that_value(value: Any) -> None:
    written = (text_of([value]) or "")[1:-1]
    text = written if value is None or isinstance(value, bool | str | Decimal) else f'@"{written}"'

    back = evaluate(text)

    if isinstance(value, str):
        assert back == value or "\\" in value
    else:
        assert equal(back, value) is True
