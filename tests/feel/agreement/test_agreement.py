"""The browser shows and hides by feelin, the server decides by app.feel: both must say the same."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from app.feel import collect_warnings, parse, parse_unary_tests
from tests.feel.agreement.feelin import Feelin, installed, running
from tests.feel.agreement.inputs import contexts
from tests.feel.agreement.shipped import Shipped, shipped

pytestmark = pytest.mark.skipif(not installed(), reason="Node and feelin come with the front end's build")

_SHIPPED = shipped()
_FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


@pytest.fixture(scope="module")
def feelin() -> Iterator[Feelin]:
    with running() as found:
        yield found


def test_packages_hold_expressions() -> None:
    assert len(_SHIPPED) > 50


@pytest.mark.parametrize("expression", _SHIPPED, ids=lambda expression: expression.text[:60])
def test_browser_and_server_agree(expression: Shipped, feelin: Feelin) -> None:
    own = (parse_unary_tests if expression.tests else parse)(expression.text)

    @_FEW
    @given(contexts(expression))
    def agree(context: dict[str, Any]) -> None:
        with collect_warnings() as warnings:
            answer = own(context)
        if any("argument" in warning.message_en for warning in warnings):
            return  # null by the standard, guessed at by feelin
        other = feelin.evaluate(expression.text, context, tests=expression.tests)

        assert _plain(answer) == _plain(other) or _both_unmet(answer, other)

    agree()


def _both_unmet(answer: Any, other: Any) -> bool:
    """A condition that is null is not met, as one that is false: engine, tables and forms ask for true alone."""
    return all(value is None or value is False for value in (answer, other))


def _plain(value: Any) -> Any:
    """Numbers within a double's digits, so that decimals and doubles compare."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(f"{value:.12g}")
    return value
