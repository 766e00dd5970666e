"""For each rule of the catalogue: diagrams that show its finding, each with its mended twin."""

from tests.engine.lint.cases import (
    bounds,
    events,
    expressions,
    files,
    gateways,
    multi_instance,
    structure,
    work,
)

CASES: dict[str, list[tuple[bytes, bytes]]] = {
    code: pairs
    for group in (bounds, structure, gateways, events, expressions, multi_instance, work, files)
    for code, pairs in group.CASES.items()
}
