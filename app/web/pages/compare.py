"""比较: two versions of a package, property by property."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.bundle.comparison.pictures import Plate
from app.bundle.comparison.sheets import Sheets
from app.web.pages.parts import Action, Change, Crumb, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side: what it is, who made it and when, its SHA-256."""

    title: str
    who: str
    at: datetime
    digest: str
    note: str = ""

    @property
    def shown_digest(self) -> str:
        """The beginning of the SHA-256 in groups of four, as people read it aloud."""
        return " ".join(self.digest[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Something that can be one side: a version, a milestone, a save."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCount:
    """How many elements of one act there are."""

    act: str
    sign: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """One element: `old` and `new` are its ids in the two diagrams, empty where it is not; `number` within the file."""

    number: int
    act: str
    sign: str
    word: str
    kind: str
    name: str
    old: str
    new: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnItem:
    """What a canvas shows of an element."""

    act: str
    word: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedDiagram:
    """Both diagrams; an address is empty where the diagram is in one version only. Marks by id of element.

    `printed` are the same pictures for paper, the old one before the new one.
    """

    old_url: str
    new_url: str
    old_label: str
    new_label: str
    old_marks: Mapping[str, DrawnItem]
    new_marks: Mapping[str, DrawnItem]
    printed: tuple[Plate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFile:
    """One file that differs; `short` is its title without the kind.

    `moved` are elements whose drawing alone differs, told together in one line.
    """

    anchor: str
    act: str
    sign: str
    word: str
    title: str
    short: str
    path: str
    note: str
    counts: tuple[ActCount, ...]
    items: tuple[ComparedItem, ...]
    moved: tuple[ComparedItem, ...] = ()
    formatted: bool = False
    diagram: ComparedDiagram | None = None
    tables: tuple[Sheets, ...] = ()
    patch: tuple[str, ...] = ()
    patch_left: int = 0
    edit_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedKind:
    """The files of one kind in the list at the side."""

    text: str
    files: tuple[ComparedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """The page. `others` lead to further comparisons, `whole` from one file to all.

    `picks` may be either side of a draft's; `to` is the old one's, `at` the new one's, of the file `path`.
    """

    title: str
    crumbs: tuple[Crumb, ...]
    old: Version
    new: Version
    counts: tuple[ActCount, ...]
    kinds: tuple[ComparedKind, ...]
    summary: str
    actions: tuple[Action, ...] = ()
    others: tuple[Link, ...] = ()
    whole: Link | None = None
    nothing: str = ""
    signers: tuple[str, ...] = field(default=())
    picks: tuple[Pick, ...] = ()
    to: str = ""
    at: str = ""
    path: str = ""

    @property
    def files(self) -> tuple[ComparedFile, ...]:
        """All files in order."""
        return tuple(file for kind in self.kinds for file in kind.files)
