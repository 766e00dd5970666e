"""Reads finished papers back: where each character and rule stands, in millimetres from the top left."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from app.printouts.folder import Printout, find

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted((ROOT / "printouts").rglob("*"))
    if path.is_file()
}
MM = 25.4 / 72
PITCH = 10.45
TOP = 37.0
LEFT, RIGHT = 28.0, 184.0
EM = 15.75 * MM

PLAIN = """{% extends "_base/official.html" %}
{% block body %}{% for line in text | lines %}<p>{{ line }}</p>{% endfor %}{% endblock %}
"""
YAML = "kind: letter\ntitle: 关于测量版面的通知\nsheet: official\nissuer: bureau\n"
DATA: Mapping[str, Any] = {
    "jurisdiction": {"name": "样例市"},
    "paper": {"number": "样应急〔2026〕1号", "date": "2026-11-22", "issued_at": "2026-11-22T03:14:03+08:00"},
    "issuer": {"name": "市应急管理局"},
    "to": "各有关单位",
    "cc": ["市人民政府办公室"],
}


@dataclass(frozen=True)
class Glyph:
    """One character on paper. `top` is that of its em box."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float


def folder(template: str = PLAIN, yaml: str = YAML, **files: str) -> Printout:
    """A paper of one template, with the shared sheet."""
    own = {"printout.yaml": yaml, "template.html": template, "sample.json": "{}"}
    own |= {name.replace("_", "."): text for name, text in files.items()}
    paths = {f"printouts/sample/letter/{name}": text.encode() for name, text in own.items()}
    return find({**RESOURCES, **paths}, "sample", "letter")


def shipped(name: str) -> Printout:
    return find(RESOURCES, "rongcheng", name)


def glyphs(pdf: bytes, *, tight: bool = False) -> list[Glyph]:
    """All visible characters; `tight` gives the ink instead of the em box."""
    found = []
    for number, page in enumerate(pdfium.PdfDocument(pdf)):
        height, text = page.get_height(), page.get_textpage()
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if character.strip():
                left, bottom, right, top = text.get_charbox(index, loose=not tight)
                box = (left * MM, right * MM, (height - top) * MM, (height - bottom) * MM)
                found.append(Glyph(number, character, *box))
    return found


def hanzi(found: Iterable[Glyph]) -> list[Glyph]:
    """Body characters in 3号: the ones that fill the grid."""
    return [g for g in found if "一" <= g.text <= "鿿" and abs(g.right - g.left - EM) < 0.06]


def rows(found: Iterable[Glyph]) -> dict[tuple[int, float], list[Glyph]]:
    """Characters by page and top, left to right."""
    by_row: dict[tuple[int, float], list[Glyph]] = defaultdict(list)
    for glyph in found:
        by_row[glyph.page, round(glyph.top, 1)].append(glyph)
    return {key: sorted(row, key=lambda g: g.left) for key, row in sorted(by_row.items())}


def line_of(glyph: Glyph) -> float:
    """The number of the grid's line, from 0; whole for a character on the grid."""
    return (glyph.top - TOP) / PITCH


def page_text(pdf: bytes, page: int) -> str:
    return str(pdfium.PdfDocument(pdf)[page].get_textpage().get_text_range())


def rules(pdf: bytes, page: int) -> list[float]:
    """The tops of the ruled lines across the whole width, measured on the picture of the page to 0.05 mm."""
    dots = 20  # a millimetre
    picture = pdfium.PdfDocument(pdf)[page].render(scale=dots * MM, grayscale=True).to_pil()
    strip = picture.crop((int((LEFT + 1) * dots), 0, int((RIGHT - 1) * dots), picture.height))
    means = strip.resize((1, picture.height), Image.Resampling.BOX).tobytes()
    dark = [index for index, mean in enumerate(means) if mean < 150]
    return [index / dots for index in dark if index - 1 not in dark]


def attached(pdf: bytes) -> Any:
    """The data that travels in the paper."""
    document = pdfium.PdfDocument(pdf)
    return json.loads(bytes(document.get_attachment(0).get_data()))
