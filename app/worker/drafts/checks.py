"""The check of a draft: the whole package, or one file with unsaved content, also while other files are broken."""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple, TypedDict

from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.errors import BundleRefused
from app.bundle.memory import Memory
from app.bundle.resources import Kind, Resource
from app.db.context import Context
from app.engine.lint.finding import Finding
from app.repository.draft_files import base_files
from app.repository.drafts import DraftFileMissing, draft_of, own_path, resources_of
from app.repository.models import Draft, Jurisdiction
from app.runtime.connectors import Connectors
from app.worker.models import ScenarioRun
from app.worker.soundness import check_diagram, check_package


class _Read(NamedTuple):
    """The package as far as it can be read, and what refused the files that are left out."""

    bundle: Bundle
    refused: tuple[Finding, ...]


def check_draft(ctx: Context, draft_id: str) -> tuple[Finding, ...]:
    """All findings of the draft's package, by file and line. Raises `DraftNotFound`."""
    return _check(ctx, _read(ctx, draft_of(ctx, draft_id), {}))


def check_draft_file(ctx: Context, draft_id: str, path: str, data: bytes) -> tuple[Finding, ...]:
    """The findings of one file as if it were saved with that content; of a paper, those of its folder.

    Raises `DraftNotFound`, and `DraftFileMissing` for what is no file of the package.
    """
    draft = draft_of(ctx, draft_id)
    resource = Resource.of(own_path(draft, path), data)
    if resource is None or resource.owner != draft.jurisdiction:
        raise DraftFileMissing(path=path)
    read = _read(ctx, draft, {resource.path: data})
    if resource.kind is not Kind.DIAGRAM or resource.path not in read.bundle.resources:
        return tuple(finding for finding in _check(ctx, read) if _is_about(finding, resource))
    refused = [finding for finding in read.refused if finding.file == resource.path]
    return *refused, *check_diagram(read.bundle, resource.path, **surroundings(ctx, read.bundle))


def check_draft_files(ctx: Context, draft_id: str, paths: Iterable[str]) -> tuple[Finding, ...]:
    """The findings of some files of the draft, as they are saved. Raises `DraftNotFound`."""
    wanted = frozenset(paths)
    return tuple(finding for finding in check_draft(ctx, draft_id) if finding.file in wanted)


def _read(ctx: Context, draft: Draft, replacing: Mapping[str, bytes]) -> _Read:
    """Files that cannot be read stand as they were in the base deployment, or not at all."""
    resources = resources_of(ctx, draft, replacing)
    try:
        return _Read(Bundle.from_resources(draft.jurisdiction, resources), ())
    except BundleRefused as refused:
        findings = refused.findings
    broken = {finding.file or "" for finding in findings}
    base = base_files(ctx, draft)
    sound = {one.path: one for one in resources if one.path not in broken}
    sound |= {path: base[path] for path in broken if path in base}
    try:
        return _Read(Bundle.from_resources(draft.jurisdiction, sound.values()), findings)
    except BundleRefused:
        return _Read(Bundle.from_resources(draft.jurisdiction, base.values()), findings)


def _check(ctx: Context, read: _Read) -> tuple[Finding, ...]:
    broken = {finding.file for finding in read.refused}
    rest = check_package(read.bundle, **surroundings(ctx, read.bundle))
    found = [*read.refused, *(finding for finding in rest if finding.file not in broken)]
    return tuple(sorted(found, key=lambda finding: (finding.file or "", finding.line or 0)))


class Surroundings(TypedDict):
    """What the check of a package asks of the installation, as `app.bundle.check.check` names it."""

    topics: frozenset[str]
    foreign: frozenset[str]
    untaken: Mapping[str, frozenset[str]]
    memory: Memory


def surroundings(ctx: Context, bundle: Bundle) -> Surroundings:
    """This installation as a package meets it: its connectors, the others on it, what the package's scenarios took."""
    return {
        "topics": frozenset(ctx.use(Connectors)),
        "foreign": frozenset(ctx.session.scalars(select(Jurisdiction.key))) - {bundle.key},
        "untaken": _untaken(ctx, bundle),
        "memory": ctx.use(Memory),
    }


def _untaken(ctx: Context, bundle: Bundle) -> Mapping[str, frozenset[str]]:
    """The flows that no scenario takes, by process; none where the scenarios of this very package were not played."""
    run = ctx.session.get(ScenarioRun, bundle.digest)
    flows = (run.coverage or {}).get("flows", {}) if run is not None else {}
    return {
        process: frozenset(flow for flow, taken in ways.items() if not taken)
        for process, ways in flows.items()
    }


def _is_about(finding: Finding, resource: Resource) -> bool:
    """Whether a finding concerns the file; the files of a paper or report are one thing."""
    if resource.kind not in (Kind.PRINTOUT, Kind.REPORT):
        return finding.file == resource.path
    folder = PurePosixPath(*PurePosixPath(resource.path).parts[:3])
    return PurePosixPath(finding.file or "").is_relative_to(folder)
