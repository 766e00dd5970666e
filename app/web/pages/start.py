"""Start a process."""

from dataclasses import dataclass

from app.web.pages.forms import FormIsland
from app.web.pages.parts import Crumb, Link, Note
from app.web.pages.task import Consequence


@dataclass(frozen=True, slots=True, kw_only=True)
class StartChoice:
    """A process the reader may start: its name, what it is for, its source."""

    name: str
    href: str
    text: str = ""
    clauses: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The choices."""

    title: str
    choices: tuple[StartChoice, ...]
    crumbs: tuple[Crumb, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFormPage:
    """The first form of a process. With `drill_choice` a box 演练 stands above it and its value is sent as `drill`;
    `paces`: how many times shorter the time limits of a drill may be, sent as `pace`.
    """

    title: str
    form: FormIsland
    crumbs: tuple[Crumb, ...] = ()
    subtitle: str = ""
    drill_choice: bool = True
    paces: tuple[int, ...] = (1,)
    notes: tuple[Note, ...] = ()
    consequences_title: str = ""
    consequences: tuple[Consequence, ...] = ()
