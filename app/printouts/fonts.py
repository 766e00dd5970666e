"""The fonts of the papers: the bureau's own from fonts/site/ first, the free ones from fonts/cache/ else.

The machine's own fonts are never used: the same data must give the same bytes on every machine. A private fontconfig
file names the two directories, and `activate` must run before WeasyPrint is imported.
"""

import ctypes.util
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import BinaryIO

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from app.core.canonical import digest
from app.printouts.errors import FontsMissing

ROOT = Path(__file__).resolve().parents[2] / "fonts"
_SUFFIXES = {".otf", ".ttf", ".ttc", ".otc"}
_SUBSET_LIBRARY = "libharfbuzz-subset0"
_BOLD = 700


class Role(StrEnum):
    """What a face is for, by GB/T 9704-2012, 5.2.2 and the customary faces of its levels."""

    FANG = "fang"
    KAI = "kai"
    HEI = "hei"
    TITLE = "title"
    SONG = "song"
    LATIN = "latin"


NAMES: Mapping[Role, str] = {
    Role.FANG: "仿宋",
    Role.KAI: "楷体",
    Role.HEI: "黑体",
    Role.TITLE: "小标宋",
    Role.SONG: "宋体",
    Role.LATIN: "西文",
}
# Family names in order of preference. "name@700" asks for the bold weight of a family.
_FAMILIES: Mapping[Role, tuple[str, ...]] = {
    Role.FANG: ("方正仿宋_GBK", "FZFangSong-Z02", "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong",
                "FandolFang R"),
    Role.KAI: ("方正楷体_GBK", "FZKai-Z03", "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai"),
    Role.HEI: ("方正黑体_GBK", "FZHei-B01", "黑体", "SimHei", "STHeiti", "FandolHei"),
    Role.TITLE: ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "华文中宋",
                 "STZhongsong", "Noto Serif CJK SC@700"),
    Role.SONG: ("方正书宋_GBK", "FZShuSong-Z01", "宋体", "SimSun", "STSong", "Noto Serif CJK SC"),
    Role.LATIN: ("Times New Roman", "Liberation Serif"),
}  # fmt: skip
_RARE = "Noto Serif CJK SC"
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{directories}<cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, eq=False)
class Face:
    """One face of one font file, with what the line composer needs to know of it."""

    file: Path
    index: int
    family: str
    weight: int

    @cached_property
    def _tables(self) -> tuple[Mapping[int, str], Mapping[str, tuple[int, int]], int]:
        """Characters to glyphs, glyphs to advances, units per em: read at once, the file closed again."""
        with TTFont(self.file, fontNumber=self.index, lazy=True) as font:
            return font.getBestCmap() or {}, font["hmtx"].metrics, font["head"].unitsPerEm

    def has(self, character: str) -> bool:
        """Whether the face can draw the character."""
        return ord(character) in self._tables[0]

    def advance(self, character: str) -> float:
        """The character's advance width in em."""
        characters, advances, em = self._tables
        return advances[characters[ord(character)]][0] / em


@dataclass(frozen=True, eq=False)
class Faces:
    """One face for each role and the one for characters that the role's face lacks."""

    roles: Mapping[Role, Face]
    rare: Face

    def pick(self, role: Role, character: str) -> Face | None:
        """The face that draws the character in that role; None when no font has it."""
        return next((face for face in (self.roles[role], self.rare) if face.has(character)), None)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the font files: a paper renders to the same bytes only with the same fonts."""
        files = sorted({face.file for face in (*self.roles.values(), self.rare)})
        return digest("\n".join(digest(file.read_bytes()) for file in files).encode())

    @cached_property
    def css(self) -> str:
        """One class for each role and one for rare characters; body and lines are 仿宋, page numbers 宋体."""
        rules = [f".{role} {{ {_declaration(face)} }}" for role, face in self.roles.items()]
        rules += [
            f".rare {{ {_declaration(self.rare)} }}",
            f"html, .l {{ {_declaration(self.roles[Role.FANG])} }}",
            f"@page {{ {_declaration(self.roles[Role.SONG])} }}",
        ]
        return "\n".join(rules)


def _declaration(face: Face) -> str:
    return f'font-family: "{face.family}"; font-weight: {face.weight}'


@cache
def faces() -> Faces:
    """The faces of this installation.

    Raises FontsMissing with the command that brings what is missing.
    """
    found = _found()
    if absent := _absent(found):
        raise FontsMissing(what="、".join(absent), command="scripts/fonts.sh")
    roles = {role: next(found[name] for name in names if name in found) for role, names in _FAMILIES.items()}
    return Faces(roles, found[_RARE])


def missing() -> tuple[FontsMissing, ...]:
    """What keeps this machine from rendering papers, each with the command that mends it; empty when all is there."""
    problems = []
    if absent := _absent(_found()):
        problems.append(FontsMissing(what="、".join(absent), command="scripts/fonts.sh"))
    libraries = {
        "pango-1.0": "libpango-1.0-0",
        "pangoft2-1.0": "libpangoft2-1.0-0",
        "harfbuzz-subset": _SUBSET_LIBRARY,
    }
    problems += [
        FontsMissing(what=package, command=f"sudo apt-get install -y --no-install-recommends {package}")
        for library, package in libraries.items()
        if ctypes.util.find_library(library) is None
    ]
    return tuple(problems)


def activate() -> None:
    """Point fontconfig at the two font directories only. Safe to call again; must precede WeasyPrint's import."""
    directory = _writable()
    directories = "".join(f"<dir>{_escaped(path)}</dir>" for path in _directories())
    config = _CONFIG.format(directories=directories, cache=_escaped(directory / "fontconfig"))
    path = directory / f"fonts-{digest(config.encode())[:16]}.conf"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(config, encoding="utf-8")
        fresh.replace(path)
    os.environ["FONTCONFIG_FILE"] = str(path)


def _directories() -> tuple[Path, ...]:
    return ROOT / "site", ROOT / "cache"


def _writable() -> Path:
    cache_directory = ROOT / "cache"
    if os.access(cache_directory, os.W_OK):
        return cache_directory
    fallback = Path(tempfile.gettempdir()) / f"diaoling-fonts-{os.getuid()}"
    fallback.mkdir(mode=0o700, exist_ok=True)
    return fallback


def _escaped(path: Path) -> str:
    return str(path).replace("&", "&amp;").replace("<", "&lt;")


def _absent(found: Mapping[str, Face]) -> list[str]:
    absent = [NAMES[role] for role, names in _FAMILIES.items() if not any(name in found for name in names)]
    return absent + ([f"生僻字（{_RARE}）"] if _RARE not in found else [])


def _found() -> dict[str, Face]:
    """Faces by family name, the bold ones by "family@700"; the bureau's own come first and win."""
    found: dict[str, Face] = {}
    for directory in _directories():
        for file in sorted(directory.glob("*")) if directory.is_dir() else ():
            if file.suffix.lower() in _SUFFIXES:
                for name, face in _read(file):
                    found.setdefault(name, face)
    return found


def _read(file: Path) -> Iterator[tuple[str, Face]]:
    """The faces of a file by each of their family names; none for a file that is no font."""
    with suppress(TTLibError, OSError), file.open("rb") as stream:
        for index in range(_count(stream, file.suffix)):
            font = TTFont(stream, fontNumber=index, lazy=True)
            names = font["name"]
            bold = "Bold" in (names.getDebugName(2) or "")
            weight = _BOLD if bold else _regular(font["OS/2"].usWeightClass)
            for family in sorted({n.toUnicode() for n in names.names if n.nameID in (1, 16)}):
                yield f"{family}@{_BOLD}" if bold else family, Face(file, index, family, weight)


def _regular(weight: int) -> int:
    """CSS has no weight below 100; some free fonts state 80 and fontconfig takes any for their one weight."""
    return max(100, min(900, round(weight, -2)))


def _count(stream: BinaryIO, suffix: str) -> int:
    return len(TTCollection(stream, lazy=True).fonts) if suffix.lower() in {".ttc", ".otc"} else 1
