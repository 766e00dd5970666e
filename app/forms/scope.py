"""What an expression sees: the form's data and, inside a list, the row (`this`), what is around it, its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Names = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """One place of the form: `names` are what form-js gives expressions there, `rows` the row numbers from 1."""

    data: Names
    this: Names
    parent: Names | None
    rows: tuple[int, ...]
    names: Names

    @classmethod
    def of(cls, data: Names) -> "Scope":
        """The outermost place."""
        return cls(data, data, None, (), _merged(data, data, None, ()))

    def row(self, index: int, row: Names) -> "Scope":
        """A row of a list at this place; `index` from 0."""
        parent = _merged(self.this, self.this, self.parent, self.rows)
        rows = (*self.rows, index + 1)
        return Scope(self.data, row, parent, rows, _merged(self.data, row, parent, rows))


def _merged(data: Names, this: Names, parent: Names | None, rows: tuple[int, ...]) -> Names:
    special = {"this": this, "parent": parent, "i": list(rows)}
    return {**special, **data, **{f"_{name}_": value for name, value in special.items()}}
