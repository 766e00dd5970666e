"""Where each force is: a row per force, a column per step."""

from dataclasses import dataclass

from app.web.pages.parts import Action, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A step and its limit, such as 确认 and 限 3 分."""

    title: str
    limit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCell:
    """How a force stands with a step: glyph and word or time, below it how long it took or how far."""

    mark: Mark
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A force, its order and its cells, as many as there are columns. None: the step lies ahead."""

    name: str
    note: str
    cells: tuple[BoardCell | None, ...]
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceBoard:
    """The whole board. `summary` counts in words; `late` is the part of it that is late."""

    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]
    summary: str = ""
    late: str = ""
    remind: Action | None = None
