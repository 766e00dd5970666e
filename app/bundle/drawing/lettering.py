"""Names set in lines: Chinese breaks anywhere but before closing and after opening marks, Western words stay whole."""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from app.bundle.drawing.geometry import Box
from app.bundle.drawing.markup import group, text

LEADING = 1.22
_ASCENT = 0.88
_NARROW, _CAPITAL = 0.54, 0.68
_PIECE = re.compile(r"[!-~]+ ?|.", re.DOTALL)
_NOT_FIRST = frozenset("、，。；：？！）》〉」』】〕”’·…—%％）)]}")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{")
_LONGEST = 400


def width(written: str) -> float:
    """The width of a text in em, near enough to break lines by."""
    return sum(_advance(character) for character in written)


def wrap(name: str, room: float, most: int) -> list[str]:
    """The lines of a name, each at most `room` em wide where it can be, of about equal width.

    More than `most` lines end in an ellipsis; the tables beside the picture give names in full.
    """
    pieces = list(_pieces(name[:_LONGEST], room))
    lines = _fill(pieces, room)
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(last) + 1 > room:
            last = last[:-1]
        return [*lines[: most - 1], f"{last}…"]
    narrower = room
    while len(lines) > 1 and narrower > room / 2:
        narrower -= 0.5
        tried = _fill(pieces, narrower)
        if len(tried) > len(lines) or any(width(line) > narrower for line in tried):
            break
        lines = tried
    return lines


def block(lines: list[str], x: float, top: float, size: float, anchor: str = "middle") -> str:
    """Lines of text below each other, `top` the upper edge of the first."""
    step = size * LEADING
    first = top + size * ((LEADING - 1) / 2 + _ASCENT)
    rows = (text(line, x, first + step * row, size, text_anchor=anchor) for row, line in enumerate(lines))
    return "".join(rows)


def centred(name: str, box: Box, size: float, corner: Box | None = None) -> str:
    """A name in the middle of a box, as many lines as have room; lower where it would run over a sign in a corner."""
    most = max(1, int(box.height / (size * LEADING)))
    lines = wrap(name, box.width / size, most)
    x, height = box.centre[0], len(lines) * size * LEADING
    top, half = box.centre[1] - height / 2, max(map(width, lines)) * size / 2
    if corner is not None and corner.overlaps(Box(x - half, top, 2 * half, height)):
        top = max(top, min(corner.bottom, box.bottom - height))
    return block(lines, x, top, size)


def upright(name: str, box: Box, size: float) -> str:
    """A name that runs up the middle of a narrow box, read from its right."""
    x, y = box.centre
    turned = Box(x - box.height / 2, y - box.width / 2, box.height, box.width)
    return group(
        centred(name, turned.grown(-2), size), transform=f"rotate(-90 {float(x):.2f} {float(y):.2f})"
    )


def _advance(character: str) -> float:
    if east_asian_width(character) in "WFA":
        return 1.0
    return _CAPITAL if character.isupper() else _NARROW


def _pieces(name: str, room: float) -> Iterator[str]:
    """What stays on one line: a Western word, a character with the marks that must not leave it."""
    held = ""
    for piece in _PIECE.findall(name):
        parts = [piece] if width(piece) <= room else list(piece)
        for part in parts:
            parted = part[0] not in _NOT_FIRST and held[-1:] not in _NOT_LAST
            if held and (parted or width(held + part) > room):
                yield held
                held = ""
            held += part
    if held:
        yield held


def _fill(pieces: list[str], room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and width(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
