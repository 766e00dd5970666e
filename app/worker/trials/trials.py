"""试运行: a draft tried with the real engine on a stage of its own. Nothing of it leaves, nothing real is touched."""

import shutil
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import select

from app.bundle.bundle import Bundle
from app.core.actor import Actor, system
from app.core.clock import SHANGHAI, SetClock
from app.core.errors import DomainError, Invalid
from app.core.ids import new_id
from app.core.texts import Text
from app.db.context import Context
from app.history.log import LogHeads, record
from app.history.operations import Operation
from app.registries.register import Registers
from app.repository.deployments import Programs
from app.repository.drafts import bundle_of, draft_of
from app.repository.models import DraftFile
from app.runtime.jobs import JobPort, Kept
from app.runtime.live import LiveInstances
from app.tasks.forms import CompiledForms
from app.worker.failures import give_up
from app.worker.handlers import perform
from app.worker.house import House
from app.worker.scenarios.answers import answers_of
from app.worker.scenarios.play import Play
from app.worker.scenarios.stage import furnish_stage, open_stage
from app.worker.trials.folder import TrialFolder, TrialState, find, make, root_of, sweep

IN_MEMORY = 8
ROUNDS = 1_000


class TrialRefused(Invalid):
    """这份草稿现在还不能试运行：{why}"""

    code = "trial-refused"


@dataclass
class Trial:
    """An open trial: its stage, and the play that acts on it."""

    folder: TrialFolder
    state: TrialState
    stage: House
    clock: SetClock
    play: Play

    @property
    def actor(self) -> Actor:
        """Who sees everything on the stage."""
        return system(self.state.jurisdiction)

    def reset(self, state: TrialState) -> None:
        """The files were put back: what is kept in memory of the stage goes back as well."""
        self.state = state
        self.clock.at = datetime.fromisoformat(state.at)
        self.play.instance_id = state.instance_id
        self.stage.shared[LiveInstances].clear()
        self.stage.shared[LogHeads] = LogHeads()
        answers = answers_of(self.stage)
        answers.clear()
        answers.order(state.answers)


class _Known:
    """What was compiled of the trials opened last: by trial, the deployment of a stage never changes."""

    def __init__(self) -> None:
        self._shared: OrderedDict[str, dict[type, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, trial_id: str) -> dict[type, Any]:
        """What the openings of one trial share."""
        with self._lock:
            found = self._shared.get(trial_id)
            if found is None:
                found = {Programs: Programs(), CompiledForms: CompiledForms(), Registers: Registers()}
                self._shared[trial_id] = found
            self._shared.move_to_end(trial_id)
            while len(self._shared) > IN_MEMORY:
                self._shared.popitem(last=False)
            return found


def begin(house: House, actor: Actor, draft_id: str) -> str:
    """Set a stage for the draft as it is saved now; returns the trial's id. Old trials are removed.

    Raises `TrialRefused` when the package does not compile, `BundleRefused` when its files do not hold together.
    """
    with house.database.reading(actor) as ctx:
        draft = draft_of(ctx, draft_id)
        bundle, now = bundle_of(ctx, draft), ctx.now()
        number = draft.number
    state = TrialState(
        id=new_id(),
        draft_id=draft_id,
        draft_number=number,
        digest=bundle.digest,
        jurisdiction=bundle.key,
        author=actor.id,
        began=now.isoformat(),
        at=now.astimezone(SHANGHAI).isoformat(timespec="seconds"),
    )
    _set(house, state, bundle)
    sweep(root_of(house.config.data_dir), actor.id, now)
    with house.database.transaction(actor) as ctx:
        record(ctx, Operation.TRIAL_START, state.id, {"digest": bundle.digest, "draft": draft_id})
    return state.id


def saved_since(ctx: Context, state: TrialState) -> DraftFile | None:
    """What was saved last in the draft since the trial took its copy; scenarios change nothing that it runs."""
    query = select(DraftFile).where(
        DraftFile.draft_id == state.draft_id,
        DraftFile.saved_at > datetime.fromisoformat(state.began),
        ~DraftFile.path.contains("/scenarios/"),
    )
    return ctx.session.scalars(query.order_by(DraftFile.saved_at.desc()).limit(1)).first()


def _set(house: House, state: TrialState, bundle: Bundle) -> None:
    folder = make(root_of(house.config.data_dir), state)
    try:
        furnish_stage(house.config, bundle, folder.stage, checked=False)
    except DomainError as refusal:
        shutil.rmtree(folder.path, ignore_errors=True)
        raise TrialRefused(why=refusal.message) from refusal


@contextmanager
def opened(house: House, actor: Actor, trial_id: str) -> Iterator[Trial]:
    """The actor's trial, alone until the end of the block. Raises `TrialNotFound`."""
    folder = find(root_of(house.config.data_dir), trial_id, actor)
    with folder.held():
        state = folder.read()
        clock = SetClock(datetime.fromisoformat(state.at))
        stage = open_stage(house.config, folder.stage, clock)
        stage.shared.update(house.shared.setdefault(_Known, _Known()).of(trial_id))
        answers_of(stage).order(state.answers)
        settle = _Settling()
        play = Play(
            stage, clock, state.jurisdiction, Text("试运行"), settle=settle, instance_id=state.instance_id
        )
        try:
            yield Trial(folder, state, stage, clock, play)
        finally:
            stage.database.engine.dispose()


class _Settling:
    """Runs every job at once; one that fails becomes an incident, as it does in the end where it is tried again."""

    def __init__(self) -> None:
        self._left = ROUNDS

    def __call__(self, stage: House) -> None:
        """Until none is left. Raises `TrialRefused` when one act asks for jobs without end."""
        kept = stage.shared[JobPort].jobs
        assert isinstance(kept, Kept)
        while kept.jobs:
            self._left -= 1
            if self._left < 0:
                why = "一步里的后台作业超过 {most} 个，流程多半在空转，或者时间拨得太远"
                raise TrialRefused(why=Text(why, most=ROUNDS))
            job = kept.jobs.pop(0)
            try:
                perform(stage, job.name, job.payload)
            except DomainError as error:
                give_up(stage, job.name, job.payload, error)
