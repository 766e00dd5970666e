"""Markup, template code and formulas in every name and every text: no page, no answer and no file lets them act."""

import csv
import io
import json
import re

import openpyxl
import pypdfium2
import pytest
from lxml import html
from sqlalchemy import select

from app.core.actor import Actor, ActorKind
from app.core.clock import SetClock
from app.core.ids import new_id
from app.identity.models import Account
from app.identity.tokens import create_token
from app.printouts.models import Paper
from app.registries.models import RegistryEntry
from app.repository.draft_comments import add_comment
from app.repository.drafts import open_draft, read_file, save_file
from app.repository.models import Jurisdiction
from app.runtime.change_models import Migration, MigrationItem, Modification
from app.runtime.models import Incident, UserTask
from app.web.security import SEALED
from app.worker.outgoing import OutgoingFile
from tests.web.hostile import RAN, SHORT, STEPS, TYPED, WORDS, bring, play
from tests.web.site import Stage
from tests.web.test_access_matrix import MATRIX
from tests.yunxi import DIAGRAM, KEY

LOGINS = {
    "-": None,
    "staff": f"{KEY}-duty",
    "contact": f"{KEY}-contact",
    "owner": f"{KEY}-process-owner",
    "auditor": f"{KEY}-auditor",
    "admin": f"{KEY}-administrator",
    "operator": f"{KEY}-operator",
}
APART = ("/static", "/handbook", "/printouts/", "/language", "/engine-rest", "/papers/<paper_id>/list")
"""Files, pictures of samples, what shows no names; the list of a paper: tests/printouts/test_exports.py."""
PATHS = [
    DIAGRAM,
    f"processes/{KEY}/common-force-ranking.dmn",
    f"processes/{KEY}/jurisdiction.yaml",
    f"forms/{KEY}/approval.form",
    f"printouts/{KEY}/rescue-order/template.html",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory, sqlite_template, render_pool):
    """The package with one run that waits for its team, and one that has begun."""
    folder = tmp_path_factory.mktemp("hostile")
    opened = Stage(sqlite_template, SetClock().at, "").open(folder, render_pool)
    opened.instance = bring(opened.house, opened.clock, STEPS)
    play(opened.house, opened.clock, [])
    yield opened
    opened.house.database.engine.dispose()


@pytest.fixture(scope="module")
def ids(site):
    """What addresses name, by the names that they give it; several where pages differ."""
    with site.house.database.reading(Actor(ActorKind.CLI, "cli", "x", KEY)) as ctx:
        account = ctx.session.scalars(select(Account).where(Account.login == LOGINS["owner"])).one()
    owner = Actor(ActorKind.USER, account.id, WORDS, KEY, permissions=frozenset({"draft:write"}))
    with site.house.database.transaction(owner) as ctx:
        draft = open_draft(ctx, KEY)
        comment = add_comment(ctx, draft.id, DIAGRAM, "verify", TYPED)
        add_comment(ctx, draft.id, DIAGRAM, None, TYPED, comment.id)
        data, version = read_file(ctx, draft, DIAGRAM)
        save_file(ctx, draft.id, DIAGRAM, data.replace("核实灾情".encode(), b"x"), version)
        create_token(ctx, TYPED[:60], 7)
        deployment = ctx.session.get_one(Jurisdiction, KEY).deployment_id
        rows = _rows(site.instance, deployment, ctx.now())
        for row in rows.values():
            ctx.session.add(row)
            ctx.session.flush()
        tasks = ctx.session.scalars(select(UserTask.id)).all()
        paper = ctx.session.scalars(select(Paper)).one()
        found = {
            **{name: [row.id] for name, row in rows.items() if name != "item"},
            "draft_id": [draft.id],
        }
    owner = site.as_(LOGINS["owner"])
    begun = owner.post(f"/drafts/{found['draft_id'][0]}/trials", data={"path": DIAGRAM})
    trial = re.search("/trials/([^/?]+)", begun.location)[1]
    started = owner.post(f"/trials/{trial}/start/{KEY}-report/start", json={"values": {}})
    assert started.status_code == 200, started.text
    found["task_id"] = [
        *tasks,
        re.search(f'/trials/{trial}/tasks/([^/?"]+)', owner.get(f"/trials/{trial}").text)[1],
    ]
    return {
        **found,
        "instance_id": [site.instance],
        "deployment_id": [deployment],
        "old_id": [deployment],
        "new_id": [deployment],
        "paper_id": [paper.id],
        "code": [paper.code, SHORT],
        "process": [f"{KEY}-report"],
        "registry": ["drills"],
        "name": ["rescue-order"],
        "key": ["response-times"],
        "ending": ["csv", "xlsx"],
        "clause_id": ["YX-01"],
        "language": ["zh"],
        "trial_id": [trial],
        "path": PATHS,
        "filename": ["mark.svg"],
    }


def _rows(instance, deployment, at):
    told = {"jurisdiction": KEY, "instance_id": instance}
    proposed = {"proposed_at": at, "proposed_by": "a", "proposed_by_name": WORDS, "deployment_id": deployment}
    acts = {"version": 1, "acts": [], "before": [], "after": [], "decision_note": TYPED}
    migration = new_id()
    ways = {"process": f"{KEY}-report", "source_id": deployment, "target_id": deployment, "mapping": []}
    began = {"started_at": at, "started_by": "a", "started_by_name": WORDS, "rearm": False}
    outcome = {"outcome": "refused", "findings": [], "note": TYPED, "before": [], "after": [], "ord": 1}
    entry = {"changed_at": at, "changed_by": WORDS, "confirmed_at": at, "confirmed_by": WORDS, "version": 1}
    data = dict.fromkeys(("title", "kind", "scenario", "held_on", "people", "grade", "place"), SHORT)
    return {
        "modification_id": Modification(id=new_id(), status="proposed", reason=TYPED, **proposed, **acts, **told),
        "migration_id": Migration(id=migration, jurisdiction=KEY, status="paused", reason=TYPED, **began, **ways),
        "item": MigrationItem(migration_id=migration, instance_id=instance, **outcome),
        "incident_id": Incident(
            id=new_id(), status="open", kind="engine", code=SHORT, message=TYPED, raised_at=at, **told
        ),
        "file_id": OutgoingFile(
            id=new_id(), status="waiting", system=SHORT, subject=TYPED, content={"a": TYPED}, kept_at=at, kept_by=WORDS,
            **told,
        ),
        "entry_id": RegistryEntry(
            id=new_id(), jurisdiction=KEY, registry_key="drills", key="1", name=SHORT, data=data, text="", active=True,
            **entry,
        ),
    }  # fmt: skip


def addresses(rule, ids):
    """The rule with each of the ids in its place."""
    name = re.search(r"<(?:path:)?([a-z_]+)>", rule)
    if not name:
        return [rule]
    return [one for found in ids[name[1]] for one in addresses(rule.replace(name[0], found, 1), ids)]


def alive(page):
    """What of a page would act: elements, handlers and addresses that no template of ours wrote."""
    root = html.document_fromstring(page)
    for element in root.iter():
        if element.tag == "script" and element.get("type") == "application/json":
            json.loads(element.text_content())
        elif element.tag == "script" and (element.text_content() or "/static/" not in element.get("src", "")):
            yield html.tostring(element, encoding="unicode")[:200]
        elif element.tag == "img" and element.get("src") == "x":
            yield "img"
        for name, value in element.attrib.items():
            if name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"{element.tag} {name}={value[:100]}"
    if RAN in page:
        yield RAN


def readers(roles):
    """Whose pages differ: who works and who draws; else anybody of those who may, a stranger first."""
    return [role for role in ("staff", "owner") if role in roles and "-" not in roles] or sorted(roles)[:1]


def test_nothing_comes_alive_on_any_page(site, ids):
    wrong, seen, told = [], set(), 0
    asked = [
        (rule, roles)
        for (verb, rule), roles in MATRIX.items()
        if verb == "GET" and not rule.startswith(APART)
    ]

    for rule, role in ((rule, role) for rule, roles in asked for role in readers(roles)):
        for address in addresses(rule, ids):
            with site.as_(LOGINS[role]).get(address) as answer:
                if answer.status_code == 200:
                    seen.add(rule)
                told += answer.data.count(b"onerror=__hit=1")
                wrong += [(address, role, one) for one in faults(answer)]

    assert {rule for rule, _ in asked} - seen == {"/", "/trials/<trial_id>/start"}
    assert told > 1_000
    assert wrong == []


def faults(answer):
    """What of an answer would act, by its kind."""
    kind = answer.mimetype
    if kind == "text/html":
        return alive(answer.text)
    if kind == "text/csv":
        return formulas(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    if kind.endswith("sheet"):
        cells = openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows()
        return [cell.value for row in cells for cell in row if cell.data_type == "f"]
    if kind == "application/xml":
        return [] if answer.headers["Content-Security-Policy"] == SEALED else [kind]
    if kind == "application/json":
        return (
            []
            if answer.headers["X-Content-Type-Options"] == "nosniff" and answer.json is not None
            else [kind]
        )
    return [] if kind in ("application/pdf", "application/zip", "application/octet-stream") else [kind]


def formulas(rows):
    return [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_paper_says_names_and_does_nothing_with_them(site, ids):
    paper = pypdfium2.PdfDocument(site.as_(LOGINS["staff"]).get(f"/papers/{ids['paper_id'][0]}.pdf").data)

    text = "".join(page.get_textpage().get_text_range() for page in paper)

    assert (SHORT in text.replace("\r\n", ""), "{{7*7777}}" in text, RAN in text) == (True, True, False)
