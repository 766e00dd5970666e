"""Pictures of finished papers: small, grey, all pages side by side, to be compared with approved ones."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from app.printouts.folder import Printout, find
from app.printouts.render import Rendered, render
from tests.printouts.sheets import RESOURCES

APPROVED = Path(__file__).parent / "approved"
DPI = 40
_SHADES = 16
_BLOCK = 8  # dots, 5 mm: half a line high
TOLERANCE = 14.0
"""Most that the mean shade of a block of 5 × 5 mm may differ, of 255. The same file gives 0, another version of Pango
or pdfium rounds edges (11 on Debian 13); a line that is added, moved or left out gives 20 and more. It is for the
layout: two characters weigh alike."""


def folders() -> list[tuple[str, str]]:
    """Every paper that is shipped, once: jurisdiction (or common) and name."""
    paths = sorted(path for path in RESOURCES if path.endswith("/printout.yaml"))
    return [(path.split("/")[1], path.split("/")[2]) for path in paths]


def paper(owner: str, name: str) -> Printout:
    """A shipped paper; a common one as a jurisdiction without papers of its own has it."""
    return find(RESOURCES, "none" if owner == "common" else owner, name)


@contextmanager
def told() -> Iterator[list[str]]:
    """What WeasyPrint complains of meanwhile: of a character that no font has it draws nothing and says `.notdef`."""
    said: list[str] = []
    listener, logger = logging.Handler(logging.WARNING), logging.getLogger("weasyprint")
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # no class for a line
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)


@cache
def sample(owner: str, name: str) -> tuple[Rendered, tuple[str, ...]]:
    """A shipped paper with its sample, set once for all tests, and what was complained of."""
    printout = paper(owner, name)
    with told() as complaints:
        rendered = render(printout, printout.sample)
    return rendered, tuple(complaints)


def picture(pdf: bytes) -> Image.Image:
    """The pages side by side in sixteen greys at 40 dots an inch."""
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in pdfium.PdfDocument(pdf)]
    whole = Image.new("L", (sum(page.width for page in pages), max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole.quantize(_SHADES, method=Image.Quantize.MEDIANCUT)


def stored(owner: str, name: str) -> Path:
    return APPROVED / f"{owner}-{name}.png"


def approve(owner: str, name: str) -> Path:
    """Keep the picture of a paper as the approved one."""
    path, data = stored(owner, name), io.BytesIO()
    picture(sample(owner, name)[0].pdf).save(data, "PNG", optimize=True)
    path.write_bytes(data.getvalue())
    return path


def difference(pdf: bytes, approved: Path) -> float:
    """How far the shades of any block of 5 × 5 mm differ; 255 when the size or the number of pages does."""
    now, then = picture(pdf).convert("L"), Image.open(approved).convert("L")
    if now.size != then.size:
        return 255.0
    blocks = (now.width // _BLOCK, now.height // _BLOCK)
    means = [one.resize(blocks, Image.Resampling.BOX) for one in (now, then)]
    return float(ImageChops.difference(*means).getextrema()[1])  # type: ignore[arg-type]  # of one band
