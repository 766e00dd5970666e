"""Saving a file of a draft: from the version that the writer saw, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.bundle.loader import MOST_FILES
from app.bundle.resources import COMMON, Resource, is_well_named, kind_of
from app.bundle.safety import refuse_unsafe
from app.core.canonical import digest as digest_of
from app.core.clock import SHANGHAI
from app.core.errors import Conflict, Invalid
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.blobs import keep
from app.repository.draft_files import FOLDERS, base_files, own_path
from app.repository.draft_life import draft_of, hold_open
from app.repository.models import Blob, Draft, DraftFile, DraftSave

_LONGEST_PATH = 255


class DraftMoved(Conflict):
    """{by}在 {clock} 存了“{path}”，您的修改没有存进去，还在您这里。请选一个：看对方的，用您的覆盖，或另存。"""

    code = "draft-moved"


class DraftPath(Invalid):
    """“{path}”不能放进草稿：{why}。"""

    code = "draft-path"


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a file; `size` in bytes, None when it was deleted then."""

    version: int
    at: datetime
    by: str
    by_name: str
    size: int | None


def save_file(ctx: Context, draft_id: str, path: str, data: bytes | None, base_version: int) -> int:
    """Save content over the version that the writer saw, or delete (None); returns the version it became.

    What is stored already becomes no new version. A shared file becomes the package's own. Raises `DraftMoved` when
    somebody saved meanwhile, `DraftClosed`, `DraftPath`; and, for what must not even be kept, what
    `app.bundle.safety.refuse_unsafe` raises.
    """
    draft = draft_of(ctx, draft_id)
    place = _placed(draft, path)
    kind = kind_of(place)
    if data is not None and kind is not None:
        refuse_unsafe(kind, data)
    hold_open(ctx, draft)
    known = ctx.session.get(DraftFile, (draft.id, place), populate_existing=True)
    if _same(ctx, draft, known, place, data):
        return known.version if known else 0
    if known is None and data is not None:
        _make_room(ctx, draft, place)
        known = ctx.session.get(DraftFile, (draft.id, place), populate_existing=True)
    if known is not None and known.version != base_version:
        raise _moved(ctx, known)
    version = _write(ctx, draft, place, data, base_version)
    details = {"path": place, "version": version, "digest": digest_of(data) if data is not None else None}
    record(ctx, Operation.DRAFT_SAVE, draft.id, details, jurisdiction=draft.jurisdiction)
    return version


def saves_of(ctx: Context, draft: Draft, path: str) -> Sequence[Save]:
    """The saves of a file, newest first."""
    query = (
        select(DraftSave, func.length(Blob.data))
        .outerjoin(Blob, Blob.digest == DraftSave.digest)
        .where(DraftSave.draft_id == draft.id, DraftSave.path == own_path(draft, path))
        .order_by(DraftSave.version.desc())
    )
    return [
        Save(row.version, row.at, row.by, row.by_name, size) for row, size in ctx.session.execute(query).all()
    ]


def savers_of(ctx: Context, draft: Draft) -> frozenset[str]:
    """The accounts that saved something in the draft."""
    return frozenset(ctx.session.scalars(select(DraftSave.by).where(DraftSave.draft_id == draft.id)))


def _placed(draft: Draft, path: str) -> str:
    """The path in the package's own folder; raises `DraftPath` where a draft has no business."""
    place = own_path(draft, path)
    resource = Resource.of(place, b"")
    if len(place) > _LONGEST_PATH or not _plain(place):
        raise DraftPath(path=path[:_LONGEST_PATH], why="路径写法不对")
    if resource is None:
        raise DraftPath(path=path, why="不是属地包的文件，看不出是流程、表单、决策还是文书")
    if resource.owner != draft.jurisdiction:
        raise DraftPath(path=path, why="它由各属地共用，不属于这个属地包")
    if not is_well_named(resource):
        raise DraftPath(path=path, why="文件名请只用小写字母、数字和连字符，以字母开头")
    return place


def _plain(path: str) -> bool:
    parts = path.split("/")
    return (
        path.isprintable()
        and "\\" not in path
        and all(part and not part.startswith((".", "_")) for part in parts)
    )


def _same(ctx: Context, draft: Draft, known: DraftFile | None, place: str, data: bytes | None) -> bool:
    digest = digest_of(data) if data is not None else None
    if known is not None:
        return known.digest == digest
    base = base_files(ctx, draft).get(place)
    if base is not None and data is None and base.owner == COMMON:
        raise DraftPath(path=base.path, why="它由各属地共用，删不掉；不再用它，部署时自然不带上")
    return (base.digest if base is not None else None) == digest


def _make_room(ctx: Context, draft: Draft, place: str) -> None:
    """Before the first save of a file: of a shared paper all files come along, for its folder counts as a whole."""
    base = base_files(ctx, draft)
    count = ctx.session.scalar(select(func.count()).where(DraftFile.draft_id == draft.id)) or 0
    if count + len(base) > MOST_FILES:
        raise DraftPath(path=place, why=f"属地包最多 {MOST_FILES} 个文件")
    shared = base.get(place)
    if shared is None or shared.owner != COMMON or shared.kind not in FOLDERS:
        return
    folder = PurePosixPath(place).parts[2]
    for path, resource in base.items():
        if resource.kind in FOLDERS and PurePosixPath(path).parts[2] == folder and resource.owner == COMMON:
            _insert(ctx, draft, path, keep(ctx, resource.data), 0)


def _write(ctx: Context, draft: Draft, place: str, data: bytes | None, base_version: int) -> int:
    """One winner of those who saw the same version: the row moves from that version or stays."""
    version = base_version + 1
    digest = keep(ctx, data) if data is not None else None
    values = {"version": version, "digest": digest, "saved_at": ctx.now()}
    moved = ctx.session.execute(
        update(DraftFile)
        .where(DraftFile.draft_id == draft.id, DraftFile.path == place, DraftFile.version == base_version)
        .values(saved_by=ctx.actor.id, saved_by_name=ctx.actor.name, **values)
        .execution_options(synchronize_session=False)
    )
    done = moved.rowcount == 1  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
    if not done and not (base_version == 0 and _insert(ctx, draft, place, digest, version)):
        raise _moved(ctx, ctx.session.get(DraftFile, (draft.id, place), populate_existing=True), place)
    ctx.session.add(
        DraftSave(
            draft_id=draft.id,
            path=place,
            version=version,
            digest=digest,
            at=ctx.now(),
            by=ctx.actor.id,
            by_name=ctx.actor.name,
        )
    )
    ctx.session.flush()
    return version


def _insert(ctx: Context, draft: Draft, place: str, digest: str | None, version: int) -> bool:
    make = postgresql.insert if ctx.dialect.name == "postgresql" else sqlite.insert
    row = make(DraftFile).values(
        draft_id=draft.id,
        path=place,
        version=version,
        digest=digest,
        saved_at=ctx.now(),
        saved_by=ctx.actor.id,
        saved_by_name=ctx.actor.name,
    )
    return ctx.session.scalar(row.on_conflict_do_nothing().returning(DraftFile.path)) is not None


def _moved(ctx: Context, row: DraftFile | None, path: str = "") -> DraftMoved:
    """Who saved before, and when, in the words and as data."""
    if row is None:
        return DraftMoved(path=path, by="别人", clock="刚才", version=0, at="")
    zone = row.saved_at.astimezone(SHANGHAI)
    return DraftMoved(
        path=row.path,
        by=row.saved_by_name,
        clock=f"{zone:%H:%M:%S}",
        version=row.version,
        at=row.saved_at.isoformat(timespec="seconds"),
    )
