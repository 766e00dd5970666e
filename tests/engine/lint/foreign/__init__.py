"""Files as other products write them: thousands, made from pieces in their manner, from what ships, and by mutation."""

from tests.engine.lint.foreign.making import foreign_files

__all__ = ["foreign_files"]
