"""The head that the editors of all files of a draft share."""

from urllib.parse import quote

from app.db.context import Context
from app.identity.permissions import Permission, may
from app.repository.drafts import DraftEntry, own_path
from app.repository.models import Deployment, Draft
from app.web.pages.editing import Addresses, EditorHead

_STEPS = {"open": 0, "review": 2, "published": 3}


def editor_head(ctx: Context, draft: Draft, entry: DraftEntry, name: str, key: str) -> EditorHead:
    """The head for one file; `name` is what people call it, `key` what diagrams call it."""
    base = ctx.session.get(Deployment, draft.base_deployment_id) if draft.base_deployment_id else None
    own = own_path(draft, entry.path)
    writer = may(ctx.actor, Permission.DRAFT_WRITE)
    return EditorHead(
        draft_id=draft.id,
        path=own,
        name=name,
        key=key,
        number=draft.number,
        base=base.version if base else 0,
        step=_STEPS.get(draft.status, 0),
        version=entry.version,
        writer=writer,
        editable=writer and draft.status == "open",
        at=_addresses(draft.id, own),
        back_url="/drafts",
        compare_url=address(draft.id, "compare") + f"?path={quote(own)}",
        trial_url=address(draft.id, "trials"),
        review_url=address(draft.id, "review"),
    )


def address(draft_id: str, act: str, path: str = "") -> str:
    """An address below a draft, with a file's path where the act is about a file."""
    return f"/drafts/{draft_id}/{act}" + (f"/{quote(path)}" if path else "")


def _addresses(draft_id: str, own: str) -> Addresses:
    return Addresses(
        content=address(draft_id, "content", own),
        lock=address(draft_id, "lock", own),
        saves=address(draft_id, "saves", own),
        check=address(draft_id, "check", own),
        comments=address(draft_id, "comments", own),
        resolve=address(draft_id, "resolve/"),
        vocabulary=address(draft_id, "vocabulary"),
        variables=address(draft_id, "variables", own),
        feel=address(draft_id, "feel"),
        preview=address(draft_id, "preview", own),
        scenarios=address(draft_id, "scenarios"),
    )
