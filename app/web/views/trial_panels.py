"""What came of a trial run: steps, reasons, values, papers, notices, connectors, incidents, what is due next."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from lxml import etree, html
from sqlalchemy import select

from app.core.clock import SHANGHAI
from app.core.errors import DomainError
from app.db.context import Context
from app.engine.elements import Element
from app.engine.schedule import ScheduleError, duration
from app.engine.xml import read_xml
from app.history import trace
from app.printouts.models import Paper
from app.repository.blobs import read
from app.runtime.incidents import open_incidents
from app.runtime.models import ProcessInstance, UserTask
from app.runtime.step import find, look
from app.web import wording
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages import Mark, Tab
from app.web.pages.trial import (
    TrialClock,
    TrialConnector,
    TrialIncident,
    TrialNotice,
    TrialPaper,
    TrialStep,
    TrialValue,
)
from app.web.views.common import local
from app.web.views.tracing import reasons_of
from app.web.views.trial_choice import Choice
from app.worker.notices import Notice
from app.worker.scenarios.answers import answers_of
from app.worker.scenarios.scene import next_due
from app.worker.scenarios.words import act_of
from app.worker.trials.folder import Act
from app.worker.trials.trials import Trial

LONG = 120
LONGEST = 6_000
MOST = 200
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "li", "tr", "table", "section", "header", "footer", "br"}
)


def steps(ctx: Context, trial: Trial) -> tuple[TrialStep, ...]:
    """What was done, oldest first."""
    names = _Names(ctx, trial)
    return tuple(
        TrialStep(
            number=number,
            at=datetime.fromisoformat(act.at).astimezone(SHANGHAI),
            act=names.told(act),
            mark=Mark.FAILED if act.refusal else Mark.DONE,
            refusal=told(act.refusal),
            typed=act.step.get("refused") == "form-invalid",
        )
        for number, act in enumerate(trial.state.acts, 1)
    )


class _Names:
    """Elements and posts as people call them."""

    def __init__(self, ctx: Context, trial: Trial) -> None:
        self._trial = trial
        self._elements: dict[str, str] = {}
        for process in find(ctx, trial.state.instance_id).deployed.program.processes.values():
            for element in process.elements.values():
                self._elements.setdefault(f"{process.id}/{element.id}", element.name)
                self._elements.setdefault(element.id, element.name)

    def told(self, act: Act) -> str:
        """The act as a sentence."""
        step = act.step
        kind = act_of(step)
        if kind == "after":
            return _("过了 %(time)s", time=_spent(step["after"]))
        if kind == "connectors":
            return _(
                "连接器：%(told)s", told="；".join(self._order(*one) for one in step["connectors"].items())
            )
        if kind == "retry":
            return _("重试异常")
        who = self._trial.play.person(step["who"]).name
        if kind == "message":
            return _("%(who)s 宣布 %(what)s", who=who, what=step["message"])
        return self._done(step, who)

    def _done(self, step: Mapping[str, Any], who: str) -> str:
        task = self._elements.get(f"{step.get('process')}/{step['task']}") or self._elements.get(step["task"])
        about = f"（{step['item']}）" if step.get("item") else ""
        act = step.get("outcome") or _("办结")
        return f"{who} {act} {task or step['task']}{about}"

    def _order(self, name: str, answer: Any) -> str:
        return f"{self._elements.get(name) or name} {order_of(answer)}"


def order_of(answer: Any) -> str:
    """An ordered answer in words."""
    if not isinstance(answer, Mapping):
        return _("照常应答")
    if "error" in answer:
        return _("回业务错误 %(code)s：%(why)s", code=answer["error"], why=answer.get("message", ""))
    return _("技术故障：%(why)s", why=answer.get("failure", ""))


def _spent(text: str) -> str:
    try:
        at = datetime(2026, 1, 1, tzinfo=SHANGHAI)
        return wording.duration((duration(text).after(at) - at).total_seconds(), fine=True)
    except (ScheduleError, DomainError):
        return text


def clock(ctx: Context, trial: Trial) -> TrialClock:
    """What happens next by itself."""
    due = next_due(ctx)
    if due is None:
        return TrialClock()
    now = trial.clock.now()
    left = wording.duration((due - now).total_seconds(), fine=True)
    at = _("%(at)s（%(left)s后）", at=wording.moment(local(due), now), left=left)
    return TrialClock(next_at=at if due > now else _("现在就到"), next_is=_what(ctx, due))


def _what(ctx: Context, due: datetime) -> str:
    t, i = UserTask, ProcessInstance
    reminded = ctx.session.scalar(select(t.name).where(t.remind_at == due, t.status == "open"))
    if reminded is not None:
        return _("提醒办“%(task)s”", task=reminded)
    process = ctx.session.scalar(select(i.title).where(i.next_due == due))
    return _("“%(title)s”里的定时事件", title=process) if process else ""


def incidents(ctx: Context, trial: Trial) -> tuple[TrialIncident, ...]:
    """What failed and waits to be tried again."""
    found = open_incidents(ctx, trial.state.jurisdiction)
    return tuple(TrialIncident(element=one.element or "", message=told(one.message)) for one in found)


def reasons(ctx: Context, _trial: Trial, choice: Choice) -> dict[str, Any]:
    """The latest judgements with the values that they saw."""
    return {"reasons": tuple(reasons_of(find(ctx, choice.instance), trace.of_instance(ctx, choice.instance)))}


def values(ctx: Context, trial: Trial, choice: Choice) -> dict[str, Any]:
    """What is visible at a token: an open task's, or the process as a whole."""
    _info, live = look(ctx, choice.instance)
    tokens = [task for task in trial.play.scene.open_tasks(ctx) if task.instance_id == choice.instance]
    pressed = next((str(task.key) for task in tokens if task.element == choice.element), choice.token)
    token = pressed if pressed in {str(task.key) for task in tokens} else ""
    seen = live.variables(int(token) if token else None)
    return {
        "tokens": (
            _token(choice, "", _("整个流程"), token),
            *(_token(choice, str(task.key), _task_name(task), token) for task in tokens),
        ),
        "values": tuple(
            _value(name, seen[name]) for name in sorted(seen, key=lambda name: (seen[name] is None, name))
        ),
    }


def _token(choice: Choice, key: str, text: str, current: str) -> Tab:
    return Tab(text=text, href=f"{choice.href(panel='values', token=key)}#panel", current=key == current)


def _task_name(task: UserTask) -> str:
    return f"{task.name}：{task.subject}" if task.subject else task.name


def _value(name: str, value: Any) -> TrialValue:
    text = json.dumps(value, ensure_ascii=False, default=str)
    if len(text) > LONG:
        text = json.dumps(value, ensure_ascii=False, default=str, indent=2)
    return TrialValue(name=name, value=text[:LONGEST], long=len(text) > LONG)


def papers(ctx: Context, trial: Trial, _choice: Choice) -> dict[str, Any]:
    """The papers that were issued, newest first, as text."""
    query = select(Paper).where(Paper.instance_id.in_(trial.play.scene.instances(ctx)))
    found = ctx.session.scalars(query.order_by(Paper.issued_at.desc(), Paper.serial.desc()).limit(MOST))
    return {"papers": tuple(_paper(ctx, paper) for paper in found)}


def _paper(ctx: Context, paper: Paper) -> TrialPaper:
    filled = read(ctx, paper.file_digest) if paper.file_digest else b""
    return TrialPaper(
        number=paper.number,
        title=paper.title,
        to=paper.recipient or "",
        at=local(paper.issued_at),
        text="\n".join(_lines(filled)) if filled else "",
    )


def _lines(filled: bytes) -> Iterator[str]:
    """The text of a filled template, a line for each block; styles and scripts are none."""
    page = html.document_fromstring(filled.decode())
    etree.strip_elements(page, "style", "script", "title", with_tail=False)
    line = ""
    for kind, node in etree.iterwalk(page, events=("start", "end")):
        block = isinstance(node.tag, str) and node.tag in _BLOCKS
        if block and line.strip():
            yield " ".join(line.split())
        line = "" if block else line
        line += (node.text if kind == "start" else node.tail) or ""
        line += " " if node.tag == "td" and kind == "end" else ""
    if line.strip():
        yield " ".join(line.split())


def notices(ctx: Context, trial: Trial, _choice: Choice) -> dict[str, Any]:
    """Who was told what, newest first."""
    n = Notice
    manifest = find(ctx, trial.state.instance_id).deployed.bundle.manifest
    found = ctx.session.scalars(select(n).order_by(n.queued_at.desc(), n.id.desc()).limit(MOST))
    return {
        "notices": tuple(
            TrialNotice(
                at=local(one.queued_at),
                to=manifest.group_name(one.recipient),
                subject=one.subject,
                text=one.text,
            )
            for one in found
        )
    }


def connectors(ctx: Context, trial: Trial, _choice: Choice) -> dict[str, Any]:
    """The connectors that the diagrams use, each service task by itself, and the error codes that are caught."""
    deployed = find(ctx, trial.state.instance_id).deployed
    used: dict[str, list[Element]] = {}
    for process in deployed.program.processes.values():
        for element in process.elements.values():
            if element.attributes.get("topic"):
                used.setdefault(element.attributes["topic"], []).append(element)
    rows = [row for topic, elements in sorted(used.items()) for row in _connector(trial, topic, elements)]
    return {"connectors": tuple(rows), "errors": tuple(sorted(_codes(deployed.bundle.diagrams)))}


def _connector(trial: Trial, topic: str, elements: list[Element]) -> Iterator[TrialConnector]:
    names = dict.fromkeys(element.name or element.id for element in elements)
    yield TrialConnector(key=topic, name=topic, used_by="、".join(names), order=_order(trial, topic))
    for element in {element.id: element for element in elements}.values():
        name = element.name or element.id
        yield TrialConnector(key=element.id, name=f"{topic} · {name}", order=_order(trial, element.id))


def _order(trial: Trial, name: str) -> str:
    return order_of(trial.state.answers[name]) if name in answers_of(trial.stage) else ""


def _codes(diagrams: Mapping[str, bytes]) -> set[str]:
    errors = (error for data in diagrams.values() for error in read_xml(data).iter("{*}error"))
    return {error.get("errorCode") or "" for error in errors} - {""}
