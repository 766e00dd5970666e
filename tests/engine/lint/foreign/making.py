"""From products' pieces, shipped files and (where it lies beside the project) the DMN TCK to thousands of files."""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree

from tests.bundle.packages import ROOT
from tests.engine.lint.foreign.decisions import DECISIONS
from tests.engine.lint.foreign.dress import DRESSES
from tests.engine.lint.mutations import changed, mutated

PRODUCTS = {
    file.name: file.read_bytes() for file in sorted((Path(__file__).parent / "products").glob("*.bpmn"))
}
"""One small file in the manner of each product: its prefixes, its extensions, its habits. Written for these tests."""

_LARGEST = 40_000
"""Bytes of a shipped file that is mutated: the few larger ones are measured by the benchmarks."""


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """What is dressed and mutated: name with its ending, content."""
    made = [*PRODUCTS.items()]
    made += [(f"{name}.dmn", text.encode()) for name, text in DECISIONS.items()]
    kits = (ROOT / "processes", ROOT.parent / "shared" / "dmn-tck")
    files = [file for kit in kits for ending in ("bpmn", "dmn") for file in sorted(kit.rglob(f"*.{ending}"))]
    return (*made, *((file.name, file.read_bytes()) for file in files if file.stat().st_size < _LARGEST))


def foreign_files(count: int, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """That many files, the same for the same numbers: originals first, then changed ones."""
    known = originals()
    for number in range(first, first + count):
        if number < len(known):
            yield known[number]
        elif number % 8 == 0:
            yield f"{number}.bpmn", mutated(number)
        else:
            yield _made(number, *random.Random(number).choice(known))


def _made(number: int, name: str, data: bytes) -> tuple[str, bytes]:
    dice = random.Random(number)
    for _ in range(dice.choice([1, 1, 2, 3])):
        try:
            data = changed(data, dice) if dice.random() < 0.5 else dice.choice(DRESSES)(data, dice)
        except (etree.XMLSyntaxError, ValueError):
            break  # it is broken enough
    return f"{number}-{name}", data
