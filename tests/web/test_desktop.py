"""The deploy button of the desktop Camunda Modeler, called over a real connection as the modeler calls it."""

import json
import re
import threading
from base64 import b64encode
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from sqlalchemy import select

from app.core.actor import system
from app.identity.accounts import actor_of
from app.identity.models import AccessToken, Account
from app.repository.drafts import lock_file, read_file, save_file, unfinished
from app.repository.models import Deployment
from tests.waiting import PATIENCE
from tests.yunxi import DIAGRAM, KEY, package

DEPLOYED = package().diagrams["yunxi-report"]
CHANGED = DEPLOYED + b"\n"
BROKEN = DEPLOYED.replace(b'camunda:formKey="', b'camunda:formKey="ghost-', 1)
FILE = "yunxi-report.bpmn"


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def modeler(desk):
    """A client that calls as the modeler does: JSON accepted, the token as Bearer, files by their names."""
    server = make_server("127.0.0.1", 0, desk.app, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Modeler(server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


class Modeler:
    def __init__(self, port):
        self.port = port
        self.token = ""

    def ask(self, method, path, body=None, **headers):
        given = {"Accept": "application/json", **headers}
        if self.token:
            given.setdefault("Authorization", f"Bearer {self.token}")
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, f"/engine-rest{path}", body, given)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, json.loads(data) if data else None

    def deploy(self, *files, tenant=""):
        fields = {"deployment-name": "report", "deployment-source": "Camunda Modeler"}
        fields |= {"enable-duplicate-filtering": "true"} | ({"tenant-id": tenant} if tenant else {})
        parts = [part(name, value.encode()) for name, value in fields.items()]
        parts += [part(name, data, name) for name, data in files]
        body = b"".join(parts) + b"--cut--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=cut"}
        return self.ask("POST", "/deployment/create", body, **kind)


def part(name, data, file=None):
    told = f'; filename="{file}"\r\nContent-Type: text/xml' if file else ""
    head = f'--cut\r\nContent-Disposition: form-data; name="{name}"{told}\r\n\r\n'
    return head.encode() + data + b"\r\n"


@pytest.fixture
def token(desk):
    return made(desk, "writer")


@pytest.fixture
def authorized(modeler, token):
    """The modeler with a token in its settings."""
    modeler.token = token
    return modeler


def made(desk, login):
    page = desk.as_(login).post("/me/tokens", data={"name": "笔记本", "days": "90"}).text
    return re.search(r'value="(dl_[^"]+)"', page)[1]


@contextmanager
def reading(desk):
    with desk.house.database.reading(system(KEY)) as ctx:
        yield ctx


def draft_file(desk, path=DIAGRAM):
    with reading(desk) as ctx:
        draft = unfinished(ctx, KEY)
        return read_file(ctx, draft, path) if draft else None


def test_connection_check_answers_with_the_token_only(modeler, token):
    without, told = modeler.ask("GET", "/deployment?maxResults=0")
    modeler.token = token

    listed = modeler.ask("GET", "/deployment?maxResults=0")
    version = modeler.ask("GET", "/version")

    assert (without.status, told["code"], without.getheader("WWW-Authenticate")[:6]) == (
        401,
        "wrong-token",
        "Bearer",
    )
    assert (listed[0].status, listed[1]) == (200, [])
    assert version[1]["version"].startswith("7.")


def test_basic_sign_in_takes_the_token_as_password(modeler, token):
    def basic(login):
        return {"Authorization": "Basic " + b64encode(f"{login}:{token}".encode()).decode()}

    assert modeler.ask("GET", "/version", **basic("writer"))[0].status == 200
    assert modeler.ask("GET", "/version", **basic("signer"))[0].status == 401


def test_deploy_saves_in_the_draft_and_publishes_nothing(desk, authorized):
    answer, told = authorized.deploy((FILE, CHANGED))

    assert answer.status == 200, told
    assert draft_file(desk) == (CHANGED, 1)
    (definition,) = told["deployedProcessDefinitions"].values()
    assert (definition["key"], definition["resource"], definition["version"]) == ("yunxi-report", FILE, 2)
    with reading(desk) as ctx:
        assert len(ctx.session.scalars(select(Deployment)).all()) == 1


def test_second_deploy_of_ones_own_goes_over_the_first(desk, authorized):
    for times in (1, 2, 2):
        assert authorized.deploy((FILE, DEPLOYED + b"\n" * times))[0].status == 200

    assert draft_file(desk) == (DEPLOYED + b"\n\n", 2)  # the same again is no new save


def test_errors_are_told_at_their_elements_and_nothing_is_kept(desk, authorized):
    answer, told = authorized.deploy((FILE, BROKEN))

    assert (answer.status, told["type"]) == (400, "ParseException")
    assert told["message"].startswith("ENGINE-09005 Could not parse BPMN process.")
    (error,) = told["details"][FILE]["errors"]
    assert error["mainElementId"] in DEPLOYED.decode()
    assert error["elementIds"] == [error["mainElementId"]]
    assert error["line"] > 1
    assert "unknown-form" in error["message"]
    assert error["mainElementId"] in told["message"]
    assert draft_file(desk) is None  # not even a draft was opened


def test_files_come_together_or_not_at_all(desk, authorized):
    answer, _ = authorized.deploy((FILE, CHANGED), ("broken.dmn", b"<x/>"))

    assert answer.status == 400
    assert draft_file(desk) is None


def test_form_and_diagram_that_need_each_other_come_in_one_deploy(desk, modeler, token):
    modeler.token = token
    form = json.dumps({"type": "default", "schemaVersion": 16, "components": []}).encode()
    renamed = DEPLOYED.replace(b'camunda:formKey="verification"', b'camunda:formKey="fresh"', 1)

    answer, told = modeler.deploy((FILE, renamed), ("fresh.form", form))

    assert answer.status == 200, told
    assert draft_file(desk, f"forms/{KEY}/fresh.form") == (form, 1)


def test_file_that_somebody_else_saved_is_left_alone(desk, modeler, token):
    modeler.token = token
    modeler.deploy((FILE, CHANGED))
    with desk.house.database.transaction(person(desk, "signer")) as ctx:
        save_file(ctx, unfinished(ctx, KEY).id, DIAGRAM, DEPLOYED + b"\n\n\n", 1)

    answer, told = modeler.deploy((FILE, DEPLOYED))

    assert (answer.status, told["code"]) == (409, "changed-by-other")
    assert "signer 甲" in told["message"]
    assert draft_file(desk)[0] == DEPLOYED + b"\n\n\n"


def test_file_that_somebody_else_edits_is_left_alone(desk, modeler, token):
    modeler.token = token
    modeler.deploy((FILE, CHANGED))
    with desk.house.database.transaction(person(desk, "signer")) as ctx:
        lock_file(ctx, unfinished(ctx, KEY).id, DIAGRAM, "take")

    answer, told = modeler.deploy((FILE, DEPLOYED))

    assert (answer.status, told["code"]) == (409, "changed-by-other")


@pytest.mark.parametrize(
    ("files", "tenant", "status", "code"),
    [
        ([(FILE, CHANGED)], "rongcheng", 403, "other-jurisdiction"),
        ([("notes.txt", b"x")], "", 422, "upload-unfit"),
        ([("../../etc/Evil.bpmn", CHANGED)], "", 422, "draft-path"),
        ([], "", 422, "upload-unfit"),
        ([(f"a/{FILE}", CHANGED), (f"b/{FILE}", CHANGED)], "", 422, "upload-unfit"),
        ([(FILE, b"<!DOCTYPE x><x/>")], "", 422, "doctype"),
    ],
)
def test_unfit_deploy_is_refused_with_its_code(desk, authorized, files, tenant, status, code):
    answer, told = authorized.deploy(*files, tenant=tenant)

    assert (answer.status, told["code"]) == (status, code)
    assert draft_file(desk) is None


def test_deploy_beyond_the_servers_bound_is_refused_unread(desk, token):
    answer = desk.app.test_client().post(
        "/engine-rest/deployment/create",
        data=part(FILE, b" " * (10 * 1024 * 1024), FILE),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=cut"},
    )

    assert (answer.status_code, answer.json["code"]) == (413, "file-too-large")
    assert answer.json["message"] == "内容太大，没有收下。"
    assert draft_file(desk) is None


def test_preflight_of_the_modeler_is_answered_and_that_of_a_web_page_is_not(modeler):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}

    local, _ = modeler.ask("OPTIONS", "/deployment/create", Origin="file://", **asked)
    foreign, _ = modeler.ask("OPTIONS", "/deployment/create", Origin="https://example.org", **asked)

    assert local.getheader("Access-Control-Allow-Origin") == "file://"
    assert "authorization" in local.getheader("Access-Control-Allow-Headers")
    assert foreign.getheader("Access-Control-Allow-Origin") is None


def test_session_counts_for_nothing_and_csrf_tokens_are_not_asked_for(desk, token):
    desk.app.config["WTF_CSRF_ENABLED"] = True
    with desk.app.test_client() as client:
        client.set_cookie("session", desk.clients["writer"].get_cookie("session").value)
        by_session = client.post("/engine-rest/deployment/create", data={})
    by_token = desk.app.test_client().post(
        "/engine-rest/deployment/create",
        data={"tenant-id": "other"},
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (by_session.status_code, by_session.json["code"]) == (401, "wrong-token")
    assert (by_token.status_code, by_token.json["code"]) == (403, "other-jurisdiction")


def person(desk, login):
    with reading(desk) as ctx:
        account = ctx.session.scalars(select(Account).where(Account.login == login)).one()
        return actor_of(ctx, account)


def bearer(desk, token):
    return desk.app.test_client().get("/engine-rest/version", headers={"Authorization": f"Bearer {token}"})


def test_secret_is_kept_nowhere_and_shown_once(desk, token):
    with reading(desk) as ctx:
        (row,) = ctx.session.scalars(select(AccessToken)).all()
        logged = ctx.connection.exec_driver_sql("SELECT body FROM operation_log").scalars().all()

    assert token not in desk.as_("writer").get("/me").text
    assert token not in repr(vars(row))
    assert not [body for body in logged if token in body]
    assert any("token.create" in body or "笔记本" in body for body in logged)


def test_token_ends_by_its_date(desk, token):
    assert bearer(desk, token).status_code == 200

    desk.clock.advance(timedelta(days=90))

    assert bearer(desk, token).status_code == 401


def test_revoked_token_ends_at_once_and_only_its_owner_revokes(desk, token):
    with reading(desk) as ctx:
        path = f"/me/tokens/{ctx.session.scalars(select(AccessToken.id)).one()}/revoke"

    assert desk.as_("signer").post(path).status_code == 404
    assert bearer(desk, token).status_code == 200
    assert desk.as_("writer").post(path).status_code == 302
    assert bearer(desk, token).status_code == 401


@pytest.mark.parametrize("change", [{"active": False}, {"epoch": 1}])
def test_token_ends_with_the_account_and_with_its_rights(desk, token, change):
    with desk.house.database.transaction(system(KEY)) as ctx:
        account = ctx.session.scalars(select(Account).where(Account.login == "writer")).one()
        for name, value in change.items():
            setattr(account, name, value)

    assert bearer(desk, token).status_code == 401


def test_wrong_tokens_are_slowed_down_and_looking_around_is_not(desk, token):
    stranger = desk.app.test_client()
    for _ in range(6):
        assert stranger.get("/engine-rest/version").status_code == 401
    assert bearer(desk, token).status_code == 200

    for _ in range(5):
        assert bearer(desk, "dl_guess").status_code == 401

    assert bearer(desk, "dl_guess").status_code == 429
    desk.clock.advance(timedelta(minutes=6))
    assert bearer(desk, token).status_code == 200


@pytest.mark.parametrize("header", ["", "Basic !", "Basic /w==", "Negotiate x", "Bearer", "Bearer \u00ff"])
def test_odd_credentials_are_wrong_ones(desk, header):
    answer = desk.app.test_client().get("/engine-rest/version", headers={"Authorization": header})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "form", [{"name": "", "days": "90"}, {"name": "x", "days": "9999"}, {"name": "x" * 65, "days": "7"}]
)
def test_token_without_name_or_with_other_days_is_not_made(desk, form):
    answer = desk.as_("writer").post("/me/tokens", data=form)

    assert answer.status_code == 422
    with reading(desk) as ctx:
        assert ctx.session.scalars(select(AccessToken)).all() == []


def test_an_account_has_ten_tokens_at_most(desk):
    answers = [desk.as_("writer").post("/me/tokens", data={"name": str(n), "days": "7"}) for n in range(11)]

    assert [answer.status_code for answer in answers] == [200] * 10 + [422]


def test_those_who_write_no_drafts_have_no_tokens(desk):
    duty = desk.as_("duty")

    assert "访问令牌" not in duty.get("/me").text
    assert duty.post("/me/tokens", data={"name": "x", "days": "7"}).status_code == 403
