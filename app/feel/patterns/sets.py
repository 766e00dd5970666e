"""Sets of characters as sorted ranges of code points, for classes with subtraction."""

import unicodedata
from functools import lru_cache
from itertools import groupby

LAST = 0x10FFFF
_NAME_START = (
    ":", "A-Z", "_", "a-z", "\u00C0-\u00D6", "\u00D8-\u00F6", "\u00F8-\u02FF", "\u0370-\u037D", "\u037F-\u1FFF",
    "\u200C-\u200D", "\u2070-\u218F", "\u2C00-\u2FEF", "\u3001-\uD7FF", "\uF900-\uFDCF", "\uFDF0-\uFFFD",
    "\U00010000-\U000EFFFF",
)  # fmt: skip
_NAME_MORE = ("-", ".", "0-9", "\u00b7", "\u0300-\u036f", "\u203f-\u2040")

Ranges = list[tuple[int, int]]


def ranges_of(*parts: str) -> Ranges:
    """The ranges of parts like `a-z` and `_`."""
    return [(ord(part[0]), ord(part[-1])) for part in parts]


NAME_START = ranges_of(*_NAME_START)
NAME_CHARACTER = ranges_of(*_NAME_START, *_NAME_MORE)
SPACE = ranges_of(" ", "\t", "\n", "\r")
BLOCKS: dict[str, tuple[int, int]] = {
    "BasicLatin": (0x0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "GreekandCoptic": (0x370, 0x3FF),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographsExtensionA": (0x3400, 0x4DBF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7A3),
    "HalfwidthandFullwidthForms": (0xFF00, 0xFFEF),
}
"""The Unicode blocks of `\\p{Is…}` that texts here may need."""


def merged(ranges: Ranges) -> Ranges:
    """The same set, sorted, without overlaps."""
    result: Ranges = []
    for first, last in sorted(ranges):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result


def complement(ranges: Ranges) -> Ranges:
    """All other characters."""
    result: Ranges = []
    following = 0
    for first, last in merged(ranges):
        if first > following:
            result.append((following, first - 1))
        following = last + 1
    if following <= LAST:
        result.append((following, LAST))
    return result


def minus(ranges: Ranges, others: Ranges) -> Ranges:
    """The set without the others."""
    return complement(complement(ranges) + merged(others))


def written(ranges: Ranges) -> str:
    """The ranges as the inside of an RE2 class."""
    return "".join(
        f"{_point(first)}-{_point(last)}" if last > first else _point(first) for first, last in ranges
    )


def _point(code: int) -> str:
    return f"\\x{{{code:X}}}"


@lru_cache(maxsize=1)
def _categories() -> dict[str, Ranges]:
    """The code points of each general category; built once, when a subtraction first names one.

    Planes 4 to 13 and most of 14 are unassigned, 15 and 16 are for private use.
    """
    found: dict[str, Ranges] = {"Cn": [(0x40000, 0xDFFFF), (0xE1000, 0xEFFFF)], "Co": [(0xF0000, LAST)]}
    for plane in (range(0x40000), range(0xE0000, 0xE1000)):
        start = plane.start
        for category, run in groupby(map(unicodedata.category, map(chr, plane))):
            length = sum(1 for _ in run)
            found.setdefault(category, []).append((start, start + length - 1))
            start += length
    return found


def category_ranges(name: str) -> Ranges:
    """The characters of a general category (`Nd`) or of a group of them (`L`)."""
    return merged(
        [pair for category, ranges in _categories().items() if category.startswith(name) for pair in ranges]
    )
