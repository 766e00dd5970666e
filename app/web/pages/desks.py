"""The editors of decisions, forms, papers and texts of a draft; each has the head that all editors share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.web.pages.editing import EditorHead
from app.web.pages.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """An editor that needs nothing but the file: decisions and texts. `note` says what the file is for."""

    title: str
    head: EditorHead
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsDeskPage(DeskPage):
    """The editor of a YAML file as fields of the `shape` that its schema has."""

    shape: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDeskPage:
    """The form editor; `frame_url` shows the form as people will meet it."""

    title: str
    head: EditorHead
    frame_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A file of a paper's folder: its name there, what it is, the head of its own editor; a picture has none."""

    name: str
    what: str
    head: EditorHead | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDeskPage:
    """The editor of a paper: its files as tabs, `open` the one asked for, and the shared `sheets` that it extends."""

    title: str
    head: EditorHead
    files: tuple[PaperFile, ...]
    open: str
    sheets: tuple[Link, ...] = ()
