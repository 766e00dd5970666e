"""A deploy from a desktop modeler: its files go into the open draft, never around those who review and publish it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.core.errors import Conflict, DomainError, Forbidden, Invalid
from app.db.context import Context
from app.engine.lint.check import refuses
from app.engine.lint.finding import Finding, Severity
from app.identity.permissions import Permission, authorize
from app.repository.drafts import DraftEntry, draft_of, files_of, open_draft, save_file, saves_of
from app.repository.models import Draft
from app.worker.drafts.checks import check_draft_files
from app.worker.drafts.naming import named_here

MOST_FILES = 50
"""Files of one deploy: a diagram with what it is sent along with."""

_FOLDERS = {".bpmn": "processes", ".dmn": "processes", ".form": "forms"}


class OtherJurisdiction(Forbidden):
    """您的令牌属于“{own}”，不能部署到“{asked}”。请把 Tenant ID 留空或填 {own}。"""

    code = "other-jurisdiction"


class UploadUnfit(Invalid):
    """“{name}”没有收下：{why}。没有产生任何变化。"""

    code = "upload-unfit"


class ChangedByOther(Conflict):
    """{by}改过“{path}”，或正在编辑它，您的文件没有收下。请先在浏览器里打开草稿，看过对方的修改，存一次再部署。"""

    code = "changed-by-other"


class UploadRefused(DomainError):
    """文件有 {count} 处错误，没有收下，草稿没有变化。请按提示改好后再部署。"""

    code = "upload-refused"
    status = 400

    def __init__(self, findings: tuple[Finding, ...], names: Mapping[str, str]) -> None:
        """`findings` of all files that were sent, `names` their own names by the paths they would have."""
        super().__init__(None, count=sum(finding.severity is Severity.ERROR for finding in findings))
        self.findings = findings
        self.names = names


@dataclass(frozen=True, slots=True)
class Upload:
    """What a deploy did: the draft, the paths by the names of the files, and what was told about them."""

    draft: Draft
    paths: Mapping[str, str]
    findings: tuple[Finding, ...]


def take_upload(ctx: Context, files: Mapping[str, bytes], tenant: str = "") -> Upload:
    """Save the files of a deploy in the jurisdiction's draft, all or none.

    Opens a draft where there is none. Raises `NotPermitted`, `OtherJurisdiction`, `UploadUnfit` for names that no
    package has, `ChangedByOther` where somebody else saved or edits a file, `UploadRefused` with the findings where
    one of them is an error, and what `save_file` raises.
    """
    authorize(ctx.actor, Permission.DRAFT_WRITE)
    own = ctx.actor.jurisdiction or ""
    if tenant not in ("", own):
        raise OtherJurisdiction(own=own, asked=tenant[:64])
    if not 0 < len(files) <= MOST_FILES:
        raise UploadUnfit(name="部署", why=f"一次要有 1 到 {MOST_FILES} 个文件")
    draft = open_draft(ctx, own)
    paths = _save(ctx, draft, files)
    findings = check_draft_files(ctx, draft.id, {paths[name]: data for name, data in files.items()})
    if refuses(findings):
        raise UploadRefused(findings, {path: name for name, path in paths.items()})
    return Upload(draft, paths, findings)


def take_file(ctx: Context, draft_id: str, name: str, data: bytes) -> str:
    """Save one file that somebody brings from elsewhere, under a name of our manner; gives the path it leads to.

    It may be broken: the check tells what is wrong. Raises `UploadUnfit`, `ChangedByOther` and what `save_file` raises.
    """
    authorize(ctx.actor, Permission.DRAFT_WRITE)
    known = named_here(name, data)
    return _save(ctx, draft_of(ctx, draft_id), {known: data})[known]


def _save(ctx: Context, draft: Draft, files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Save the files where their names lead to; the paths by name."""
    entries = files_of(ctx, draft)
    paths = {name: _place(draft.jurisdiction, name, entries) for name in files}
    if len(set(paths.values())) < len(paths):
        raise UploadUnfit(name="部署", why="有两个同名的文件")
    for path in paths.values():
        _require_own(ctx, draft, path, entries.get(path))
    sent = {paths[name]: data for name, data in files.items()}
    versions = {path: entries[path].version if path in entries else 0 for path in sent}
    for path, data in sent.items():
        save_file(ctx, draft.id, path, data, versions[path])
    return paths


def _place(key: str, name: str, entries: Mapping[str, DraftEntry]) -> str:
    """Where a file belongs by its name; a register's form goes to where the register is."""
    file = PurePosixPath(name.replace("\\", "/")).name
    folder = _FOLDERS.get(PurePosixPath(file).suffix.lower())
    if folder is None:
        raise UploadUnfit(name=name[:64], why="只收 .bpmn、.dmn 和 .form 文件")
    register = f"forms/{key}/registries/{file}"
    known = {register, register.replace(f"/{key}/", "/common/")} & entries.keys()
    return register if known else f"{folder}/{key}/{file}"


def _require_own(ctx: Context, draft: Draft, path: str, entry: DraftEntry | None) -> None:
    """Nobody else has saved the file last, and nobody else is editing it."""
    if entry is None:
        return
    if entry.lock is not None and entry.lock.by != ctx.actor.id and entry.lock.until > ctx.now():
        raise ChangedByOther(by=entry.lock.by_name, path=path)
    last = next(iter(saves_of(ctx, draft, path)), None)
    if last is not None and last.by != ctx.actor.id:
        raise ChangedByOther(by=last.by_name, path=path)
