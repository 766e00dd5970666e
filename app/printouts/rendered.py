"""What rendering takes and gives back; apart from the renderer, so that nobody need import WeasyPrint to hold it."""

from dataclasses import dataclass

LARGEST_SEAL = 1024 * 1024
"""Bytes of a seal picture."""


@dataclass(frozen=True)
class Rendered:
    """A finished paper: its bytes and how many pages it has; `missing` are the names that a preview shows red."""

    pdf: bytes
    pages: int
    missing: tuple[str, ...] = ()
