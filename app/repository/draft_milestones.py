"""里程碑: a name for how a whole draft stands at an instant, to compare with and to go back to."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from app.bundle.bundle import Bundle
from app.bundle.resources import Resource
from app.core.errors import Conflict, Invalid, NotFound
from app.core.ids import new_id
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.repository.draft_base import Filled, fill
from app.repository.draft_files import DraftFileMissing, overlaid, own_path, saved_files
from app.repository.draft_life import draft_of, hold_open
from app.repository.models import Draft, DraftMilestone

LONGEST = 60
MOST = 100


class MilestoneName(Invalid):
    """请给这一刻起个名，1 到 {longest} 个字，如“送县局看过的”。"""

    code = "milestone-name"


class TooManyMilestones(Conflict):
    """一份草稿最多 {most} 个里程碑，没有再记。"""

    code = "too-many-milestones"


class MilestoneNotFound(NotFound):
    """这份草稿没有这个里程碑。"""

    code = "milestone-not-found"


def name_milestone(ctx: Context, draft_id: str, name: str) -> DraftMilestone:
    """Name how the draft stands now. Raises `MilestoneName`, `TooManyMilestones`, `DraftClosed`."""
    draft, told = draft_of(ctx, draft_id), " ".join(name.split())
    if not 0 < len(told) <= LONGEST:
        raise MilestoneName(longest=LONGEST)
    hold_open(ctx, draft)
    m = DraftMilestone
    if (ctx.session.scalar(select(func.count()).where(m.draft_id == draft.id)) or 0) >= MOST:
        raise TooManyMilestones(most=MOST)
    saved = saved_files(ctx, draft).values()
    made = DraftMilestone(
        id=new_id(),
        draft_id=draft.id,
        name=told,
        at=ctx.now(),
        by=ctx.actor.id,
        by_name=ctx.actor.name,
        base_deployment_id=draft.base_deployment_id,
        files={row.path: {"version": row.version, "digest": row.digest} for row in saved},
    )
    ctx.session.add(made)
    ctx.session.flush()
    _record(ctx, draft, made, "name")
    return made


def milestones_of(ctx: Context, draft: Draft) -> Sequence[DraftMilestone]:
    """All of a draft, newest first."""
    m = DraftMilestone
    return ctx.session.scalars(
        select(m).where(m.draft_id == draft.id).order_by(m.at.desc(), m.id.desc())
    ).all()


def milestone_of(ctx: Context, draft: Draft, milestone_id: str) -> DraftMilestone:
    """One of them. Raises `MilestoneNotFound`, also for another draft's."""
    found = ctx.session.get(DraftMilestone, milestone_id)
    if found is None or found.draft_id != draft.id:
        raise MilestoneNotFound
    return found


def files_then(ctx: Context, draft: Draft, milestone: DraftMilestone) -> Mapping[str, Resource]:
    """The files that the package was made of, by the path that its own would have."""
    digests = {path: told["digest"] for path, told in milestone.files.items()}
    return overlaid(ctx, draft, milestone.base_deployment_id, digests)


def read_then(ctx: Context, draft: Draft, path: str, milestone_id: str) -> tuple[bytes, int]:
    """Content and version of a file as it was. Raises `MilestoneNotFound`, `DraftFileMissing`."""
    milestone, place = milestone_of(ctx, draft, milestone_id), own_path(draft, path)
    found = files_then(ctx, draft, milestone).get(place)
    if found is None:
        raise DraftFileMissing(path=path[:200])
    return found.data, _version(milestone, place)


def names_of(ctx: Context, draft: Draft, path: str) -> Mapping[int, Sequence[str]]:
    """The names of the milestones at which each version of a file was the latest, newest first."""
    found: dict[int, list[str]] = {}
    for milestone in milestones_of(ctx, draft):
        found.setdefault(_version(milestone, own_path(draft, path)), []).append(milestone.name)
    return found


def bundle_then(ctx: Context, draft: Draft, milestone: DraftMilestone) -> Bundle:
    """The package as it was. Raises `BundleRefused` when its files did not hold together."""
    return Bundle.from_resources(draft.jurisdiction, files_then(ctx, draft, milestone).values())


def go_back(ctx: Context, draft_id: str, milestone_id: str) -> Filled:
    """Make the draft hold what it held then: each file that differs is saved once more, nothing is lost."""
    draft = draft_of(ctx, draft_id)
    milestone = milestone_of(ctx, draft, milestone_id)
    hold_open(ctx, draft)
    then = files_then(ctx, draft, milestone)
    filled = fill(ctx, draft.id, {one.path: one.data for one in then.values()})
    _record(ctx, draft, milestone, "back")
    return filled


def _version(milestone: DraftMilestone, place: str) -> int:
    version: int = milestone.files.get(place, {}).get("version", 0)
    return version


def _record(ctx: Context, draft: Draft, milestone: DraftMilestone, act: str) -> None:
    details = {"milestone": milestone.id, "name": milestone.name, "act": act}
    record(ctx, Operation.DRAFT_MILESTONE, draft.id, details, jurisdiction=draft.jurisdiction)
