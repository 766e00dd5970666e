"""The files of a draft: those of its base deployment with what was changed over them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.resources import COMMON, Kind, Resource, kind_of
from app.core.errors import NotFound
from app.db.context import Context
from app.repository.blobs import read
from app.repository.deployments import Programs
from app.repository.models import Draft, DraftFile, DraftLock, DraftSave

FOLDERS = (Kind.PRINTOUT, Kind.REPORT)
"""Kinds of which a package's own folder hides the shared one as a whole."""


class DraftFileMissing(NotFound):
    """草稿里没有“{path}”。"""

    code = "draft-file-missing"


@dataclass(frozen=True, slots=True)
class EditLock:
    """Who is editing, until when the notice stands."""

    by: str
    by_name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A file as the draft has it.

    `path` is where it stands: in the package's own folder, or in `common/` while it is still the shared one.
    `version` counts its saves in this draft; 0 is the content of the base deployment. `digest` is None when deleted.
    """

    path: str
    kind: Kind
    version: int
    changed: bool
    deleted: bool
    new: bool
    digest: str | None
    common: bool
    lock: EditLock | None = None


def known_path(ctx: Context, draft: Draft, path: str) -> str:
    """The own path of a file that the draft has, had or brings. Raises `DraftFileMissing`."""
    place = own_path(draft, path)
    if ctx.session.get(DraftFile, (draft.id, place)) is None and place not in base_files(ctx, draft):
        raise DraftFileMissing(path=path[:200])
    return place


def own_path(draft: Draft, path: str) -> str:
    """Where a file of the package stands: the place of a shared file that the package's own would hide."""
    parts = PurePosixPath(path).parts
    return "/".join((parts[0], draft.jurisdiction, *parts[2:])) if parts[1:2] == (COMMON,) else path


def base_files(ctx: Context, draft: Draft) -> Mapping[str, Resource]:
    """The files of the base deployment by the path that the package's own would have."""
    return files_at(ctx, draft, draft.base_deployment_id)


def files_at(ctx: Context, draft: Draft, deployment_id: str) -> Mapping[str, Resource]:
    """The files of any deployment of the draft's jurisdiction, likewise."""
    deployed = ctx.use(Programs).get(ctx, deployment_id)
    return {own_path(draft, path): resource for path, resource in deployed.bundle.resources.items()}


def saved_files(ctx: Context, draft: Draft) -> Mapping[str, DraftFile]:
    """What was saved in the draft, by path."""
    return {row.path: row for row in ctx.session.scalars(select(DraftFile).filter_by(draft_id=draft.id))}


def files_of(ctx: Context, draft: Draft) -> Mapping[str, DraftEntry]:
    """All files, deleted ones marked, by path in order of the path."""
    base, saved = base_files(ctx, draft), saved_files(ctx, draft)
    locks = _locks(ctx, draft)
    found = (
        replace(entry, lock=locks.get(place))
        for place in {**base, **saved}
        if (entry := _entry(place, base.get(place), saved.get(place))) is not None
    )
    entries = _hide_shared_folders(draft, {entry.path: entry for entry in found})
    return dict(sorted(entries.items()))


def read_file(ctx: Context, draft: Draft, path: str, version: int | None = None) -> tuple[bytes, int]:
    """Content and version of a file: as it is now, as it was saved under a version, or (0) as in the base.

    Raises `DraftFileMissing`, also for what is deleted.
    """
    place = own_path(draft, path)
    row = ctx.session.get(DraftFile, (draft.id, place))
    number = (row.version if row else 0) if version is None else version
    if version is None and row is not None and row.digest is not None:
        return read(ctx, row.digest), number
    if number > 0:
        save = ctx.session.get(DraftSave, (draft.id, place, number))
        if save is not None and save.digest is not None:
            return read(ctx, save.digest), number
    base = base_files(ctx, draft).get(place)
    if base is None or (number > 0 and (version is not None or base.owner != COMMON)):
        raise DraftFileMissing(path=path)
    return base.data, number


def resources_of(ctx: Context, draft: Draft, replacing: Mapping[str, bytes] | None = None) -> list[Resource]:
    """The files that a bundle of the draft is made of; `replacing` puts unsaved content over them by path."""
    saved = {place: row.digest for place, row in saved_files(ctx, draft).items()}
    files = overlaid(ctx, draft, draft.base_deployment_id, saved)
    for path, data in (replacing or {}).items():
        place = own_path(draft, path)
        if place in files and files[place].data == data:
            continue  # what stands there already makes nothing the package's own
        _take_folder(files, place)
        _put(files, place, data)
    return list(files.values())


def overlaid(
    ctx: Context, draft: Draft, deployment_id: str, saved: Mapping[str, str | None]
) -> dict[str, Resource]:
    """The files of a deployment with saved ones over them, by digest; None for what was deleted."""
    files = dict(files_at(ctx, draft, deployment_id))
    for place, digest in saved.items():
        _put(files, place, read(ctx, digest) if digest else None)
    return files


def bundle_of(ctx: Context, draft: Draft, replacing: Mapping[str, bytes] | None = None) -> Bundle:
    """The package as the draft has it. Raises `BundleRefused` with every fault by file and line."""
    return Bundle.from_resources(draft.jurisdiction, resources_of(ctx, draft, replacing))


def _take_folder(files: dict[str, Resource], place: str) -> None:
    """Before a file of a shared paper is replaced: its folder counts as a whole, so all of it becomes the package's."""
    if kind_of(place) not in FOLDERS:
        return
    folder = place.rpartition("/")[0]
    for path, resource in files.items():
        own = Resource.of(path, resource.data) if resource.owner == COMMON else None
        if own is not None and path.startswith(f"{folder}/"):
            files[path] = own


def _put(files: dict[str, Resource], place: str, data: bytes | None) -> None:
    resource = Resource.of(place, data) if data is not None else None
    if resource is not None and not _is_shared(files.get(place), resource.digest):
        files[place] = resource
    elif resource is not None:
        return
    elif place in files and files[place].owner != COMMON:
        del files[place]  # without the package's own file the shared one counts again


def _is_shared(base: Resource | None, digest: str) -> bool:
    """Whether the content is that of the shared file, which then need not stand twice."""
    return base is not None and base.owner == COMMON and base.kind not in FOLDERS and base.digest == digest


def _entry(place: str, base: Resource | None, row: DraftFile | None) -> DraftEntry | None:
    digest = row.digest if row is not None else None
    version = row.version if row is not None else 0
    as_shared = base is not None and base.owner == COMMON and (digest is None or _is_shared(base, digest))
    if base is not None and (row is None or as_shared):
        common = base.owner == COMMON
        return DraftEntry(base.path, base.kind, version, False, False, False, base.digest, common)
    resource = Resource.of(place, b"")
    if resource is None:
        return None
    changed = base is None or base.digest != digest
    return DraftEntry(
        place, resource.kind, version, changed, digest is None, base is None, digest, common=False
    )


def _hide_shared_folders(draft: Draft, entries: dict[str, DraftEntry]) -> dict[str, DraftEntry]:
    """Mark what a folder of the package hides in `common/` as deleted: the folder counts as a whole."""
    own = {
        _folder(entry)
        for entry in entries.values()
        if entry.kind in FOLDERS and not entry.common and not entry.deleted
    }
    for path, entry in entries.items():
        if entry.common and entry.kind in FOLDERS and _folder(entry) in own:
            entries[path] = replace(entry, deleted=True, changed=True, digest=None)
    return entries


def _folder(entry: DraftEntry) -> str:
    return PurePosixPath(entry.path).parts[2]


def _locks(ctx: Context, draft: Draft) -> Mapping[str, EditLock]:
    rows: Iterable[DraftLock] = ctx.session.scalars(
        select(DraftLock).where(DraftLock.draft_id == draft.id, DraftLock.until > ctx.now())
    )
    return {row.path: EditLock(row.by, row.by_name, row.until) for row in rows}
