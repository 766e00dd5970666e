"""Large diagrams are checked within the steps that one file may take: loops over joins and choices do not multiply."""

import pytest

from app.engine.lint.check import lint
from tests.engine.lint.drawing import diagram, flow
from tests.engine.lint.large import SHAPES
from tests.engine.lint.pieces import node


@pytest.mark.parametrize("shape", SHAPES)
def test_diagram_of_two_thousand_elements_is_checked(shape: str) -> None:
    data = SHAPES[shape](2_000)

    codes = {finding.code for finding in lint(data)}

    assert "too-many-elements" not in codes


def test_shape_without_fault_has_none() -> None:
    codes = {finding.code for finding in lint(SHAPES["sections"](1_000))}

    assert codes == {"no-limit"}


def _all_with_all(count: int) -> str:
    ids = [f"g{n}" for n in range(count)]
    ways = ((a, ids[(n + step * step + 1) % count]) for n, a in enumerate(ids) for step in range(3))
    return "".join(
        [node("inclusiveGateway", one) for one in ids] + [flow(f"f{n}", *way) for n, way in enumerate(ways)]
    )


def _two_with_each_other(count: int) -> str:
    both = node("exclusiveGateway", "choice") + node("parallelGateway", "join")
    return both + "".join(flow(f"f{n}", "choice", "join") for n in range(count))


@pytest.mark.parametrize("drawn", [_all_with_all(300), _two_with_each_other(4_000)], ids=["all", "two"])
def test_tangle_without_end_is_refused(drawn: str) -> None:
    assert [finding.code for finding in lint(diagram(drawn))] == ["too-many-elements"]
