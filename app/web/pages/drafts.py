"""The package of a jurisdiction as its process owners work on it: files, review, versions."""

from dataclasses import dataclass
from datetime import datetime

from app.web.pages.parts import Action, Crumb, Fact, Link, Mark, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSteps:
    """How far a draft has come: 0 written, 2 reviewed by another, 3 published."""

    number: int
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file, or the folder of a paper. `href` is its editor, empty where there is none.

    `change` is what the draft did to it: new, changed, deleted or nothing; `path` names it in acts.
    """

    title: str
    key: str
    href: str = ""
    change: str = ""
    shared: bool = False
    editing: str = ""
    comments: int = 0
    saved: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """The files of one kind under what people call them."""

    key: str
    title: str
    rows: tuple[FileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """One thing that must be right before a draft goes on; `mark` and `text` say how it stands."""

    label: str
    mark: Mark
    text: str
    link: Link | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChoice:
    """A file that an act can be done to, by what people call it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A name for how the draft stood once; `back_url` is empty for whoever may not go back to it."""

    name: str
    at: datetime
    by: str
    compare_url: str
    back_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForkedFile:
    """A file that the draft and the newer version both changed: three comparisons, and the choice."""

    title: str
    path: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftsPage:
    """流程: the open draft, or what runs. Empty addresses belong to acts that the reader may not do now."""

    title: str
    summary: str
    groups: tuple[FileGroup, ...]
    steps: DraftSteps | None = None
    notes: tuple[Note, ...] = ()
    gate: tuple[GateRow, ...] = ()
    actions: tuple[Action, ...] = ()
    discard_url: str = ""
    import_url: str = ""
    copy_url: str = ""
    copies: tuple[FileChoice, ...] = ()
    remove_url: str = ""
    removable: tuple[FileChoice, ...] = ()
    restore_url: str = ""
    milestones: tuple[MilestoneRow, ...] = ()
    name_url: str = ""
    forks: tuple[ForkedFile, ...] = ()
    settle_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """What the check says about a file."""

    severe: bool
    code: str
    name: str
    message: str
    mend: str
    file: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """A file that a draft changes, in words; `more` is how many further lines the comparison has."""

    title: str
    lines: tuple[str, ...]
    more: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What the button does at once, said above it."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A draft before it is submitted, or while another person reviews it. `blocked` says why it cannot go on."""

    title: str
    crumbs: tuple[Crumb, ...]
    steps: DraftSteps
    facts: tuple[Fact, ...]
    gate: tuple[GateRow, ...]
    findings: tuple[FindingRow, ...]
    changes: tuple[ChangedFile, ...]
    changes_summary: str
    compare_url: str
    notes: tuple[Note, ...] = ()
    consequences: Consequences | None = None
    blocked: str = ""
    submit_url: str = ""
    submit_text: str = ""
    publish_url: str = ""
    publish_text: str = ""
    return_url: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version: who wrote and who signed it, when, under which digest."""

    number: int
    at: datetime
    by: str
    signed: str
    digest: str
    current: bool = False
    title: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """All versions of the package, newest first."""

    title: str
    summary: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[VersionRow, ...]
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    next_page: Link | None = None
