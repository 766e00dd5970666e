"""On which paper a picture stands: as small as letters allow, in parts where they would be too small."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from app.bundle.drawing import SMALLEST, Box, Picture

_MM_PER_PT = 25.4 / 72
_LARGEST_SCALE = 0.21
_OVERLAP = Box(0, 0, 165, 100)
_MOST_PARTS = 24


@dataclass(frozen=True, slots=True)
class Format:
    """A place for pictures: its name in the style sheet, room in millimetres, smallest letters in points."""

    name: str
    width: float
    height: float
    letters: float

    @property
    def scale(self) -> float:
        """The smallest scale, in millimetres a pixel."""
        return self.letters * _MM_PER_PT / SMALLEST


INLINE = Format("inline", 173, 180, 5.5)
_LANDSCAPE = Format("landscape", 267, 144, 5.0)
_WIDE = Format("wide", 396, 236, 5.0)


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture or a part of one: what it shows, and how large it stands on which paper (millimetres)."""

    window: Box
    format: Format
    width: float
    height: float


def plates_of(picture: Picture) -> tuple[Plate, ...]:
    """The whole picture within a text page, on A4 or on A3 across; else parts of it on A3, which overlap."""
    for form in (INLINE, _LANDSCAPE, _WIDE):
        if _scale(picture.box, form) >= form.scale:
            return (_plate(picture.box, form),)
    return tuple(_plate(window, _WIDE) for window in _windows(picture.box))


def _windows(box: Box) -> Iterator[Box]:
    columns = _parts(box.width, _WIDE.width, _OVERLAP.width)
    rows = min(_parts(box.height, _WIDE.height, _OVERLAP.height), max(1, _MOST_PARTS // columns))
    width = (box.width + (columns - 1) * _OVERLAP.width) / columns
    height = (box.height + (rows - 1) * _OVERLAP.height) / rows
    for row in range(rows):
        for column in range(columns):
            left = box.x + column * (width - _OVERLAP.width)
            yield Box(left, box.y + row * (height - _OVERLAP.height), width, height)


def _parts(length: float, room: float, overlap: float) -> int:
    most = room / _WIDE.scale
    return min(_MOST_PARTS, max(1, ceil((length - overlap) / (most - overlap))))


def _plate(window: Box, form: Format) -> Plate:
    scale = _scale(window, form)
    return Plate(window, form, window.width * scale, window.height * scale)


def _scale(box: Box, form: Format) -> float:
    return min(form.width / max(box.width, 1), form.height / max(box.height, 1), _LARGEST_SCALE)
