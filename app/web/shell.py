"""The frame around each page, filled for who reads."""

from collections.abc import Iterator

from flask import get_flashed_messages, request, session, url_for
from flask_login import current_user

from app.core.actor import system
from app.core.clock import SHANGHAI
from app.identity.permissions import Permission
from app.repository.models import Jurisdiction
from app.tasks import inbox, reviews
from app.web.asked import came_from
from app.web.language import gettext as _
from app.web.language import language as reading
from app.web.pages import Link, Place, Shell, Toast
from app.web.sessions import account, actor, database

# key, words, endpoint, permissions of which one is enough
_PLACES = (
    ("tasks", "待办", "tasks.inbox", {Permission.TASK_COMPLETE, *reviews.DECIDING}),
    ("emergencies", "突发事件", "emergencies.index", {Permission.PROCESS_INSTANCE_READ}),
    ("forces", "力量", "forces.index", {Permission.FORCE_READ}),
    ("papers", "文书", "papers.index", {Permission.PRINTOUT_READ}),
    ("registries", "台账", "registries.index", {Permission.REGISTRY_READ}),
    ("reports", "报表", "reports.index", {Permission.REPORT_READ}),
    ("drafts", "流程", "drafts.index", {Permission.DEPLOYMENT_READ}),
    ("clauses", "条款", "clauses.index", {Permission.REPORT_READ}),
)


def _drill(pace: int) -> str:
    faster = _("，时限加快 %(n)s 倍", n=pace) if pace != 1 else ""
    return _("所有指令都不会发出本系统") + faster


def shell(here: str = "", *, drill: bool = False, pace: int = 1) -> Shell:
    """The frame: places of the role, clock, post, language; `pace` of the drill that the page is about."""
    now, shown_at = database().clock.now().astimezone(SHANGHAI), came_from()
    other = "en" if reading() == "zh" else "zh"
    words = {"zh": "中文", "en": "English"}
    switch = Link(
        text=words[other], href=url_for("language.switch", language=other, next=shown_at or request.path)
    )
    if not current_user.is_authenticated:
        return Shell(jurisdiction="", now=now, language=reading(), other_language=switch, shown_at=shown_at)
    return Shell(
        jurisdiction=_jurisdiction(),
        now=now,
        language=reading(),
        other_language=switch,
        places=tuple(_places()),
        here=here,
        post=account().name,
        me_url=url_for("person.me"),
        drill=_drill(pace) if drill else "",
        toast=_toast(),
        keys=session.get("keys", "on") == "on",
        shown_at=shown_at,
    )


def first_place() -> str:
    """The address at which the reader begins: the first place of the role."""
    return next((url_for(endpoint) for _key, _words, endpoint in _open()), url_for("person.me"))


def _places() -> list[Place]:
    found = [
        Place(
            key=key,
            text=_(words),
            href=url_for(endpoint),
            count=_waiting() if key == "tasks" else None,
            short=_("事件") if key == "emergencies" else "",
        )
        for key, words, endpoint in _open()
    ]
    return [*found, Place(key="me", text=_("我"), href=url_for("person.me"))]


def _open() -> Iterator[tuple[str, str, str]]:
    mine = actor().permissions
    return (place[:3] for place in _PLACES if not mine.isdisjoint(place[3]))


def _waiting() -> int:
    with database().reading(actor()) as ctx:
        found = inbox.counts(ctx)
    return found["groups"] + found["review"]


def _jurisdiction() -> str:
    with database().reading(system()) as ctx:
        found = ctx.session.get(Jurisdiction, actor().jurisdiction or "")
        return found.name if found else ""


def _toast() -> Toast | None:
    messages = get_flashed_messages()
    return Toast(text=str(messages[-1])) if messages else None
