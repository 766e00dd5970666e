"""The page of a trial run: read from its stage, with the addresses of the trial."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import select

from app.core.clock import SHANGHAI
from app.db.context import Context
from app.history.models import Trace
from app.repository.models import DraftFile
from app.runtime.connectors import InstanceInfo
from app.runtime.step import find
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Action, Crumb, DiagramView, Mark, Note, Tab, Tone
from app.web.pages.trial import TrialPage
from app.web.views import trial_panels, trial_people
from app.web.views.drawing import diagram_of
from app.web.views.trial_choice import Choice
from app.web.wording import clock
from app.worker.trials.trials import Trial


def trial_page(trial: Trial, choice: Choice, problem: str, saved: DraftFile | None) -> TrialPage:
    """The trial as it stands; `problem` is what was refused just now, `saved` what the draft has that it has not."""
    with trial.stage.database.reading(trial.actor) as ctx:
        return replace(_page(ctx, trial, choice, problem), outdated=_outdated(trial, saved))


def crumbs(trial: Trial, *further: Crumb) -> tuple[Crumb, ...]:
    """The path to a trial."""
    draft = url_for("scenarios.page", draft_id=trial.state.draft_id)
    return (
        Crumb(text=_("流程"), href="/drafts"),
        Crumb(text=_("草稿（第 %(n)s 版）", n=trial.state.draft_number), href=draft),
        *(further or (Crumb(text=_("试运行")),)),
    )


def _page(ctx: Context, trial: Trial, choice: Choice, problem: str) -> TrialPage:
    state = trial.state
    first = find(ctx, state.instance_id)
    choice = _valid(ctx, trial, choice)
    return TrialPage(
        title=first.deployed.program.processes[state.process].name,
        crumbs=crumbs(trial),
        subtitle=_("%(number)s · 只在这里走，什么也不会发出，正式数据不受影响", number=first.number),
        now=datetime.fromisoformat(state.at).astimezone(SHANGHAI),
        address=url_for("trials.trial", trial_id=state.id),
        diagram=_diagram(ctx, trial, choice),
        diagrams=tuple(_diagrams(ctx, trial, choice)),
        state=_state(first.status),
        panel=choice.panel,
        panels=tuple(_panels(trial, choice)),
        posts=trial_people.posts(ctx, trial, choice.element),
        clock=trial_panels.clock(ctx, trial),
        messages=trial_people.messages(ctx, trial),
        incidents=trial_panels.incidents(ctx, trial),
        drill=first.drill,
        note=_note(trial, problem),
        may_undo=bool(state.acts) and trial.folder.keeps(len(state.acts)),
        steps=trial_panels.steps(ctx, trial),
        name=f"{state.process.partition('-')[2] or state.process}-{len(state.acts)}",
        draft_url=url_for("scenarios.page", draft_id=state.draft_id),
        edit_url=_edited_at(trial, choice),
        **_PANELS[choice.panel](ctx, trial, choice),
    )


def _edited_at(trial: Trial, choice: Choice) -> str:
    """The modeler on the diagram that is shown, at the element that was pressed."""
    path = f"processes/{trial.state.jurisdiction}/{choice.process}.bpmn"
    draft = trial.state.draft_id
    return url_for("editors.editor", draft_id=draft, path=path, _anchor=choice.element or None)


def _valid(ctx: Context, trial: Trial, choice: Choice) -> Choice:
    """The choice, with what is not there replaced by what the trial began with."""
    instance = (
        choice.instance if choice.instance in trial.play.scene.instances(ctx) else trial.state.instance_id
    )
    info = find(ctx, instance)
    process = choice.process if choice.process in info.deployed.program.processes else info.process
    panel = choice.panel if choice.panel in _PANELS else "steps"
    token = choice.token if choice.token.isdecimal() and len(choice.token) < 10 else ""
    return replace(choice, instance=instance, process=process, panel=panel, token=token)


def _diagram(ctx: Context, trial: Trial, choice: Choice) -> DiagramView:
    info = find(ctx, choice.instance)
    shown = diagram_of(ctx, info, "", choice.process)
    xml = url_for("trials.diagram", trial_id=trial.state.id, process=choice.process)
    return replace(shown, xml_url=f"{xml}?v={trial.state.digest[:12]}", state_url="", page_url="", note="")


def _diagrams(ctx: Context, trial: Trial, choice: Choice) -> Iterator[Tab]:
    """One for each process that was entered, in every instance; the one that is shown among them."""
    for instance in trial.play.scene.instances(ctx):
        info = find(ctx, instance)
        t = Trace
        query = select(t.process).where(t.instance_id == instance, t.kind == "activity", t.process != "")
        entered = dict.fromkeys((info.process, *ctx.session.scalars(query.order_by(t.version, t.ord))))
        for process in entered:
            here = (instance, process) == (choice.instance, choice.process)
            href = choice.href(instance=instance, process=process, token="")
            yield Tab(text=_name(info, process), href=href, current=here)


def _name(info: InstanceInfo, process: str) -> str:
    found = info.deployed.program.processes.get(process)
    return found.name if found else process


def _panels(trial: Trial, choice: Choice) -> Iterator[Tab]:
    for panel, words in _panel_words().items():
        count = len(trial.state.acts) if panel == "steps" else None
        href = f"{choice.href(panel=panel)}#panel"
        yield Tab(text=words, href=href, count=count, current=panel == choice.panel)


def _state(status: str) -> tuple[Mark, str]:
    return {
        "active": (Mark.RUNNING, _("在办")),
        "completed": (Mark.DONE, _("已办结")),
        "cancelled": (Mark.FAILED, _("已终止")),
    }[status]


def _outdated(trial: Trial, saved: DraftFile | None) -> Note | None:
    if saved is None:
        return None
    again = url_for("trials.renew", trial_id=trial.state.id)
    return Note(
        tone=Tone.MIND,
        title=_("草稿在 %(at)s 又存过，这里走的还是存之前的样子", at=clock(saved.saved_at)),
        text=_("最后存的是“%(file)s”（%(who)s）。", file=saved.path, who=saved.saved_by_name),
        actions=(Action(text=_("用新存的草稿，照原样再走一遍"), href=again, post=True),),
    )


def _note(trial: Trial, problem: str) -> Note | None:
    if problem:
        return Note(tone=Tone.STOP, title=problem)
    if trial.state.note:
        return Note(
            tone=Tone.MIND, title=told(trial.state.note), text=_("停在这一步之前，可以从这里接着试。")
        )
    last = trial.state.acts[-1] if trial.state.acts else None
    if last is not None and last.refusal:
        text = _("被拒绝的这一步记在经过里，存情景时可以带上，也可以退掉。")
        return Note(tone=Tone.MIND, title=_("系统拒绝了：%(why)s", why=told(last.refusal)), text=text)
    return None


def _nothing(_ctx: Context, _trial: Trial, _choice: Choice) -> dict[str, Any]:
    return {}


_PANELS: Mapping[str, Callable[[Context, Trial, Choice], dict[str, Any]]] = {
    "steps": _nothing,
    "reasons": trial_panels.reasons,
    "values": trial_panels.values,
    "papers": trial_panels.papers,
    "notices": trial_panels.notices,
    "connectors": trial_panels.connectors,
}


def _panel_words() -> Mapping[str, str]:
    return {
        "steps": _("经过"),
        "reasons": _("为什么这样走"),
        "values": _("数据"),
        "papers": _("文书"),
        "notices": _("通知"),
        "connectors": _("连接器"),
    }
