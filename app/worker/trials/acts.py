"""What can be done in a trial run. Every act is a step of a scenario, and every one can be taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.core.clock import SHANGHAI
from app.core.errors import Conflict, DomainError, Invalid
from app.core.texts import Text
from app.engine.schedule import ScheduleError, duration
from app.forms import FormInvalid
from app.runtime import worklist
from app.runtime.models import UserTask
from app.worker.scenarios.answers import USUAL, answers_of
from app.worker.scenarios.play import PACE, ScenarioFailed
from app.worker.scenarios.scene import next_due
from app.worker.scenarios.words import act_of
from app.worker.trials.folder import TrialState, acted
from app.worker.trials.trials import Trial, TrialRefused
from app.worker.trials.values import handed_in

LONGEST = timedelta(days=400)


class TrialNotBegun(Conflict):
    """还没有选从哪里开始。请先选流程和开始的方式。"""

    code = "trial-not-begun"


class TrialBegun(Conflict):
    """这次试运行已经开始了。要换一个流程，请先按“换一个开始”。"""

    code = "trial-begun"


class NothingToUndo(Conflict):
    """已经退到头了，前面没有可以退的步骤。要从头再来请按“从头再来”。"""

    code = "nothing-to-undo"


class PassUnreadable(Invalid):
    """“{given}”不是能拨过去的时间：请写 PT10M（10 分）、PT1H（1 时）、P1D（1 天）这样的时长，最多 400 天。"""

    code = "pass-unreadable"


class NothingDue(Conflict):
    """眼下没有在计时的时限，也没有要发的提醒。请自己定要过多久。"""

    code = "nothing-due"


def start(trial: Trial, process: str, given: Mapping[str, Any]) -> None:
    """Start the process on the stage as it was set. Raises what the services refuse with, and begins nothing then."""
    if trial.state.process:
        raise TrialBegun
    answers = _merged(trial.state.answers, given.get("connectors") or {})
    whole = {**given, **({"connectors": answers} if answers else {})}
    _keep(trial, 0)
    try:
        trial.play.begin(process, whole)
    except Exception:
        _forget(trial, 0)
        raise
    began = replace(trial.state, process=process, given=whole, instance_id=trial.play.instance_id)
    _write(trial, replace(began, answers=answers, at=_now(trial), note=""))


def complete(
    trial: Trial, login: str, task_id: str, submitted: Mapping[str, Any], *, keep_refusal: bool
) -> str:
    """A post hands in a form; returns the task's name. What the form refuses becomes a step only if asked for."""
    with trial.stage.database.reading(trial.play.person(login)) as ctx:
        worklist.find(ctx, task_id)
        task = ctx.session.get_one(UserTask, task_id)
        told = trial.play.scene.told(ctx, task)
        values = handed_in(ctx, task, submitted, trial.clock.now() + PACE)
    take(trial, {"who": login, **told, **values}, keep_refusal=keep_refusal)
    return task.name


def take(trial: Trial, step: dict[str, Any], *, keep_refusal: bool = True) -> None:
    """Do a step. A refusal is kept as a refused step and raised; what cannot be a step leaves nothing behind."""
    _begun(trial)
    place = len(trial.state.acts) + 1
    _keep(trial, place)
    try:
        trial.play.act(step)
    except Exception as error:
        kept = _as_step(step, error, keep_refusal=keep_refusal)
        if kept is None:
            _forget(trial, place)
        else:
            trial.play.settle(trial.stage)
            _write(trial, acted(trial.state, kept, _now(trial), getattr(error, "message", "")))
        raise
    answers = _merged(trial.state.answers, step.get("connectors") or {})
    _write(trial, replace(acted(trial.state, step, _now(trial)), answers=answers))


def _merged(answers: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The ordered answers after further orders."""
    return {name: one for name, one in {**answers, **told}.items() if one not in (None, USUAL)}


def _as_step(step: dict[str, Any], error: Exception, *, keep_refusal: bool) -> dict[str, Any] | None:
    """The refused step; None for what no scenario could tell."""
    by_somebody = act_of(step) in ("task", "message")
    if (
        not by_somebody
        or not isinstance(error, DomainError)
        or isinstance(error, ScenarioFailed | TrialRefused)
    ):
        return None
    return {**step, "refused": error.code} if keep_refusal or not isinstance(error, FormInvalid) else None


def pass_time(trial: Trial, given: str) -> None:
    """Let that much time pass (ISO 8601). Raises `PassUnreadable`."""
    try:
        until = duration(given).after(trial.clock.at)
    except (ScheduleError, DomainError) as error:
        raise PassUnreadable(given=given[:40]) from error
    if not timedelta(0) < until - trial.clock.at <= LONGEST:
        raise PassUnreadable(given=given[:40])
    take(trial, {"after": given})


def pass_to_next(trial: Trial) -> None:
    """Let time pass until the next timer or reminder. Raises `NothingDue`."""
    with trial.stage.database.reading(trial.actor) as ctx:
        due = next_due(ctx)
    if due is None:
        raise NothingDue
    seconds = -(-(due - trial.clock.now()) // timedelta(seconds=1))
    pass_time(trial, _told(max(1, seconds)))


def order(trial: Trial, name: str, answer: Mapping[str, Any] | None) -> None:
    """From now on a connector answers like that; None: as usual. Raises `AnswerUnreadable`."""
    told = {name: dict(answer) if answer else USUAL}
    if trial.state.process:
        take(trial, {"connectors": told})
    else:
        answers_of(trial.stage).order(told)
        _write(trial, replace(trial.state, answers=_merged(trial.state.answers, told)))


def undo(trial: Trial) -> None:
    """退一步: as it was before the last act. Raises `NothingToUndo`."""
    place = len(trial.state.acts)
    if place == 0 or not trial.folder.keeps(place):
        raise NothingToUndo
    _forget(trial, place)


def restart(trial: Trial, *, anew: bool = False) -> None:
    """从头再来 with the same beginning; `anew` leaves the choice of the beginning open."""
    _begun(trial)
    process, given = trial.state.process, trial.state.given
    _forget(trial, 0)
    if not anew:
        start(trial, process, given)


def done(trial: Trial) -> dict[str, Any]:
    """Beginning and acts as a scenario, to be rehearsed on another stage. Raises `TrialNotBegun`."""
    _begun(trial)
    steps = [act.step for act in trial.state.acts]
    return {"process": trial.state.process, "given": trial.state.given, "steps": steps}


def rehearse(trial: Trial, scenario: Mapping[str, Any]) -> None:
    """Play a scenario up to the step that fails, or to its end; the state's note says why it stopped."""
    start(trial, scenario["process"], scenario["given"])
    steps = scenario.get("steps", ())
    for place, step in enumerate(steps, 1):
        code = step.get("refused")
        try:
            take(trial, {word: told for word, told in step.items() if word != "refused"})
        except DomainError as refusal:
            if code == refusal.code:
                continue
            if not isinstance(refusal, ScenarioFailed) and trial.folder.keeps(len(trial.state.acts)):
                undo(trial)
            why = refusal.details.get("why") or refusal.message
            return _mind(trial, Text("第 {step} 步走不通：{why}", step=place, why=why))
        if code is not None:
            return _mind(trial, Text("第 {step} 步本应以 {code} 拒绝，却办成了", step=place, code=code))
    return None


def _mind(trial: Trial, note: str) -> None:
    _write(trial, replace(trial.state, note=note))


def _begun(trial: Trial) -> None:
    if not trial.state.process:
        raise TrialNotBegun


def _keep(trial: Trial, place: int) -> None:
    """A copy to come back to; the closed database is one whole file."""
    trial.stage.database.engine.dispose()
    trial.folder.keep(place)


def _forget(trial: Trial, place: int) -> None:
    """Back to before an act; the database is closed before its file is put back."""
    trial.stage.database.engine.dispose()
    trial.reset(trial.folder.back(place))


def _write(trial: Trial, state: TrialState) -> None:
    trial.state = state
    trial.folder.write(state)


def _now(trial: Trial) -> str:
    return trial.clock.at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _told(seconds: int) -> str:
    """A duration in ISO 8601, in the largest units that leave no rest."""
    for unit, size in (("H", 3600), ("M", 60)):
        if seconds % size == 0:
            return f"PT{seconds // size}{unit}"
    return f"PT{seconds}S"
