"""Diagrams on paper carry the numbers of the list, and parts that can be read."""

import re

from app.bundle.comparison.model import Act
from app.bundle.comparison.pictures import HIGHEST, WIDTH, Side, Sign, plates
from tests.bundle.comparison.packages import DISPATCH, pingyin

DATA = pingyin().resources[DISPATCH].data
SMALL = pingyin().diagrams["common-pass"]
SIGNS = {"notify": Sign(Act.CHANGED, 1), "county_hq": Sign(Act.REMOVED, 2), "summary": Sign(Act.MOVED, 3)}


def numbers(svg: str) -> list[str]:
    return re.findall(r">(\d+)</text></svg>|font-weight=\"bold\">(\d+)</text>", svg)


def test_whole_diagrams_come_first_and_carry_all_numbers() -> None:
    rows = plates((Side("旧", DATA, SIGNS), Side("新", DATA, SIGNS)), "inherit")

    assert [(plate.label, plate.part) for plate in rows[0]] == [("旧", 0), ("新", 0)]
    assert all(len(numbers(plate.svg)) == 3 for plate in rows[0])


def test_nothing_is_larger_than_the_page() -> None:
    for row in plates((Side("旧", DATA, SIGNS),), "inherit"):
        for plate in row:
            assert plate.width <= WIDTH + 0.1
            assert plate.height <= HIGHEST + 0.1


def test_parts_show_what_differs_but_not_what_was_only_moved() -> None:
    _whole, *parts = plates((Side("旧", DATA, SIGNS),), "inherit")

    shown = "".join(plate.svg for row in parts for plate in row)
    assert 'data-element="notify"' in shown
    assert 'data-element="county_hq"' in shown
    assert 1 <= len(parts) <= 2


def test_small_diagram_needs_no_parts() -> None:
    rows = plates((Side("旧", SMALL, {}),), "inherit")

    assert [[plate.part for plate in row] for row in rows] == [[0]]


def test_frames_tell_acts_apart_without_colour() -> None:
    ((plate, *_), *_) = plates((Side("旧", DATA, SIGNS),), "inherit")

    assert len(set(re.findall(r'stroke-dasharray="([^"]+)"', plate.svg.rpartition("data-label")[2]))) >= 2
