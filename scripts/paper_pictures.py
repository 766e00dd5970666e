"""Draws the papers of every jurisdiction as the pictures of docs/papers.md: .venv/bin/python -m scripts.paper_pictures

With --approve it keeps the pictures of all shipped papers in tests/printouts/approved instead; look at what changed.
"""

import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from app.bundle.bundle import Bundle
from app.bundle.loader import load_bundle
from app.printouts.folder import Printout, find
from app.printouts.render import render
from tests.printouts.pictures import approve, folders

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "images"
KEYS = ("rongcheng", "pingyin", "lishui", "chongqing", "anze")
LETTERS = ROOT / "fonts" / "cache" / "NotoSerifCJKsc-Regular.otf"
COLUMNS, WIDTH, HEIGHT, CAPTION, GAP = 5, 320, 453, 48, 16
COLOURS = 24
"""Red and greys; more only make the file larger."""


def issued(bundle: Bundle) -> list[Printout]:
    """The papers that the processes of a package issue: those with a number series."""
    files = {path: resource.data for path, resource in bundle.resources.items()}
    papers = (find(files, bundle.key, name) for name in bundle.printouts)
    return sorted(
        (one for one in papers if one.series in bundle.manifest.numbering), key=lambda one: one.name
    )


def localised(bundle: Bundle, printout: Printout) -> Mapping[str, Any]:
    """A sample with the names and the number of this jurisdiction."""
    manifest, data = bundle.manifest, json.loads(json.dumps(dict(printout.sample)))
    data["jurisdiction"] = {"name": manifest.name, "short_name": manifest.short_name}
    data["issuer"] = {"name": manifest.unit_name(manifest.issuer(printout.series, printout.issuer))}
    data["paper"]["number"] = f"{manifest.numbering[printout.series].code}〔2026〕1号"
    return data


def first_page(pdf: bytes) -> Image.Image:
    """The first page, as large as its frame allows."""
    page = pdfium.PdfDocument(pdf)[0]
    scale = min(WIDTH / page.get_width(), HEIGHT / page.get_height())
    return page.render(scale=scale).to_pil().convert("RGB")


def sheet(pages: Iterable[tuple[str, str, Image.Image]]) -> Image.Image:
    """A contact sheet: each page in a frame, below it what it is and its number."""
    shown = list(pages)
    lines = -(-len(shown) // COLUMNS)
    size = (COLUMNS * (WIDTH + GAP) + GAP, lines * (HEIGHT + CAPTION + GAP) + GAP)
    whole = Image.new("RGB", size, "#e9e7e2")
    draw, letters = ImageDraw.Draw(whole), ImageFont.truetype(str(LETTERS), 15)
    for index, (title, number, page) in enumerate(shown):
        left = GAP + index % COLUMNS * (WIDTH + GAP)
        top = GAP + index // COLUMNS * (HEIGHT + CAPTION + GAP)
        whole.paste(page, (left, top))
        draw.rectangle((left, top, left + page.width - 1, top + page.height - 1), outline="#b9b4aa")
        draw.multiline_text(
            (left, top + page.height + 3), f"{title}\n{number}", "#222222", letters, spacing=2
        )
    return whole


def draw_gallery(key: str) -> Path:
    """Write the contact sheet of one jurisdiction."""
    bundle = load_bundle(ROOT, key)
    pages = []
    for printout in issued(bundle):
        data = localised(bundle, printout)
        pages.append((printout.title, data["paper"]["number"], first_page(render(printout, data).pdf)))
    path, data = PICTURES / f"papers-{key}.png", io.BytesIO()
    sheet(pages).quantize(COLOURS, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    path.write_bytes(data.getvalue())
    return path


def main() -> None:
    """Write the pictures of the docs, or those that tests compare with."""
    drawn = (approve(*one) for one in folders()) if "--approve" in sys.argv[1:] else map(draw_gallery, KEYS)
    for path in drawn:
        print(path.relative_to(ROOT))  # noqa: T201 - a script tells what it did


if __name__ == "__main__":
    main()
