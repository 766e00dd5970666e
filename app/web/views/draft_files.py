"""The files of a package by what people call them, with what a draft changed, who edits, what is open."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.resources import COMMON, Kind
from app.db.context import Context
from app.repository.drafts import DraftEntry, open_comments, own_path
from app.repository.models import Draft, DraftFile
from app.web.language import gettext as _
from app.web.pages.drafts import FileGroup, FileRow
from app.web.sessions import actor
from app.web.views.file_names import FileNames
from app.web.wording import moment

# key and kinds; papers stand by folder, as one thing
_GROUPS = (
    ("processes", (Kind.DIAGRAM,)),
    ("forms", (Kind.FORM, Kind.REGISTRY)),
    ("decisions", (Kind.DECISION,)),
    ("papers", (Kind.PRINTOUT, Kind.REPORT)),
    ("scenarios", (Kind.SCENARIO,)),
    ("settings", (Kind.CLAUSES, Kind.SETTINGS, Kind.MANIFEST, Kind.REGISTRY_DATA)),
)
_FOLDERS = (Kind.PRINTOUT, Kind.REPORT)


def draft_groups(
    ctx: Context, draft: Draft, entries: Mapping[str, DraftEntry], bundle: Bundle
) -> tuple[FileGroup, ...]:
    """The files of a draft; `bundle` is where names are looked up."""
    comments, saved, names = open_comments(ctx, draft), _saved(ctx, draft), FileNames(bundle)
    shown = [entry for entry in entries.values() if not (entry.deleted and (entry.new or entry.common))]

    def row(files: list[DraftEntry]) -> FileRow:
        head = _main(files)
        owns = [own_path(draft, entry.path) for entry in files]
        return FileRow(
            title=names.title(head.kind, head.path),
            key=_key(head),
            href=_editor(draft, head),
            change=_change(files),
            shared=all(entry.common for entry in files),
            editing=next((_editing(one) for one in files if _editing(one)), ""),
            comments=sum(comments.get(path, 0) for path in owns),
            saved=next((saved[path] for path in owns if path in saved), ""),
            path=own_path(draft, _unit(head)),
        )

    return tuple(_grouped(shown, row))


def deployed_groups(bundle: Bundle) -> tuple[FileGroup, ...]:
    """The files of what is deployed; there is nothing to edit."""
    names = FileNames(bundle)
    entries = [
        DraftEntry(path, one.kind, 0, False, False, False, one.digest, one.owner == COMMON)
        for path, one in bundle.resources.items()
    ]

    def row(files: list[DraftEntry]) -> FileRow:
        head = _main(files)
        return FileRow(title=names.title(head.kind, head.path), key=_key(head), shared=head.common)

    return tuple(_grouped(entries, row))


def _grouped(
    entries: Iterable[DraftEntry], row: Callable[[list[DraftEntry]], FileRow]
) -> Iterator[FileGroup]:
    listed = list(entries)
    titles = _titles()
    for key, kinds in _GROUPS:
        rows: dict[str, list[DraftEntry]] = {}
        for entry in listed:
            if entry.kind in kinds:
                rows.setdefault(_unit(entry), []).append(entry)
        made = sorted((row(files) for files in rows.values()), key=lambda one: (one.shared, not one.change))
        yield FileGroup(key=key, title=titles[key], rows=tuple(made))


def _titles() -> dict[str, str]:
    return {
        "processes": _("流程"),
        "forms": _("表单"),
        "decisions": _("决策"),
        "papers": _("文书样式"),
        "scenarios": _("情景"),
        "settings": _("条款与设置"),
    }


def _unit(entry: DraftEntry) -> str:
    """What is one row: a file, or the folder of a paper."""
    return "/".join(PurePosixPath(entry.path).parts[:3]) if entry.kind in _FOLDERS else entry.path


def _main(files: list[DraftEntry]) -> DraftEntry:
    """The file that stands for a folder: what the editor opens first."""
    return next((one for one in files if one.path.endswith(("/template.html", "/report.yaml"))), files[0])


def _key(entry: DraftEntry) -> str:
    parts = PurePosixPath(entry.path).parts
    return parts[2] if entry.kind in _FOLDERS else parts[-1]


def _editor(draft: Draft, entry: DraftEntry) -> str:
    if entry.deleted:
        return ""
    return f"/drafts/{draft.id}/files/{quote(own_path(draft, entry.path))}"


def _change(files: list[DraftEntry]) -> str:
    changed = [entry for entry in files if entry.changed]
    if not changed:
        return ""
    if all(entry.new for entry in files):
        return "new"
    return "deleted" if all(entry.deleted for entry in files) else "changed"


def _editing(entry: DraftEntry) -> str:
    if entry.lock is None:
        return ""
    if entry.lock.by == actor().id:
        return _("您在编辑")
    return _("%(who)s正在编辑", who=f"{entry.lock.by_name} ")


def _saved(ctx: Context, draft: Draft) -> dict[str, str]:
    rows = ctx.session.scalars(select(DraftFile).where(DraftFile.draft_id == draft.id, DraftFile.version > 0))
    return {row.path: f"{moment(row.saved_at, ctx.now())} {row.saved_by_name}" for row in rows}
