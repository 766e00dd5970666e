"""存为情景: what was done in a trial run as a scenario file of the draft, proved by playing it once more."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from sqlalchemy import select

from app.bundle.schema import KEY
from app.core.actor import Actor
from app.core.clock import SetClock
from app.core.errors import Conflict, Invalid
from app.db.context import Context
from app.history.log import record
from app.history.operations import Operation
from app.history.trace import of_instance
from app.printouts.models import Paper
from app.repository.drafts import bundle_of, draft_of, files_of, save_file
from app.runtime.models import ProcessInstance
from app.runtime.step import find
from app.worker.house import House
from app.worker.scenarios.play import Play
from app.worker.scenarios.stage import Theatre, furnish_stage
from app.worker.trials.trials import Trial

LONGEST_PATH = 30
WIDTH = 1_000_000  # one line per flow mapping, as the shipped ones have
_WALKED = ("Task", "Activity", "Event")


class ScenarioName(Invalid):
    """“{given}”不能作情景的名字：请用小写字母、数字和连字符，以字母开头，最多 64 个字符。"""

    code = "scenario-name"


class ScenarioUntitled(Invalid):
    """请给情景写一个标题，说它演的是什么，如“方案退回一次，后同意”。"""

    code = "scenario-untitled"


class ScenarioExists(Conflict):
    """草稿里已经有情景“{name}”，没有存。请换一个名字，或者勾选“覆盖原来的”。"""

    code = "scenario-exists"


@dataclass(frozen=True, slots=True)
class Recording:
    """What to record: file name, title, and the places (from 0) of acts to leave out."""

    name: str
    title: str
    without: Collection[int] = ()
    replace: bool = False


def save(house: House, actor: Actor, trial: Trial, wanted: Recording) -> str:
    """Write the scenario into the trial's draft; returns its path.

    It is played on the draft as it is now first. Raises `ScenarioFailed` when it does not end as the trial did,
    `ScenarioName`, `ScenarioUntitled`, `ScenarioExists`, and what saving a file raises.
    """
    if re.fullmatch(KEY, wanted.name) is None or len(wanted.name) > 64:
        raise ScenarioName(given=wanted.name[:80])
    if not wanted.title.strip():
        raise ScenarioUntitled
    told = scenario_of(trial, wanted)
    _prove(house, actor, trial, wanted.name, told)
    path = f"processes/{trial.state.jurisdiction}/scenarios/{wanted.name}.yaml"
    with house.database.transaction(actor) as ctx:
        entry = files_of(ctx, draft_of(ctx, trial.state.draft_id)).get(path)
        if entry is not None and not entry.deleted and not wanted.replace:
            raise ScenarioExists(name=wanted.name)
        save_file(ctx, trial.state.draft_id, path, written(told).encode(), entry.version if entry else 0)
        details = {"name": wanted.name, "process": trial.state.process, "steps": len(told["steps"])}
        record(ctx, Operation.SCENARIO_RECORD, trial.state.draft_id, details)
    return path


def scenario_of(trial: Trial, wanted: Recording) -> dict[str, Any]:
    """The scenario as data."""
    steps = [act.step for place, act in enumerate(trial.state.acts) if place not in wanted.without]
    with trial.stage.database.reading(trial.actor) as ctx:
        expect = _expected(ctx, trial)
    return {
        "name": " ".join(wanted.title.split())[:100],
        "process": trial.state.process,
        "given": trial.state.given,
        "steps": steps,
        "expect": expect,
    }


def _prove(house: House, actor: Actor, trial: Trial, name: str, told: Mapping[str, Any]) -> None:
    """Play what was written, as it will be read."""
    with house.database.reading(actor) as ctx:
        bundle = bundle_of(ctx, draft_of(ctx, trial.state.draft_id))
    with TemporaryDirectory() as folder:
        template, clock = Path(folder) / "template.sqlite", SetClock()
        furnish_stage(house.config, bundle, template, checked=False)
        with Theatre(house.config, template).stage("proof", clock) as stage:
            Play(stage, clock, bundle.key, name).run(yaml.safe_load(written(told)))


def _expected(ctx: Context, trial: Trial) -> dict[str, Any]:
    scene = trial.play.scene
    instances = scene.instances(ctx)
    papers = Counter(ctx.session.scalars(select(Paper.kind).where(Paper.instance_id.in_(instances))))
    path, told = list(_path(ctx, scene.instance_id)), sorted({*_notified(ctx, instances)})
    return {
        "status": ctx.session.get_one(ProcessInstance, scene.instance_id).status,
        **({"papers": dict(sorted(papers.items()))} if papers else {}),
        **({"path": path} if path else {}),
        **({"notified": told} if told else {}),
    }


def _path(ctx: Context, instance_id: str) -> Iterator[str]:
    """The elements of the process itself that were completed, in order; repetitions of one told once."""
    info = find(ctx, instance_id)
    elements = info.deployed.program.processes[info.process].elements
    walked = (
        event.element
        for event in of_instance(ctx, instance_id)
        if (event.kind, event.state, event.process) == ("activity", "completed", info.process)
        if event.element in elements and elements[event.element].type.endswith(_WALKED)
    )
    told = [element for element, _ in groupby(walked)]
    yield from told if len(told) <= LONGEST_PATH else [*told[: LONGEST_PATH - 1], told[-1]]


def _notified(ctx: Context, instances: Collection[str]) -> Iterator[str]:
    """The service tasks that told somebody something."""
    for instance in instances:
        processes = find(ctx, instance).deployed.program.processes
        for event in of_instance(ctx, instance):
            element = (
                processes[event.process].elements.get(event.element) if event.process in processes else None
            )
            done = (event.kind, event.state) == ("activity", "completed")
            if done and element is not None and element.attributes.get("topic") == "notify":
                yield event.element


# writing -------------------------------------------------------------------------------------------------------------


class _Line(dict[str, Any]):
    """A mapping that stands on one line."""


class _Row(list[Any]):
    """A list that stands on one line."""


class _Writer(yaml.SafeDumper):
    """YAML as the shipped scenarios are written: steps below one another, what they say on one line each."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand indented below their key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """The same value twice is written twice."""
        return True


_Writer.add_representer(
    _Line, lambda writer, told: writer.represent_mapping("tag:yaml.org,2002:map", told, True)
)
_Writer.add_representer(
    _Row, lambda writer, told: writer.represent_sequence("tag:yaml.org,2002:seq", told, True)
)


def written(told: Mapping[str, Any]) -> str:
    """A scenario as the text of its file."""
    flat = {
        **told,
        "given": {word: _flat(one) for word, one in told["given"].items()},
        "steps": [{word: _flat(one) for word, one in step.items()} for step in told["steps"]],
        "expect": {word: _flat(one) for word, one in told["expect"].items()},
    }
    return yaml.dump(flat, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH)


def _flat(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Line({str(name): _flat(one) for name, one in value.items()})
    return _Row([_flat(one) for one in value]) if isinstance(value, list | tuple) else value
