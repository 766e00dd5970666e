"""Drafts of a jurisdiction's package: the one door for those who write, check, try and publish them."""

from app.repository.draft_comments import add_comment, comments_of, open_comments, resolve_comment
from app.repository.draft_files import (
    DraftEntry,
    DraftFileMissing,
    EditLock,
    bundle_of,
    files_of,
    own_path,
    read_file,
    resources_of,
)
from app.repository.draft_life import (
    DraftClosed,
    DraftNotFound,
    DraftStatus,
    draft_of,
    open_draft,
    unfinished,
)
from app.repository.draft_locks import lock_file
from app.repository.draft_milestones import (
    bundle_then,
    go_back,
    milestone_of,
    milestones_of,
    name_milestone,
    names_of,
    read_then,
)
from app.repository.draft_saves import DraftMoved, save_file, savers_of, saves_of

__all__ = (
    "DraftClosed",
    "DraftEntry",
    "DraftFileMissing",
    "DraftMoved",
    "DraftNotFound",
    "DraftStatus",
    "EditLock",
    "add_comment",
    "bundle_of",
    "bundle_then",
    "comments_of",
    "draft_of",
    "files_of",
    "go_back",
    "lock_file",
    "milestone_of",
    "milestones_of",
    "name_milestone",
    "names_of",
    "open_comments",
    "open_draft",
    "own_path",
    "read_file",
    "read_then",
    "resolve_comment",
    "resources_of",
    "save_file",
    "savers_of",
    "saves_of",
    "unfinished",
)
