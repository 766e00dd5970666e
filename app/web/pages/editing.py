"""The editor of one file of a draft: the head that all editors share, and the modeler's page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the scripts of an editor read and write; each is a whole address, `resolve` ends in `/`."""

    content: str
    lock: str
    saves: str
    check: str
    comments: str
    resolve: str
    vocabulary: str
    variables: str
    feel: str
    preview: str
    scenarios: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorHead:
    """Name and key of the file, how far its draft has come, and what can be done with it.

    `number` is the version that the draft would become, `base` the one that it began from. `step` is 0 for a draft,
    2 while somebody reviews, 3 when published. `writer` says whether the reader may write drafts at all; the file is
    `editable` for writers in step 0.
    """

    draft_id: str
    path: str
    name: str
    key: str
    number: int
    base: int
    step: int
    version: int
    writer: bool
    editable: bool
    at: Addresses
    back_url: str
    compare_url: str
    trial_url: str
    review_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelerPage:
    """The modeler on one diagram; `base_elements` are the ids in the base version, None where it has no such file."""

    title: str
    head: EditorHead
    base_elements: tuple[str, ...] | None
