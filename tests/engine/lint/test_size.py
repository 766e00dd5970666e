"""Large diagrams are checked in time: loops over joins, choices and scopes must not multiply."""

import time

import pytest

from app.engine.lint.check import lint
from tests.engine.lint.large import SHAPES


@pytest.mark.parametrize("shape", SHAPES)
def test_diagram_of_two_thousand_elements_is_checked_within_two_seconds(shape: str) -> None:
    data = SHAPES[shape](2_000)

    begin = time.process_time()
    codes = {finding.code for finding in lint(data)}

    assert time.process_time() - begin < 2
    assert "too-many-elements" not in codes


def test_shape_without_fault_has_none() -> None:
    codes = {finding.code for finding in lint(SHAPES["sections"](1_000))}

    assert codes == {"no-limit"}
