"""What belongs to another jurisdiction does not exist: every address with real ids, asked in every role at once."""

import io
import json
import re

import pytest
from sqlalchemy import func, select

from app.core.actor import Actor, ActorKind, system
from app.core.ids import new_id
from app.history.models import OperationLog
from app.identity.models import Account, SignIn
from app.identity.roles import Role
from app.printouts.models import Paper
from app.registries.models import RegistryEntry
from app.repository.draft_comments import add_comment
from app.repository.drafts import files_of, name_milestone, open_draft
from app.repository.models import Jurisdiction
from app.runtime.change_models import Migration, Modification
from app.runtime.models import Incident, UserTask
from app.web.security import READINGS
from app.worker.outgoing import OutgoingFile
from app.worker.provisioning import deploy
from app.worker.trials.folder import TrialState, make, root_of
from tests.web.conftest import AFTER_APPROVAL
from tests.web.site import KEY
from tests.web.test_access_matrix import MATRIX
from tests.yunxi import KEY as OTHER
from tests.yunxi import package

OPEN = ("/language/", "/static/", "/v/", "/sign-", "/me/keys", "/engine-rest")
"""For everybody, or for the account itself."""
BODY = {"values": {}, "act": "take", "text": "x", "expression": "1", "version": 1, "revision": "1"}


def form():
    files = {"package": (io.BytesIO(b"<a/>"), "a.bpmn"), "sheet": (io.BytesIO(b"a,b\n1,2\n"), "a.csv")}
    return {"reason": "想看一看", "acts": "[]", "version": "1", **files}


@pytest.fixture
def own_site(tmp_path, opened_after):
    """A dispatch whose orders are out."""
    opened = opened_after(AFTER_APPROVAL, tmp_path)
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture
def stranger(own_site):
    """Somebody of another jurisdiction, with its own package deployed, who may do everything at home."""
    with own_site.house.database.transaction(Actor(ActorKind.CLI, "cli", "命令行", OTHER)) as ctx:
        deploy(ctx, package())
        known = ctx.session.scalars(select(Account).where(Account.jurisdiction == KEY)).first()
        copied = {name: getattr(known, name) for name in ("unit", "unit_name", "password_hash", "created_at")}
        who = Account(
            id=new_id(), jurisdiction=OTHER, login="stranger", name="外人", epoch=0, active=True, **copied
        )
        who.roles, who.locale, who.demo = [role.value for role in Role], "zh", False
        ctx.session.add(who)
    return own_site.as_("stranger")


@pytest.fixture
def ids(own_site):
    """Real ids of the first jurisdiction by the names that addresses give them."""
    own_site.as_("auditor")
    owner = Actor(ActorKind.USER, "owner", "流程管理员", KEY, permissions=frozenset({"draft:write"}))
    with own_site.house.database.transaction(owner) as ctx:
        draft = open_draft(ctx, KEY)
        path = f"processes/{KEY}/settings.yaml"
        assert path in files_of(ctx, draft)
        comment = add_comment(ctx, draft.id, path, None, "?").id
        milestone = name_milestone(ctx, draft.id, "?").id
        instance, at = own_site.instance, ctx.now()
        deployment = ctx.session.get_one(Jurisdiction, KEY).deployment_id
        told = {"jurisdiction": KEY, "instance_id": instance}
        by = {"proposed_at": at, "proposed_by": "a", "proposed_by_name": "甲", "deployment_id": deployment}
        started = {
            "jurisdiction": KEY,
            "started_at": at,
            "started_by": "a",
            "started_by_name": "甲",
            "rearm": False,
        }
        ways = {"process": "p", "source_id": deployment, "target_id": deployment, "mapping": []}
        acts = {"version": 1, "acts": [], "before": [], "after": [], "decision_note": ""}
        rows = {
            "modification_id": Modification(id=new_id(), status="proposed", reason="x", **by, **acts, **told),
            "migration_id": Migration(id=new_id(), status="paused", reason="x", **started, **ways),
            "incident_id": Incident(
                id=new_id(), status="open", kind="engine", code="x", message="x", raised_at=at, **told
            ),
            "file_id": OutgoingFile(
                id=new_id(),
                status="waiting",
                system="x",
                subject="x",
                content={},
                kept_at=at,
                kept_by="x",
                **told,
            ),
        }
        ctx.session.add_all(rows.values())
        ctx.session.flush()
        entry = ctx.session.scalars(select(RegistryEntry).where(RegistryEntry.jurisdiction == KEY)).first()
        paper = ctx.session.scalars(select(Paper.id).where(Paper.jurisdiction == KEY)).first()
        task = ctx.session.scalars(select(UserTask.id).where(UserTask.status == "open")).first()
        found = {name: row.id for name, row in rows.items()}
        found |= {
            "draft_id": draft.id,
            "comment_id": comment,
            "milestone_id": milestone,
            "instance_id": instance,
            "path": path,
            "name": "main",
        }
        found |= {
            "deployment_id": deployment,
            "old_id": deployment,
            "new_id": deployment,
            "paper_id": paper,
        }
        found |= {
            "registry": entry.registry_key,
            "entry_id": entry.id,
            "task_id": task,
            "sign_in_id": ctx.session.scalars(
                select(SignIn.id).join(Account).where(Account.jurisdiction == KEY)
            ).one(),
            "process": f"{KEY}-dispatch",
        }
    state = TrialState(new_id(), found["draft_id"], 2, "x", KEY, "owner", at.isoformat(), at.isoformat())
    make(root_of(own_site.house.config.data_dir), state)
    return {
        **found,
        "trial_id": state.id,
        "element": "x",
        "event": "x",
        "key": "x",
        "ending": "xlsx",
        "clause_id": "x",
    }


def test_nothing_of_another_jurisdiction_is_there(own_site, stranger, ids):
    before = _entries(own_site)
    asked = {(verb, rule) for verb, rule in MATRIX if "<" in rule and not rule.startswith(OPEN)}

    found, read = {}, set()
    for verb, rule in sorted(asked):
        path = re.sub(r"<(?:path:)?([a-z_]+)>", lambda name: ids.get(name[1], new_id()), rule)
        headers = {"Accept": "application/json", "X-Base-Version": "0"}
        for sent in [{"json": BODY}, {"data": form()}] if verb == "POST" else [{}]:
            answer = stranger.open(path, method=verb, headers=headers, **sent)
            answer.close()
            if answer.status_code == 404:
                break
        found[verb, rule] = answer.status_code
        read |= {path} if verb == "GET" else set()

    assert len(asked) > 100
    assert {asked: status for asked, status in found.items() if status != 404} == {}
    assert _entries(own_site) == before
    told = {path for path in read if "/export." in path or "/outgoing/" in path}  # by their own transactions
    assert read - told <= set(_refused(own_site))


def test_refused_reading_is_told_to_the_log_once_in_a_while_and_not_without_end(own_site, stranger):
    for _ in range(2):
        for number in range(READINGS + 5):
            assert stranger.get(f"/tasks/{number}").status_code == 404

    assert _refused(own_site) == [f"/tasks/{number}" for number in range(READINGS)]


def _entries(site):
    """How much stands in the log of the first jurisdiction."""
    with site.house.database.reading(system(KEY)) as ctx:
        query = select(func.count()).where(OperationLog.jurisdiction == KEY)
        return ctx.session.scalar(query)


def _refused(site):
    """The pages that were refused to the stranger, as the log of their own jurisdiction has them."""
    with site.house.database.reading(system(OTHER)) as ctx:
        query = select(OperationLog.body).where(
            OperationLog.jurisdiction == OTHER, OperationLog.operation == "refused"
        )
        bodies = [json.loads(body) for body in ctx.session.scalars(query.order_by(OperationLog.seq))]
    return [body["details"]["about"]["page"] for body in bodies if "page" in body["details"]["about"]]
