"""What a draft lies over: another content at once (import, roll back), a newer deployment under it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.bundle.resources import COMMON, Kind, Resource, overlay
from app.bundle.sharing import without_uncalled
from app.core.canonical import digest as digest_of
from app.core.canonical import fingerprint
from app.core.errors import Conflict, Invalid
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.blobs import read
from app.repository.deployments import NotDeployed, Programs
from app.repository.draft_files import (
    DraftEntry,
    DraftFileMissing,
    base_files,
    files_at,
    files_of,
    own_path,
    saved_files,
)
from app.repository.draft_life import DraftStatus, draft_of, hold_open, open_draft, unfinished
from app.repository.draft_saves import save_file
from app.repository.models import Deployment, Draft, Jurisdiction


class ForeignPackage(Invalid):
    """读入的文件不是“{key}”的属地包：没有 processes/{key}/jurisdiction.yaml。没有读入任何文件。"""

    code = "package-foreign"


class DraftUnfinished(Conflict):
    """第 {number} 版草稿还没有完成，同时只能有一份。请先发布或撤销它。"""

    code = "draft-unfinished"


class AlreadyRunning(Conflict):
    """第 {version} 版就是现在运行的这一版，不用回退。"""

    code = "already-running"


@dataclass(frozen=True, slots=True)
class Filled:
    """What the files of a package changed in a draft, by path; `left` are files that all jurisdictions share."""

    saved: tuple[str, ...]
    deleted: tuple[str, ...]
    left: tuple[str, ...]


def fill(ctx: Context, draft_id: str, files: Mapping[str, bytes], *, shared: bool = True) -> Filled:
    """Make the draft hold exactly these files; what is the same already is not saved again.

    The sheet of papers belongs to the installation and stays. Without `shared` the files that all jurisdictions share
    stay as well; with it those that differ become the package's own. Raises what `save_file` raises.
    """
    draft = draft_of(ctx, draft_id)
    now = {own_path(draft, entry.path): entry for entry in files_of(ctx, draft).values()}
    given = {own_path(draft, path): one for path, one in _chosen(draft, files).items()}
    left = tuple(path for path, one in given.items() if _stays(one, now.get(path), shared=shared))
    saved = []
    for path, one in given.items():
        entry = now.get(path)
        if path in left or (entry is not None and entry.digest == one.digest):
            continue
        save_file(ctx, draft.id, path, one.data, entry.version if entry else 0)
        saved.append(path)
    gone = [
        path
        for path, entry in now.items()
        if path not in given and not (entry.common or entry.deleted or entry.kind is Kind.SHEET)
    ]
    for path in gone:
        save_file(ctx, draft.id, path, None, now[path].version)
    return Filled(tuple(saved), tuple(gone), left)


def remove(ctx: Context, draft_id: str, unit: str) -> tuple[str, ...]:
    """Delete a file, or all files of a paper's folder; returns their paths. Raises `DraftFileMissing`, `DraftPath`."""
    draft = draft_of(ctx, draft_id)
    found = [entry for entry in _of_unit(ctx, draft, unit) if not entry.deleted]
    if not found:
        raise DraftFileMissing(path=unit[:200])
    for entry in found:
        save_file(ctx, draft.id, entry.path, None, entry.version)
    return tuple(entry.path for entry in found)


def restore(ctx: Context, draft_id: str, unit: str) -> tuple[str, ...]:
    """Give a file, or a paper's folder, the content of the base again; what is new is deleted.

    Raises `DraftFileMissing` when nothing of it is changed.
    """
    draft = draft_of(ctx, draft_id)
    base, saved = base_files(ctx, draft), saved_files(ctx, draft)
    found = [entry for entry in _of_unit(ctx, draft, unit) if entry.changed]
    if not found:
        raise DraftFileMissing(path=unit[:200])
    for entry in found:
        place = own_path(draft, entry.path)
        was = base.get(place)
        save_file(ctx, draft.id, entry.path, was.data if was else None, entry.version)
        if place in saved:
            saved[place].forked_from = None
    return tuple(entry.path for entry in found)


def bring_in(ctx: Context, draft_id: str, files: Mapping[str, bytes]) -> Filled:
    """Read a whole package into the draft; what all jurisdictions share stays as the draft has it.

    Raises `ForeignPackage` and what `fill` raises.
    """
    draft = draft_of(ctx, draft_id)
    if f"processes/{draft.jurisdiction}/jurisdiction.yaml" not in files:
        raise ForeignPackage(key=draft.jurisdiction)
    filled = fill(ctx, draft.id, files, shared=False)
    details = {
        "files": len(files),
        "saved": len(filled.saved),
        "deleted": len(filled.deleted),
        "digest": fingerprint({path: digest_of(data) for path, data in files.items()}),
    }
    record(ctx, Operation.DRAFT_IMPORT, draft.id, details, jurisdiction=draft.jurisdiction)
    return filled


def roll_back(ctx: Context, deployment_id: str) -> Draft:
    """A draft with the files of an older deployment, to be reviewed and published like any other.

    Raises `NotDeployed` for another jurisdiction's, `DraftUnfinished`, `AlreadyRunning`.
    """
    deployment = ctx.session.get(Deployment, deployment_id)
    if deployment is None or deployment.jurisdiction != ctx.actor.jurisdiction:
        raise NotDeployed(jurisdiction=deployment_id)
    other = unfinished(ctx, deployment.jurisdiction)
    if other is not None:
        raise DraftUnfinished(number=other.number)
    draft = open_draft(ctx, deployment.jurisdiction, back_to=deployment.version)
    if draft.base_deployment_id == deployment_id:
        raise AlreadyRunning(version=deployment.version)
    older = ctx.use(Programs).get(ctx, deployment_id).bundle
    fill(ctx, draft.id, {path: resource.data for path, resource in older.resources.items()})
    return draft


def is_behind(ctx: Context, draft: Draft) -> bool:
    """Whether something else was deployed since the draft was opened."""
    return _running(ctx, draft).deployment_id != draft.base_deployment_id


def rebase(ctx: Context, draft_id: str) -> tuple[str, ...]:
    """Put the draft over what runs now and open it again; returns the files that both sides changed.

    What the draft did not change follows the newer deployment. Of a file that both changed the draft's stands until
    somebody has chosen (`settle`).
    """
    draft = draft_of(ctx, draft_id)
    place = _running(ctx, draft)
    if not is_behind(ctx, draft) or draft.status not in {DraftStatus.OPEN, DraftStatus.REVIEW}:
        return ()
    before, older = base_files(ctx, draft), draft.base_deployment_id
    draft.base_deployment_id, draft.number = place.deployment_id or older, place.version + 1
    draft.status = DraftStatus.OPEN
    ctx.session.flush()
    both = tuple(_settle(ctx, draft, {path: resource.digest for path, resource in before.items()}))
    saved = saved_files(ctx, draft)
    for path in both:
        saved[path].forked_from = saved[path].forked_from or older
    details = {"from": older, "to": draft.base_deployment_id, "both_changed": list(both)}
    record(ctx, Operation.DRAFT_REBASE, draft.id, details, jurisdiction=draft.jurisdiction)
    return both


def forks_of(ctx: Context, draft: Draft) -> Mapping[str, str]:
    """The files of which nobody has chosen yet between the draft's and the newer version's, by path: forked from."""
    return {path: row.forked_from for path, row in saved_files(ctx, draft).items() if row.forked_from}


def settle(ctx: Context, draft_id: str, path: str, *, theirs: bool) -> None:
    """Choose between the draft's and the newer version's content of a file that both changed.

    Raises `DraftFileMissing` when there is nothing to choose, `DraftClosed`.
    """
    draft = draft_of(ctx, draft_id)
    hold_open(ctx, draft)
    place = own_path(draft, path)
    row = saved_files(ctx, draft).get(place)
    if row is None or row.forked_from is None:
        raise DraftFileMissing(path=path[:200])
    if theirs:
        was = base_files(ctx, draft).get(place)
        save_file(ctx, draft.id, place, was.data if was else None, row.version)
    row.forked_from = None
    details = {"path": place, "choice": "theirs" if theirs else "mine"}
    record(ctx, Operation.DRAFT_SETTLE, draft.id, details, jurisdiction=draft.jurisdiction)


def _stays(given: Resource, entry: DraftEntry | None, *, shared: bool) -> bool:
    if given.kind is Kind.SHEET:
        return True
    return not shared and given.owner == COMMON and entry is not None and entry.common


def _of_unit(ctx: Context, draft: Draft, unit: str) -> list[DraftEntry]:
    """The files of the draft that a path names: itself, or what stands in that folder."""
    place = own_path(draft, unit)
    within = tuple(files_of(ctx, draft).values())
    paths = [(own_path(draft, entry.path), entry) for entry in within]
    return [entry for path, entry in paths if path == place or path.startswith(f"{place}/")]


def _chosen(draft: Draft, files: Mapping[str, bytes]) -> Mapping[str, Resource]:
    """What of the files a package is made of: its own before the shared ones, no shared diagram that nothing calls."""
    found = (Resource.of(path, data) for path, data in files.items())
    own = overlay((one for one in found if one is not None), draft.jurisdiction)
    return without_uncalled(own, draft.jurisdiction)


def _settle(ctx: Context, draft: Draft, before: Mapping[str, str]) -> Iterator[str]:
    """Let untouched files follow the new base; yields those that both sides changed."""
    after = files_at(ctx, draft, draft.base_deployment_id)
    for path, row in saved_files(ctx, draft).items():
        new = after.get(path)
        digests = before.get(path), new.digest if new else None
        if digests[0] == digests[1] or row.digest == digests[1]:
            continue
        if row.digest != digests[0]:
            yield path
        elif new is None or new.owner != COMMON:
            save_file(ctx, draft.id, path, read(ctx, digests[1]) if digests[1] else None, row.version)


def _running(ctx: Context, draft: Draft) -> Jurisdiction:
    place: Jurisdiction = ctx.session.get_one(Jurisdiction, draft.jurisdiction, populate_existing=True)
    return place
