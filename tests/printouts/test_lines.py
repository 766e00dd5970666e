from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printouts.lines import NOT_AT_END, NOT_AT_START, Atom, Line, balanced, breakable, set_lines

TEXT = st.text(alphabet="国家应急救援力量一二三，。、；：！？（）《》“”…—", min_size=1, max_size=200)


def atoms(text: str) -> list[Atom]:
    return [Atom(character, "fang", 1.0) for character in text]


def shown(lines: list[Line]) -> list[str]:
    return ["".join(p.atom.text for p in line.placed) for line in lines]


def width(line: Line) -> float:
    spreading = sum(p.atom.spread for p in line.placed)
    return sum(p.width for p in line.placed) + line.tracking * max(spreading - 1, 0)


@given(TEXT)
def test_lines_lose_and_add_nothing(text):
    assert "".join(shown(set_lines(atoms(text), 10))) == text


@given(TEXT)
def test_lines_fit(text):
    assert all(width(line) <= 10 + 1e-6 for line in set_lines(atoms(text), 10))


@given(TEXT)
def test_lines_break_only_where_they_may_unless_no_place_is_left(text):
    lines = shown(set_lines(atoms(text), 10))

    for before, after in pairwise(lines):
        legal = any(breakable(*pair) for pair in pairwise(atoms(before)))
        if legal:
            assert after[0] not in NOT_AT_START
            assert before[-1] not in NOT_AT_END


@given(TEXT)
def test_full_lines_reach_the_edge(text):
    for line in set_lines(atoms(text), 10)[:-1]:
        if line.tracking > 0:
            assert width(line) == pytest.approx(10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三四五六七八九。十", ["一二三四五六七八九。", "十"]),
        ("一二三四五六七八九。”十", ["一二三四五六七八九。”", "十"]),
        ("一二三四五六七八九十。一", ["一二三四五六七八九", "十。一"]),
        ("一，二，三四五六七八。九十", ["一，二，三四五六七八。", "九十"]),
        ("一二三四五六七八九（十", ["一二三四五六七八九", "（十"]),
        ("一二三四五六七八九——十", ["一二三四五六七八九", "——十"]),
    ],
    ids=["fits", "hangs", "pushed out", "pressed", "opening goes on", "pair stays whole"],
)
def test_marks_are_pushed_in_or_out(text, expected):
    assert shown(set_lines(atoms(text), 10)) == expected


def test_neighbouring_marks_share_one_space():
    line = set_lines(atoms("（一）。“二”"), 20)[0]

    assert sum(p.width for p in line.placed) == pytest.approx(6)


def test_a_word_longer_than_the_line_still_takes_its_place():
    lines = set_lines([Atom("W" * 40, "latin", 20, spread=False), *atoms("一二")], 10)

    assert shown(lines) == ["W" * 40, "一二"]


def test_titles_are_even():
    title = [atoms("关于印发应急救援力量联调联战工作机制建设实施方案的通知")]

    lines = shown(balanced(title, 20))

    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 1


def test_short_titles_stay_on_one_line():
    assert shown(balanced([atoms("关于"), atoms("演练的通知")], 20)) == ["关于演练的通知"]
