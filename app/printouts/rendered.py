"""What rendering gives back; apart from the renderer, so that nobody need import WeasyPrint to hold it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rendered:
    """A finished paper: its bytes and how many pages it has."""

    pdf: bytes
    pages: int
