"""A trial run on disk: its stage, what was done in it, and a copy of both from before each act."""

import fcntl
import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from app.core.actor import Actor
from app.core.errors import Conflict, NotFound
from app.core.texts import kept, read_kept

KEPT = timedelta(hours=24)
EACH = 4
"""How many trials of one author are kept: each has a copy of its stage per act, about 2 MB."""
PATIENCE, PAUSE = 20.0, 0.05
"""Seconds to wait for the act before, and between two looks."""

COPIES = 60
"""How many acts can be taken back; the beginning always can."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class TrialNotFound(NotFound):
    """没有这次试运行。试运行只留一天，也只有开它的人能看；请从草稿再开一次。"""

    code = "trial-not-found"


class TrialBusy(Conflict):
    """上一步还没有走完，这一步没有办。请稍等再按。"""

    code = "trial-busy"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: the step as a scenario tells it, at what instant it was over, and its refusal in words."""

    step: dict[str, Any]
    at: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class TrialState:
    """What a trial knows besides its stage. `at` is its clock, `given` as a scenario tells it, `note` what to mind."""

    id: str
    draft_id: str
    draft_number: int
    digest: str
    jurisdiction: str
    author: str
    began: str
    at: str
    process: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    instance_id: str = ""
    acts: tuple[Act, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    note: str = ""


class TrialFolder:
    """Where one trial lives. Only who holds the lock (`held`) may read or write in it."""

    def __init__(self, root: Path, trial_id: str) -> None:
        self.path = root / trial_id
        self.stage = self.path / "stage.sqlite"
        self._state = self.path / "trial.json"

    @contextmanager
    def held(self) -> Iterator[None]:
        """One request of one process at a time; the system lets go however the process ends. Raises `TrialBusy`."""
        with (self.path / "lock").open("ab") as lock:
            _take(lock)
            yield

    def read(self) -> TrialState:
        """The state as it was written last."""
        told = json.loads(self._state.read_text("utf-8"))
        acts = tuple(Act(**{**act, "refusal": read_kept(act["refusal"])}) for act in told["acts"])
        return TrialState(**{**told, "acts": acts, "note": read_kept(told["note"])})

    def write(self, state: TrialState) -> None:
        """Whole at once: a crash leaves the old one."""
        written = self._state.with_suffix(".new")
        acts = [{**asdict(act), "refusal": kept(act.refusal)} for act in state.acts]
        told = {**asdict(state), "acts": acts, "note": kept(state.note)}
        written.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        written.replace(self._state)

    def keep(self, place: int) -> None:
        """Copy stage and state as they are before the act of that place."""
        self._copy(place).mkdir(parents=True, exist_ok=True)
        for file in (self.stage, self._state):
            shutil.copy(file, self._copy(place))
        if place > COPIES:
            shutil.rmtree(self._copy(place - COPIES), ignore_errors=True)

    def keeps(self, place: int) -> bool:
        """Whether there is a way back to before the act of that place."""
        return self._copy(place).is_dir()

    def back(self, place: int) -> TrialState:
        """Stage and state as they were before the act of that place; what came after is gone."""
        for file in (self.stage, self._state):
            for left in self.path.glob(f"{file.name}-*"):
                left.unlink()
            shutil.copy(self._copy(place) / file.name, file)
        return self.read()

    def _copy(self, place: int) -> Path:
        return self.path / "before" / str(place)


def _take(lock: IO[bytes]) -> None:
    """Wait for the lock, but not for ever: threads that wait serve nobody."""
    for _ in range(int(PATIENCE / PAUSE)):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(PAUSE)
        else:
            return
    raise TrialBusy


def root_of(data_dir: Path) -> Path:
    """Where the trials of an installation live."""
    return data_dir / "trials"


def find(root: Path, trial_id: str, actor: Actor) -> TrialFolder:
    """The actor's own trial; anybody else's does not exist. Raises `TrialNotFound`."""
    folder = TrialFolder(root, trial_id)
    if _ID.fullmatch(trial_id) is None or not folder.path.is_dir():
        raise TrialNotFound(trial=trial_id)
    state = folder.read()
    if (state.author, state.jurisdiction) != (actor.id, actor.jurisdiction):
        raise TrialNotFound(trial=trial_id)
    return folder


def make(root: Path, state: TrialState) -> TrialFolder:
    """A new folder with that state; the stage is still to be set."""
    folder = TrialFolder(root, state.id)
    folder.path.mkdir(parents=True, mode=0o700)
    folder.write(state)
    return folder


def sweep(root: Path, author: str, now: datetime) -> int:
    """Remove trials that began more than a day ago and all but the author's latest; returns how many."""
    left: list[str] = []
    gone = 0
    for path in sorted(root.glob("*"), reverse=True):  # ids sort by time
        told = _told(path)
        mine = told.get("author") == author
        if not told or now - datetime.fromisoformat(told["began"]) > KEPT or (mine and len(left) >= EACH):
            shutil.rmtree(path, ignore_errors=True)
            gone += 1
        elif mine:
            left.append(path.name)
    return gone


def _told(path: Path) -> dict[str, Any]:
    """The state as written; nothing for what is half made or half removed."""
    try:
        told: dict[str, Any] = json.loads((path / "trial.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told


def acted(state: TrialState, step: dict[str, Any], at: str, refusal: str = "") -> TrialState:
    """The state after one more act."""
    return replace(state, acts=(*state.acts, Act(step, at, refusal)), at=at, note="")
