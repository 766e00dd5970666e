"""Breaks Chinese text into justified lines: 禁则, squeezed punctuation, push-in, push-out.

WeasyPrint cannot justify Chinese, so lines are broken here from the fonts' own advances. Widths are in em of the body
size; the rules are those of GB/T 15834-2011, 5.1, and of the W3C requirements for Chinese layout (clreq).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

NOT_AT_START = frozenset("、。，．：；！？）〕】》〉」』〗”’％‰℃°·～／々)],.;:!?%}")
NOT_AT_END = frozenset("（〔【《〈「『〖“‘([{￥$№")
_OPENING = frozenset("（〔【《〈「『〖“‘")
_CLOSING = frozenset("、。，．：；）〕】》〉」』〗”’")
_PAIRED = frozenset("—…")
_HALF = 0.5
_WIDEST_STRETCH = 0.25
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Atom:
    """What is never broken: one Chinese character or one Western word, in one face.

    `style` names the CSS classes of its face; `spread` tells whether justification may widen it.
    """

    text: str
    style: str
    width: float
    spread: bool = True

    @property
    def closing(self) -> bool:
        """Whether its ink stands in the left half, so that the right half may be cut."""
        return self.text in _CLOSING and self.width > _HALF

    @property
    def opening(self) -> bool:
        """Whether its ink stands in the right half, so that the left half may be cut."""
        return self.text in _OPENING and self.width > _HALF


@dataclass(frozen=True, slots=True)
class Placed:
    """An atom on its line, with what is cut off on its left and right, in em."""

    atom: Atom
    left: float = 0.0
    right: float = 0.0

    @property
    def width(self) -> float:
        """The room it takes."""
        return self.atom.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its atoms and the em that each spreading atom gets on top."""

    placed: tuple[Placed, ...]
    tracking: float


def set_lines(
    atoms: Sequence[Atom], width: float, *, indents: tuple[float, float] = (0.0, 0.0), tracking: float = 0.0
) -> list[Line]:
    """Break atoms into lines of `width` em, less the indents of the first line and of the others.

    `tracking` is the grid's own letter spacing, kept on lines that are not justified (the last of a paragraph).
    """
    lines: list[Line] = []
    start = 0
    while start < len(atoms):
        room = width - indents[bool(lines)]
        end = _end(atoms, start, room)
        lines.append(_justified(_squeezed(atoms[start:end]), room, tracking, last=end == len(atoms)))
        start = end
    return lines


def balanced(phrases: Sequence[Sequence[Atom]], width: float) -> list[Line]:
    """Break a title into as few lines as it needs, as equal as can be, none justified.

    It breaks between phrases, if need be with one line more, and within them only when a phrase is too long.
    """
    atoms = [atom for phrase in phrases for atom in phrase]
    count = len(set_lines(atoms, width))
    if count <= 1:
        return [_ragged(atoms)] if atoms else []
    for lines in (count, count + 1):
        if by_phrase := _by_phrase(phrases, width, lines):
            return by_phrase
    narrow, wide = _width(atoms) / count, width
    while wide - narrow > _HALF / 2:
        middle = (narrow + wide) / 2
        if len(set_lines(atoms, middle)) <= count:
            wide = middle
        else:
            narrow = middle
    return [replace(line, tracking=0.0) for line in set_lines(atoms, wide)]


def _by_phrase(phrases: Sequence[Sequence[Atom]], width: float, count: int) -> list[Line]:
    """The most even way to end lines only between phrases; empty when one line would be too long."""
    inner = range(1, len(phrases))
    best: tuple[float, list[Line]] = (width, [])
    for ends in combinations(inner, count - 1):
        edges = (0, *ends, len(phrases))
        rows = [[a for phrase in phrases[i:j] for a in phrase] for i, j in pairwise(edges)]
        widest = max(map(_width, rows))
        if widest < best[0]:
            best = widest, [_ragged(row) for row in rows]
    return best[1]


def _ragged(atoms: Sequence[Atom]) -> Line:
    return Line(tuple(_squeezed(atoms)), 0.0)


def _width(atoms: Sequence[Atom]) -> float:
    return sum(placed.width for placed in _squeezed(atoms))


def breakable(before: Atom, after: Atom) -> bool:
    """Whether a line may end between two atoms."""
    if after.text[0] in NOT_AT_START or before.text[-1] in NOT_AT_END:
        return False
    return not (before.text == after.text and before.text in _PAIRED)


def _end(atoms: Sequence[Atom], start: int, room: float) -> int:
    """Where the line that begins at `start` ends: as late as it fits, pushed in or out to a legal place."""
    fits = _fitting(atoms, start, room)
    if fits == len(atoms):
        return fits
    pushed_in = fits
    while pushed_in < len(atoms) and not breakable(atoms[pushed_in - 1], atoms[pushed_in]):
        pushed_in += 1
    if pushed_in > fits and _overflow(_squeezed(atoms[start:pushed_in]), room) <= _EPSILON:
        return pushed_in
    pushed_out = fits
    while pushed_out > start and not breakable(atoms[pushed_out - 1], atoms[pushed_out]):
        pushed_out -= 1
    return pushed_out if pushed_out > start else fits


def _fitting(atoms: Sequence[Atom], start: int, room: float) -> int:
    """The first atom that no longer fits; at least one always does. A closing mark may hang by its empty half."""
    taken, end = 0.0, start
    while end < len(atoms):
        atom = atoms[end]
        cut = _cut(atoms[end - 1], atom) if end > start else 0.0
        hanging = _HALF if atom.closing else 0.0
        if end > start and taken + atom.width - cut - hanging > room + _EPSILON:
            break
        taken += atom.width - cut
        end += 1
    return end


def _cut(before: Atom, after: Atom) -> float:
    """How much two neighbouring marks give up between them."""
    if before.closing and (after.closing or after.opening):
        return _HALF
    return _HALF if before.opening and after.opening else 0.0


def _squeezed(atoms: Sequence[Atom]) -> list[Placed]:
    placed = [Placed(atom) for atom in atoms]
    for index in range(1, len(atoms)):
        before, after = atoms[index - 1], atoms[index]
        if cut := _cut(before, after):
            if before.closing:
                placed[index - 1] = replace(placed[index - 1], right=cut)
            else:
                placed[index] = replace(placed[index], left=cut)
    return placed


def _overflow(placed: Sequence[Placed], room: float) -> float:
    """What still sticks out after every mark has given all it can."""
    return sum(p.width for p in placed) - sum(_spare(p) for p in placed) - room


def _spare(placed: Placed) -> float:
    marked = placed.atom.closing or placed.atom.opening
    return max(_HALF - placed.left - placed.right, 0.0) if marked else 0.0


def _justified(placed: list[Placed], room: float, tracking: float, *, last: bool) -> Line:
    slack = room - sum(p.width for p in placed)
    if slack < 0:
        placed = _pressed(placed, -slack)
        slack = room - sum(p.width for p in placed)
    gaps = sum(p.atom.spread for p in placed) - 1
    even = slack / gaps if gaps > 0 else 0.0
    if slack <= 0:
        return Line(tuple(placed), min(even, 0.0) if gaps > 0 else 0.0)
    return Line(tuple(placed), min(even, tracking) if last or even > _WIDEST_STRETCH else even)


def _pressed(placed: list[Placed], excess: float) -> list[Placed]:
    """Cut the excess off the marks: first off the one at the end of the line, then off all alike."""
    final = placed[-1]
    if final.atom.closing and (cut := min(excess, _spare(final))) > 0:
        placed = [*placed[:-1], replace(final, right=final.right + cut)]
        excess -= cut
    spare = sum(_spare(p) for p in placed)
    if excess <= _EPSILON or spare <= 0:
        return placed
    share = min(excess / spare, 1.0)
    return [_cut_by(p, _spare(p) * share) for p in placed]


def _cut_by(placed: Placed, cut: float) -> Placed:
    if placed.atom.opening:
        return replace(placed, left=placed.left + cut)
    return replace(placed, right=placed.right + cut) if cut else placed
