"""What differs between two packages, property by property, in words that a person can sign. Pure."""

from app.bundle.comparison.comparing import compare
from app.bundle.comparison.model import Act, Change, Comparison, FileChange, Item
from app.bundle.comparison.wording import lines, totals

__all__ = ["Act", "Change", "Comparison", "FileChange", "Item", "compare", "lines", "totals"]
