"""A trial run: acts on a stage of its own, taken back and recorded; nothing of it reaches what is real."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from app.bundle import load_bundle
from app.config import Config
from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.core.errors import DomainError
from app.forms import FormInvalid
from app.history.models import OperationLog
from app.repository.drafts import open_draft, read_file, save_file
from app.repository.models import Draft
from app.runtime.incidents import open_incidents
from app.runtime.jobs import Kept
from app.runtime.models import ProcessInstance
from app.worker.house import House, open_house
from app.worker.notices import Notice
from app.worker.provisioning import deploy, furnish
from app.worker.scenarios.answers import answers_of
from app.worker.scenarios.play import ScenarioFailed
from app.worker.trials import acts, trials
from app.worker.trials import folder as trial_folder
from app.worker.trials.folder import EACH, TrialNotFound, root_of
from app.worker.trials.recording import Recording, ScenarioExists, ScenarioName, save
from app.worker.trials.trials import Trial
from tests.bundle.packages import KEY, edit, new_root, write
from tests.worker.scenarios.test_coverage import DIAGRAM, DRAWN, PLAYED, SCENARIO, TELL

OWNER = Actor(ActorKind.USER, "owner", "流程管理员", KEY)
GIVEN = {"at": "2026-11-22T02:47:10+08:00", "case": {"drill": False}, "who": "bureau-duty"}
TRUE = {"decision": "属实", "situation": "属实"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The sixth package, with a notice after its only task, deployed and furnished."""
    folder = tmp_path_factory.mktemp("trials")
    root = new_root(folder / "root")
    edit(root, DIAGRAM, "<bpmn:outgoing>to_end", "<bpmn:outgoing>to_tell")
    edit(root, DIAGRAM, 'id="to_end" sourceRef="verify"', 'id="to_end" sourceRef="tell"')
    told = TELL.replace("= ghost.text", "属实")
    edit(root, DIAGRAM, '<bpmn:endEvent id="end"', told + '<bpmn:endEvent id="end"')
    edit(root, DIAGRAM, "</bpmndi:BPMNPlane>", DRAWN)
    write(root, SCENARIO, PLAYED)
    shutil.copy(sqlite_template, folder / "house.sqlite")
    house = at(folder)
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        deploy(ctx, load_bundle(root, KEY))
        furnish(ctx, load_bundle(root, KEY), "made for one test")
        open_draft(ctx, KEY)
    house.database.engine.dispose()
    return folder / "house.sqlite"


def at(folder: Path) -> House:
    config = Config(data_dir=folder, database_url=f"sqlite:///{folder / 'house.sqlite'}", testing=True)
    return open_house(config, Kept, SetClock())


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    shutil.copy(template, tmp_path / "house.sqlite")
    opened = at(tmp_path)
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def draft(house: House) -> Draft:
    with house.database.transaction(OWNER) as ctx:
        return open_draft(ctx, KEY)


@pytest.fixture
def begun(house: House, draft: Draft) -> str:
    """A trial whose process waits for its only task."""
    trial_id = trials.begin(house, OWNER, draft.id)
    with trials.opened(house, OWNER, trial_id) as trial:
        acts.start(trial, "sixth-report", GIVEN)
    return trial_id


@contextmanager
def trying(house: House, trial_id: str) -> Iterator[Trial]:
    with trials.opened(house, OWNER, trial_id) as trial:
        yield trial


def verify(
    trial: Trial, values: Mapping[str, Any] = TRUE, *, who: str = "bureau-duty", keep: bool = False
) -> None:
    with trial.stage.database.reading(trial.actor) as ctx:
        task = trial.play.scene.open_tasks(ctx)[0].id
    acts.complete(trial, who, task, values, keep_refusal=keep)


def status(trial: Trial) -> str:
    with trial.stage.database.reading(trial.actor) as ctx:
        return ctx.session.get_one(ProcessInstance, trial.play.instance_id).status


def test_trial_leaves_nothing_in_the_house_but_that_it_began(house: House, begun: str) -> None:
    with trying(house, begun) as trial:
        verify(trial)
        ended = status(trial)

    with house.database.reading(OWNER) as ctx:
        logged = ctx.session.scalars(select(OperationLog.operation).order_by(OperationLog.seq.desc())).first()
        real = ctx.session.scalars(select(ProcessInstance.id)).all()
        told = ctx.session.scalars(select(Notice.id)).all()
    assert (ended, logged, real, told) == ("completed", "trial.start", [], [])


def test_trial_sends_no_mail_even_where_a_gateway_is_set(
    house: House, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []
    monkeypatch.setattr("smtplib.SMTP", lambda host, *_, **__: reached.append(host))
    open_to_all = replace(house, config=replace(house.config, smtp_host="mail.invalid"))

    with trying(open_to_all, begun) as trial:
        verify(trial)
        with trial.stage.database.reading(trial.actor) as ctx:
            states = ctx.session.scalars(select(Notice.status)).all()

    assert (reached, states) == ([], ["recorded"])


def test_second_act_at_once_is_told_to_wait(
    house: House, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial_folder, "PATIENCE", 0.1)

    with trying(house, begun), pytest.raises(trial_folder.TrialBusy), trying(house, begun):
        pass


def test_another_author_and_a_made_up_id_find_no_trial(house: House, begun: str) -> None:
    stranger = Actor(ActorKind.USER, "stranger", "别人", KEY)

    for actor, trial_id in ((stranger, begun), (OWNER, "../house"), (OWNER, begun[:-1] + "x")):
        with pytest.raises(TrialNotFound), trials.opened(house, actor, trial_id):
            pass


def test_wrong_input_is_refused_and_kept_as_a_step_only_when_asked_for(house: House, begun: str) -> None:
    with trying(house, begun) as trial:
        for keep in (False, True):
            with pytest.raises(FormInvalid):
                verify(trial, {"decision": "属实"}, keep=keep)
        steps = [act.step for act in trial.state.acts]

    assert steps == [
        {"who": "bureau-duty", "task": "verify", "outcome": "属实", "values": {}, "refused": "form-invalid"}
    ]


def test_time_brings_reminders_and_undo_takes_them_back(house: House, begun: str) -> None:
    with trying(house, begun) as trial:
        acts.pass_to_next(trial)
        first = trial.clock.at
        acts.pass_time(trial, "PT2H")
        acts.undo(trial)
        back = trial.clock.at
    with trying(house, begun) as trial, trial.stage.database.reading(trial.actor) as ctx:
        subjects = ctx.session.scalars(select(Notice.subject)).all()

    assert first == back
    assert subjects == ["请办理：核实灾情"]


@pytest.mark.parametrize("given", ["PT0S", "P9000D", "明天", "-PT1H"])
def test_time_that_cannot_pass_is_refused(house: House, begun: str, given: str) -> None:
    with trying(house, begun) as trial, pytest.raises(acts.PassUnreadable):
        acts.pass_time(trial, given)


def test_failing_connector_is_an_incident_until_it_answers_as_usual(house: House, begun: str) -> None:
    with trying(house, begun) as trial:
        acts.order(trial, "notify", {"failure": "短信网关没有应答"})
        with pytest.raises(DomainError, match="短信网关没有应答"):
            verify(trial)
        with trial.stage.database.reading(trial.actor) as ctx:
            incidents = [one.element for one in open_incidents(ctx, KEY)]
    with trying(house, begun) as trial:
        acts.order(trial, "notify", None)
        verify(trial)
        ended = status(trial)

    assert (incidents, ended) == (["tell"], "completed")


def test_what_was_tried_is_recorded_and_replays(house: House, draft: Draft, begun: str) -> None:
    with trying(house, begun) as trial:
        acts.order(trial, "tell", {"error": "NO_ROUTE", "message": "号码不存在"})
        with pytest.raises(DomainError):
            verify(trial)
        acts.order(trial, "tell", None)
        acts.pass_time(trial, "PT10M")
        verify(trial)
        path = save(house, OWNER, trial, Recording("recorded", "  先失败\n后办成 "))

    with house.database.reading(OWNER) as ctx:
        text = read_file(ctx, draft, path)[0].decode()
    told = yaml.safe_load(text)
    assert told["name"] == "先失败 后办成"
    assert [step.get("refused") or next(iter(step)) for step in told["steps"]] == [
        "connectors", "engine-uncaught-error", "connectors", "after", "who",
    ]  # fmt: skip
    assert told["expect"] == {
        "status": "completed",
        "path": ["start", "verify", "tell", "end"],
        "notified": ["tell"],
    }
    assert "    values: {situation: 属实}\n" in text


def test_recording_needs_a_name_of_its_own_and_must_replay(house: House, draft: Draft, begun: str) -> None:
    with trying(house, begun) as trial:
        verify(trial)
        for name, refusal in (("Vérified", ScenarioName), ("verified", ScenarioExists)):
            with pytest.raises(refusal):
                save(house, OWNER, trial, Recording(name, "核实"))
        with house.database.transaction(OWNER) as ctx:
            diagram = read_file(ctx, draft, DIAGRAM)[0].replace(b'id="verify"', b'id="checked"')
            save_file(ctx, draft.id, DIAGRAM, diagram.replace(b'"verify"', b'"checked"'), 0)
        with pytest.raises((ScenarioFailed, DomainError)):
            save(house, OWNER, trial, Recording("renamed", "核实"))


def test_scenario_is_rehearsed_up_to_the_step_that_fails(house: House, draft: Draft) -> None:
    scenario = yaml.safe_load(PLAYED)
    scenario["steps"] = [{"after": "PT1M"}, {"who": "bureau-duty", "task": "ghost"}]
    trial_id = trials.begin(house, OWNER, draft.id)

    with trying(house, trial_id) as trial:
        acts.rehearse(trial, scenario)
        state = trial.state

    assert [act.step for act in state.acts] == [{"after": "PT1M"}]
    assert state.note.startswith("第 2 步走不通：没有待办 ghost")


def test_orders_of_a_rehearsed_scenario_hold_in_the_trial(house: House, draft: Draft) -> None:
    scenario = yaml.safe_load(PLAYED)
    scenario["given"]["connectors"] = {"tell": {"failure": "断线"}}
    scenario["steps"] = [{"connectors": {"notify": {"failure": "断线"}}}, {"connectors": {"tell": "usual"}}]
    trial_id = trials.begin(house, OWNER, draft.id)

    with trying(house, trial_id) as trial:
        acts.rehearse(trial, scenario)
    with trying(house, trial_id) as trial:
        ordered = set(answers_of(trial.stage))
        acts.undo(trial)
        before = set(answers_of(trial.stage))
        acts.restart(trial)
        again = set(answers_of(trial.stage))

    assert (ordered, before, again) == ({"notify"}, {"notify", "tell"}, {"tell"})


def test_restart_begins_alike_and_anew_leaves_the_choice_open(house: House, begun: str) -> None:
    with trying(house, begun) as trial:
        verify(trial)
        acts.restart(trial)
        again = (status(trial), trial.state.acts, trial.state.given)
        acts.restart(trial, anew=True)
        process = trial.state.process

    assert (again, process) == (("active", (), GIVEN), "")


def test_old_trials_are_removed_when_a_new_one_begins(house: House, draft: Draft) -> None:
    first = [trials.begin(house, OWNER, draft.id) for _ in range(EACH + 1)]
    kept = {path.name for path in root_of(house.config.data_dir).iterdir()}
    clock = house.database.clock
    assert isinstance(clock, SetClock)
    clock.advance(timedelta(hours=25))
    last = trials.begin(house, OWNER, draft.id)

    assert kept == set(first[1:])
    assert {path.name for path in root_of(house.config.data_dir).iterdir()} == {last}


def test_draft_that_does_not_compile_is_refused_with_the_reason(house: House, draft: Draft) -> None:
    with house.database.transaction(OWNER) as ctx:
        broken = read_file(ctx, draft, DIAGRAM)[0].replace(b'sourceRef="start"', b'sourceRef="ghost"')
        save_file(ctx, draft.id, DIAGRAM, broken, 0)

    with pytest.raises(trials.TrialRefused, match="现在还不能试运行"):
        trials.begin(house, OWNER, draft.id)
