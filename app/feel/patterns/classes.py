"""Character classes and escapes of XPath, in the syntax of RE2 (XPath functions 3.1, 5.6.1; XML Schema, F)."""

from dataclasses import dataclass, field

from app.feel.patterns.errors import PatternError, malformed, unsupported
from app.feel.patterns.sets import (
    BLOCKS,
    NAME_CHARACTER,
    NAME_START,
    SPACE,
    Ranges,
    category_ranges,
    complement,
    merged,
    minus,
    written,
)

_SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {mark: mark for mark in "\\|.-^?*+{}()[]$"}
_SETS: dict[str, Ranges] = {"s": SPACE, "i": NAME_START, "c": NAME_CHARACTER}
_NAMED = {"d": ("Nd",), "D": ("Nd",), "w": ("L", "M", "N", "S"), "W": ("P", "Z", "C")}
_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)
_MOST_SUBTRACTIONS = 8
_UNSUPPORTED = {"b": "\\b", "B": "\\B", "A": "\\A", "Z": "\\Z", "z": "\\z"}


@dataclass
class CharacterSet:
    """Explicit ranges and Unicode categories (each perhaps negated), the whole perhaps negated."""

    ranges: Ranges
    categories: list[tuple[str, bool]] = field(default_factory=list)
    negated: bool = False

    def text(self) -> str:
        """The RE2 class."""
        names = "".join(rf"\{'P' if negated else 'p'}{{{name}}}" for name, negated in self.categories)
        inside = written(merged(self.ranges)) + names
        if not inside:
            return _ANY if self.negated else _NONE
        return f"[{'^' if self.negated else ''}{inside}]"

    def explicit(self) -> Ranges:
        """All characters as ranges."""
        ranges = list(self.ranges)
        for name, negated in self.categories:
            found = category_ranges(name)
            ranges += complement(found) if negated else found
        return complement(ranges) if self.negated else merged(ranges)

    def add(self, other: "CharacterSet") -> None:
        """Take in the characters of an escape."""
        self.ranges += other.ranges
        self.categories += other.categories


_ANY = r"[\x{0}-\x{10FFFF}]"
_NONE = r"[^\x{0}-\x{10FFFF}]"


class ClassReader:
    """Reads escapes and classes of one pattern; the translator owns the position."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self._subtractions = 0

    def fail(self) -> PatternError:
        """The pattern is malformed."""
        return malformed(self.pattern)

    def take(self) -> str:
        """The next character."""
        if self.position >= len(self.pattern):
            raise self.fail()
        self.position += 1
        return self.pattern[self.position - 1]

    def looking_at(self, text: str) -> bool:
        """Whether this text comes next."""
        return self.pattern.startswith(text, self.position)

    def escape(self) -> CharacterSet:
        """An escape after its backslash."""
        mark = self.take()
        if mark in _SINGLE:
            return CharacterSet([(ord(_SINGLE[mark]),) * 2])
        if mark in _NAMED:
            return CharacterSet([], [(name, mark == "D") for name in _NAMED[mark]])
        if mark.lower() in _SETS:
            ranges = _SETS[mark.lower()]
            return CharacterSet(complement(ranges) if mark.isupper() else ranges)
        if mark in "pP":
            return self._property(negated=mark == "P")
        if mark.isdigit():
            raise unsupported(f"\\{mark}")
        if mark in _UNSUPPORTED:
            raise unsupported(_UNSUPPORTED[mark])
        raise self.fail()

    def _property(self, *, negated: bool) -> CharacterSet:
        end = self.pattern.find("}", self.position)
        if not self.looking_at("{") or end < 0:
            raise self.fail()
        name = self.pattern[self.position + 1 : end]
        self.position = end + 1
        block = BLOCKS.get(name.removeprefix("Is")) if name.startswith("Is") else None
        if block is not None:
            return CharacterSet(complement([block]) if negated else [block])
        if name not in _CATEGORIES:
            raise self.fail()
        return CharacterSet([], [(name, negated)])

    def group(self) -> CharacterSet:
        """A class after its opening bracket, to its closing one, with its subtraction taken."""
        found = CharacterSet([], negated=self.looking_at("^"))
        self.position += found.negated
        first = self.position
        while not self.looking_at("]") or self.position == first:
            if self.looking_at("-[") and self.position > first:
                self.position += 2
                self._deepen()
                found = CharacterSet(minus(found.explicit(), self.group().explicit()))
                break
            self._member(found)
        if self.take() != "]":
            raise self.fail()
        return found

    def _deepen(self) -> None:
        self._subtractions += 1
        if self._subtractions > _MOST_SUBTRACTIONS:
            raise self.fail()

    def _member(self, found: CharacterSet) -> None:
        start = self._character(found)
        if start is None or not self.looking_at("-") or self.looking_at("-]") or self.looking_at("-["):
            if start is not None:
                found.ranges.append((start, start))
            return
        self.position += 1
        end = self._character(CharacterSet([]))
        if end is None or end < start:
            raise self.fail()
        found.ranges.append((start, end))

    def _character(self, found: CharacterSet) -> int | None:
        """One character's code; null after adding an escape of many characters to the set."""
        mark = self.take()
        if mark in "[]":
            raise self.fail()
        if mark != "\\":
            return ord(mark)
        escaped = self.escape()
        if len(escaped.ranges) == 1 and escaped.ranges[0][0] == escaped.ranges[0][1]:
            return escaped.ranges[0][0]
        found.add(escaped)
        return None
