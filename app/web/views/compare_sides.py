"""The sides of a comparison with a draft: a version, a milestone, one save of a file, or the draft as it is now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from flask import url_for
from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.bundle.errors import BundleRefused
from app.core.errors import Invalid, NotFound
from app.db.context import Context
from app.repository.deployments import Programs
from app.repository.drafts import bundle_of, bundle_then, milestone_of, milestones_of, read_file, saves_of
from app.repository.models import Deployment, Draft, DraftMilestone
from app.web.asked import whole
from app.web.language import gettext as _
from app.web.language import sentence
from app.web.pages.compare import Pick, Version
from app.web.wording import moment

SAVE = "save-"
MILESTONE = "milestone-"
_MOST_VERSIONS = 8


class DraftUnreadable(Invalid):
    """草稿里有 {count} 处读不了，还不能比较。先改好：{first}"""

    code = "draft-unreadable"


class NoVersion(NotFound):
    """没有这个版本。"""

    code = "no-version"


@dataclass(frozen=True, slots=True)
class Side:
    """A package, what it is called, and where a file of it comes from."""

    bundle: Bundle
    version: Version
    file: Callable[[str], str]


def side_of(ctx: Context, draft: Draft, asked: str, path: str) -> Side:
    """What `save-<version>` (of the file `path`), `milestone-<id>` or a deployment's id names; empty: the draft now."""
    if not asked:
        return _now(ctx, draft)
    if asked.startswith(SAVE):
        return _saved(ctx, draft, whole(asked.removeprefix(SAVE), -1), path)
    if asked.startswith(MILESTONE):
        return _named(ctx, draft, milestone_of(ctx, draft, asked.removeprefix(MILESTONE)))
    return deployed_side(ctx, deployment_of(ctx, asked))


def deployed_side(ctx: Context, deployment: Deployment) -> Side:
    """A version."""
    version = Version(
        title=_("第 %(n)s 版", n=deployment.version),
        who=_("%(who)s发布", who=f"{deployment.deployed_by} "),
        at=deployment.deployed_at,
        digest=deployment.digest,
    )
    bundle = ctx.use(Programs).get(ctx, deployment.id).bundle
    return Side(
        bundle,
        version,
        lambda file: url_for("compare.file", deployment_id=deployment.id, path=file),
    )


def deployment_of(ctx: Context, deployment_id: str) -> Deployment:
    """A deployment of the actor's jurisdiction; raises `NoVersion` for any other."""
    found = ctx.session.get(Deployment, deployment_id)
    if found is None or found.jurisdiction != (ctx.actor.jurisdiction or found.jurisdiction):
        raise NoVersion
    return found


def versions_of(ctx: Context, jurisdiction: str) -> list[Deployment]:
    """The latest versions, newest first."""
    query = select(Deployment).where(Deployment.jurisdiction == jurisdiction)
    return list(ctx.session.scalars(query.order_by(Deployment.version.desc()).limit(_MOST_VERSIONS)))


def picks_of(ctx: Context, draft: Draft, path: str) -> Iterator[Pick]:
    """What the draft can be compared with, and parts of its history with each other; of a file every save, too."""
    for one in milestones_of(ctx, draft):
        text = _("里程碑：%(name)s（%(at)s）", name=one.name, at=moment(one.at, ctx.now()))
        yield Pick(value=f"{MILESTONE}{one.id}", text=text)
    for save in saves_of(ctx, draft, path) if path else ():
        at = moment(save.at, ctx.now())
        text = _("第 %(n)s 次保存（%(who)s，%(at)s）", n=save.version, who=save.by_name, at=at)
        yield Pick(value=f"{SAVE}{save.version}", text=text)
    for version in versions_of(ctx, draft.jurisdiction):
        yield Pick(value=version.id, text=_("第 %(n)s 版", n=version.version))


def _now(ctx: Context, draft: Draft) -> Side:
    bundle = _read(lambda: bundle_of(ctx, draft))
    submitted = draft.submitted_at is not None and draft.submitted_by_name
    who, at = (
        (draft.submitted_by_name, draft.submitted_at)
        if submitted
        else (draft.opened_by_name, draft.opened_at)
    )
    version = Version(
        title=_("草稿（第 %(n)s 版）", n=draft.number),
        who=_("%(who)s送审", who=f"{who} ") if submitted else _("%(who)s起草", who=f"{who} "),
        at=at or draft.opened_at,
        digest=bundle.digest,
        note=draft.title,
    )
    return Side(bundle, version, lambda file: _content(draft, file))


def _named(ctx: Context, draft: Draft, milestone: DraftMilestone) -> Side:
    bundle = _read(lambda: bundle_then(ctx, draft, milestone))
    who = _("%(who)s记下", who=f"{milestone.by_name} ")
    version = Version(title=milestone.name, who=who, at=milestone.at, digest=bundle.digest)
    return Side(bundle, version, lambda file: f"{_content(draft, file)}?milestone={milestone.id}")


def _saved(ctx: Context, draft: Draft, number: int, path: str) -> Side:
    """The draft as it is now with one file as it was saved then; 0 is the file of the version below."""
    if number == 0:
        return deployed_side(ctx, deployment_of(ctx, draft.base_deployment_id))
    save = next((one for one in saves_of(ctx, draft, path) if one.version == number), None)
    if save is None:
        raise NoVersion
    data, _version = read_file(ctx, draft, path, number)
    bundle = _read(lambda: bundle_of(ctx, draft, {path: data}))
    version = Version(
        title=_("第 %(n)s 次保存", n=number),
        who=_("%(who)s保存", who=f"{save.by_name} "),
        at=save.at,
        digest=bundle.digest,
    )
    return Side(
        bundle,
        version,
        lambda file: _content(draft, file) + (f"?version={number}" if file == path else ""),
    )


def _read(make: Callable[[], Bundle]) -> Bundle:
    """A package; raises `DraftUnreadable` while a file of it cannot be read at all."""
    try:
        return make()
    except BundleRefused as refused:
        found = refused.findings[0]
        first = f"{found.file}:{found.line} {sentence(found.message)}"
        raise DraftUnreadable(count=len(refused.findings), first=first) from refused


def _content(draft: Draft, file: str) -> str:
    return f"/drafts/{draft.id}/content/{quote(file)}"
