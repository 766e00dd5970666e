"""Names are broken as Chinese is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bundle.drawing.lettering import width, wrap


def test_lines_are_of_about_equal_width() -> None:
    assert wrap("汇总信息滚动研判结论", 8, 4) == ["汇总信息滚", "动研判结论"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert wrap("调度编成（七类）", 5, 4) == ["调度编成", "（七类）"]
    assert wrap("拟定方案，报批", 4, 4) == ["拟定方", "案，报批"]


def test_western_words_stay_whole() -> None:
    assert wrap("按 SOS 信号", 3, 4) == ["按", "SOS", "信号"]


@pytest.mark.parametrize("name", ["", " "])
def test_nothing_gives_one_empty_line(name: str) -> None:
    assert wrap(name, 8, 3) == [""]


@given(st.text(max_size=500), st.floats(3, 40), st.integers(1, 9))
def test_lines_are_few_and_narrow(name: str, room: float, most: int) -> None:
    lines = wrap(name, room, most)

    assert 1 <= len(lines) <= most
    assert all(width(line) <= room for line in lines)
