from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.feel import unary_test
from app.feel.dmn.column import compile_column
from app.feel.dmn.model import Cell
from app.feel.dmn.problems import Findings, Place
from app.feel.dmn.texts import Names, Texts
from app.feel.dmn.trace import Case, Scope
from app.feel.values.host import from_host

_CONSTANT = ('"a"', '"a", "b"', "1", "1, 2", "> 1", "[1..3)", "(2..4]", "true", "false", "-")
_EVALUATED = (
    'not("a")',
    "< 2, 3",
    "null",
    "? > limit",
    "limit",
    '"a", limit',
    "not(> 1)",
    "? in [1, 2]",
    '[1, "a"]',
)
_CELLS = st.sampled_from(_CONSTANT + _EVALUATED)
_VALUES = (
    st.sampled_from(["a", "b", "c", True, False, None, [], [1], ["a", "b"], {"a": 1}])
    | st.integers(0, 4)
    | st.decimals(0, 4, places=1)
)
_NAMES: dict[str, Any] = {"limit": 2}


@given(st.lists(_CELLS, max_size=12), _VALUES)
def test_column_meets_the_rules_whose_cell_the_language_says_is_true(cells: list[str], value: Any) -> None:
    texts = Texts({}, Findings())
    column = compile_column([Cell(Place(), cell) for cell in cells], texts, Names(frozenset()))
    scope = Scope({name: from_host(item) for name, item in _NAMES.items()}, Case({}))

    met, untried = column.met(from_host(value), scope, -1)

    assert untried == 0
    assert [bool(met >> rule & 1) for rule in range(len(cells))] == [
        unary_test(cell, value, _NAMES) is True for cell in cells
    ]


def test_cells_of_rules_that_have_failed_are_not_tried() -> None:
    texts = Texts({}, Findings())
    cells = [Cell(Place(), text) for text in ("? > limit", "1", "? < limit")]
    column = compile_column(cells, texts, Names(frozenset()))
    scope = Scope({"limit": from_host(0)}, Case({}))

    met, untried = column.met(from_host(1), scope, 0b110)

    assert (met, untried) == (0b010, 0b001)
