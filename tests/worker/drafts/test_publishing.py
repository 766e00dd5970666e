"""From a draft to the next version: what stands against it, four eyes, and what the log keeps of both."""

import json
import shutil

import pytest
import sqlalchemy as sa

from app.bundle.errors import BundleRefused
from app.core.actor import Actor, ActorKind
from app.history.models import OperationLog
from app.history.verify import verify
from app.identity.permissions import NotPermitted
from app.identity.roles import Role, permissions_of
from app.repository.deployments import create_deployment, current
from app.repository.draft_base import rebase
from app.repository.drafts import DraftClosed, bundle_of, draft_of, open_draft, save_file
from app.worker.drafts.checks import check_draft
from app.worker.drafts.publishing import (
    DraftFinished,
    DraftNotInReview,
    FourEyes,
    ReasonMissing,
    ReviewedOther,
    discard,
    publish,
    send_back,
    submit,
)
from app.worker.drafts.readiness import (
    CoverageTooLow,
    DraftBaseMoved,
    DraftUnchanged,
    ScenariosFailed,
    ScenariosNotPlayed,
)
from app.worker.models import ScenarioRun
from tests.yunxi import DIAGRAM, KEY, SETTINGS, open_copy, package

LONGER = package().resources[SETTINGS].data.replace(b"PT10M", b"PT20M")


def owner(login, *roles):
    held = permissions_of(roles or (Role.PROCESS_OWNER,))
    return Actor(ActorKind.USER, login, f"{login} 甲", KEY, permissions=held)


@pytest.fixture
def house(tmp_path, yunxi_template):
    """The tutorial's package deployed."""
    opened = open_copy(shutil.copy(yunxi_template, tmp_path / "test.sqlite"))
    yield opened
    opened.database.engine.dispose()


@pytest.fixture
def do(house):
    """`do("writer", submit, …)`: one transaction of a process owner."""

    def act(login, work, *given, **named):
        with house.database.transaction(owner(login)) as ctx:
            return work(ctx, *given, **named)

    return act


@pytest.fixture
def draft(do):
    """A draft with longer limits, by its id."""
    draft = do("writer", lambda ctx: open_draft(ctx, KEY).id)
    do("writer", save_file, draft, SETTINGS, LONGER, 0)
    return draft


@pytest.fixture
def played(do, draft):
    """`played(flows=0.9)`: what the scenarios of the draft's package came to."""

    def keep(*, failures=(), flows=1.0, rules=1.0, status="done"):
        def write(ctx):
            digest = bundle_of(ctx, draft_of(ctx, draft)).digest
            run = ctx.session.get(ScenarioRun, digest) or ScenarioRun(digest=digest)
            run.jurisdiction, run.draft_id, run.status, run.attempt = KEY, draft, status, 1
            run.done, run.total, run.started_at = 3, 3, ctx.now()
            run.failures = [{"name": name, "step": 1, "why": "没有到"} for name in failures]
            untaken = {KEY + "-report": {"true_report_to_no_action": 0}}
            run.coverage = {"share": {"flows": flows, "rules": rules}, "flows": untaken}
            ctx.session.add(run)
            return digest

        return do("worker", write)

    return keep


@pytest.fixture
def reviewed(do, draft, played):
    """The draft under review; gives id and digest."""
    digest = played()
    do("writer", submit, draft, "放宽时限")
    return draft, digest


def entries(house, operation):
    with house.database.reading(owner("reader")) as ctx:
        query = sa.select(OperationLog.body).where(OperationLog.operation == operation)
        return [json.loads(body) for body in ctx.session.scalars(query.order_by(OperationLog.seq))]


def test_another_process_owner_publishes_what_one_submitted(house, do, reviewed):
    draft, digest = reviewed

    deployment = do("signer", publish, draft, digest)

    assert (deployment.version, deployment.digest, deployment.deployed_by) == (2, digest, "signer 甲")
    with house.database.reading(owner("reader")) as ctx:
        found = draft_of(ctx, draft)
        assert (found.status, found.deployment_id) == ("published", deployment.id)
        assert current(ctx, KEY).bundle.resources[SETTINGS].data == LONGER
        assert verify(ctx, KEY).broken is None
    (told,) = entries(house, "draft.publish")
    assert told["actor"]["name"] == "signer 甲"
    assert told["details"]["submitted_by"] == "writer 甲"
    assert told["details"]["digest"] == digest
    (submitted,) = entries(house, "draft.submit")
    assert (submitted["actor"]["name"], submitted["details"]["digest"]) == ("writer 甲", digest)
    assert submitted["details"]["changed"] == [SETTINGS]
    assert submitted["details"]["warnings"] == len(do("reader", check_draft, draft)) > 0


def test_who_submitted_may_not_publish(house, do, reviewed):
    with pytest.raises(FourEyes, match="送的审"):
        do("writer", publish, *reviewed)

    assert [entry["details"]["code"] for entry in entries(house, "refused")] == ["four-eyes"]


def test_who_wrote_in_it_may_not_publish(do, draft, played):
    do("signer", save_file, draft, SETTINGS, LONGER + b"\n", 1)
    do("signer", save_file, draft, SETTINGS, LONGER, 2)  # taken back: it still was their draft
    digest = played()
    do("writer", submit, draft)

    with pytest.raises(FourEyes, match="改过"):
        do("signer", publish, draft, digest)


@pytest.mark.parametrize("role", [Role.STAFF, Role.AUDITOR, Role.ADMINISTRATOR, Role.OPERATOR])
def test_other_roles_neither_submit_nor_publish(house, reviewed, role):
    for work, given in ((publish, reviewed), (send_back, (reviewed[0], "再改改")), (submit, reviewed[:1])):
        with pytest.raises(NotPermitted), house.database.transaction(owner("other", role)) as ctx:
            work(ctx, *given)


def test_frozen_draft_takes_no_saves(do, reviewed):
    with pytest.raises(DraftClosed, match="送审"):
        do("writer", save_file, reviewed[0], SETTINGS, LONGER + b"\n", 1)


def test_only_what_was_seen_is_published(do, reviewed):
    with pytest.raises(ReviewedOther):
        do("signer", publish, reviewed[0], "0" * 64)


def test_sent_back_draft_can_be_written_and_submitted_again(house, do, reviewed):
    draft, digest = reviewed
    with pytest.raises(ReasonMissing):
        do("signer", send_back, draft, " ")
    do("signer", send_back, draft, "时限太长，请写理由")

    with pytest.raises(DraftNotInReview):
        do("signer", publish, draft, digest)
    with house.database.reading(owner("reader")) as ctx:
        found = draft_of(ctx, draft)
        assert (found.status, found.decision_note, found.decided_by_name) == (
            "open",
            "时限太长，请写理由",
            "signer 甲",
        )
    do("writer", submit, draft)
    assert do("signer", publish, draft, digest).version == 2


def test_unchanged_draft_is_not_submitted(do, draft):
    do("writer", save_file, draft, SETTINGS, package().resources[SETTINGS].data, 1)

    with pytest.raises(DraftUnchanged):
        do("writer", submit, draft)


def test_faults_and_findings_refuse(do, draft):
    do("writer", save_file, draft, SETTINGS, b"limits: [", 1)
    with pytest.raises(BundleRefused):
        do("writer", submit, draft)

    do("writer", save_file, draft, SETTINGS, LONGER, 2)
    lost = package().resources[DIAGRAM].data.replace(b"approval", b"nowhere")
    do("writer", save_file, draft, DIAGRAM, lost, 0)
    with pytest.raises(BundleRefused):
        do("writer", submit, draft)


def test_scenarios_decide_whether_it_goes_on(do, draft, played):
    with pytest.raises(ScenariosNotPlayed):
        do("writer", submit, draft)
    for refusal, came_to in (
        (ScenariosNotPlayed, {"status": "running"}),
        (ScenariosFailed, {"failures": ["main"]}),
        (CoverageTooLow, {"flows": 0.99}),
        (CoverageTooLow, {"rules": 0.5}),
    ):
        played(**came_to)
        with pytest.raises(refusal):
            do("writer", submit, draft)


def test_package_may_ask_for_less_coverage(do, draft, played):
    do("writer", save_file, draft, SETTINGS, LONGER + b"\ncoverage: {flows: 0.9}\n", 1)
    played(flows=0.95)

    assert do("writer", submit, draft).status == "review"


def test_draft_behind_a_newer_version_is_rebased_first(house, do, reviewed, played):
    draft, digest = reviewed
    with house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", KEY)) as ctx:
        files = {path: one for path, one in package().resources.items() if "not-true" not in path}
        newer = type(package()).from_resources(KEY, files.values())
        create_deployment(ctx, newer)

    with pytest.raises(DraftBaseMoved, match=r"命令行部署了第 2 版"):
        do("signer", publish, draft, digest)

    assert do("writer", rebase, draft) == ()
    digest = played()
    do("writer", submit, draft)
    assert do("signer", publish, draft, digest).version == 3


def test_discarded_draft_is_over_and_the_next_may_begin(house, do, draft):
    do("writer", discard, draft, "不做了")

    with pytest.raises(DraftFinished):
        do("writer", discard, draft, "再撤一次")
    assert do("writer", lambda ctx: open_draft(ctx, KEY).id) != draft
    assert entries(house, "draft.discard")[0]["details"]["reason"] == "不做了"


def test_of_two_decisions_the_second_is_told(do, reviewed):
    draft, digest = reviewed
    do("signer", publish, draft, digest)

    with pytest.raises(DraftNotInReview):
        do("signer", send_back, draft, "晚了一步")
