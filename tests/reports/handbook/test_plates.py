"""Pictures stand on the smallest paper on which their letters can be read, in parts where no paper is large enough."""

from itertools import pairwise

from app.bundle.drawing import Box, Picture
from app.bundle.drawing.interchange import Plane
from app.reports.handbook.plates import plates_of


def picture(width: float, height: float) -> Picture:
    return Picture(Box(-10, 40, width, height), Plane((), ()), ())


def test_small_pictures_stand_within_the_text() -> None:
    assert [plate.format.name for plate in plates_of(picture(600, 300))] == ["inline"]


def test_wider_ones_stand_on_a_page_across() -> None:
    assert [plate.format.name for plate in plates_of(picture(1400, 500))] == ["landscape"]
    assert [plate.format.name for plate in plates_of(picture(2300, 700))] == ["wide"]


def test_parts_overlap_and_cover_the_whole() -> None:
    whole = picture(6000, 2600)

    plates = plates_of(whole)

    columns = sorted({plate.window.x for plate in plates})
    width = plates[0].window.width
    assert columns[0] == whole.box.x
    assert columns[-1] + width == whole.box.right
    assert all(right - left < width - 160 for left, right in pairwise(columns))
    assert max(plate.window.bottom for plate in plates) == whole.box.bottom
    assert all(plate.width <= 396.01 and plate.height <= 236.01 for plate in plates)


def test_an_endless_picture_has_few_parts() -> None:
    assert len(plates_of(picture(200_000, 200_000))) <= 24


def test_an_empty_picture_has_one() -> None:
    assert len(plates_of(picture(0, 0))) == 1
