"""Sessions that end while a page is open, pages that somebody else left open, and who is slowed down."""

import re

import pytest
from sqlalchemy import update

from app.core.actor import system
from app.identity.models import Account
from app.identity.sign_ins import STAY
from tests.web.site import PASSWORD

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@pytest.fixture
def strict(site, monkeypatch):
    monkeypatch.setitem(site.app.config, "WTF_CSRF_ENABLED", True)
    return site


def token(client, path):
    return TOKEN.search(client.get(path).text)[1]


def sign_in(client, login):
    form = {"account": login, "password": PASSWORD, "csrf_token": token(client, "/sign-in")}
    assert client.post("/sign-in", data=form).status_code == 302


def test_script_of_a_reader_who_is_signed_out_is_told_where_to_sign_in(strict):
    stranger, headers = strict.app.test_client(), {"Accept": "application/json", "Referer": "/tasks/7"}

    sent = stranger.post("/tasks/7/draft", json={"values": {}}, headers=headers)
    polled = stranger.get(
        "/tasks/part", headers={"HX-Request": "true", "HX-Current-URL": "http://h/tasks?box=mine"}
    )

    assert (sent.status_code, sent.json["code"]) == (401, "signed-out")
    assert sent.json["location"] == "/sign-in?next=/tasks/7"
    assert (polled.status_code, polled.headers["HX-Redirect"]) == (401, "/sign-in?next=/tasks?box%3Dmine")


def test_button_pressed_after_the_session_leads_back_to_the_page_that_had_it(strict):
    answer = strict.app.test_client().post("/tasks/7/claim", headers={"Referer": "http://localhost/tasks"})

    assert answer.headers["Location"] == "/sign-in?next=/tasks"


def test_page_left_open_by_another_does_not_act_for_who_signed_in_since(strict):
    client = strict.app.test_client()
    sign_in(client, "bureau-duty")
    left_open = token(client, "/tasks")
    client.post("/sign-out", data={"csrf_token": left_open})
    sign_in(client, "bureau-leader")

    answer = client.post("/tasks/7/claim", data={"csrf_token": left_open})

    assert answer.status_code == 400


def test_cookie_of_a_session_ends_and_is_for_this_house_alone(site):
    client = site.app.test_client()

    given = client.post("/sign-in", data={"account": "auditor", "password": PASSWORD, "stay": "1"})
    device, cookie = given.headers.getlist("Set-Cookie")

    assert cookie.startswith("session=")
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Expires=" in cookie
    assert {"HttpOnly", "SameSite=Strict", "Path=/sign-in"} <= set(device.split("; "))


@pytest.mark.parametrize("path", ["/papers", "/healthz", "/registries/forces/export.csv"])
def test_no_answer_is_kept_by_a_proxy_nor_given_to_other_sites(site, path):
    headers = site.as_("bureau-duty").get(path).headers

    assert {"private", "no-store"} & set(headers["Cache-Control"].split(", "))
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_copied_cookie_is_worth_nothing_once_its_owner_has_signed_out(site):
    owner, thief, other = (site.app.test_client() for _ in range(3))
    for client in (owner, other):
        client.post("/sign-in", data={"account": "auditor", "password": PASSWORD, "stay": "1"})
    thief.set_cookie("session", owner.get_cookie("session").value)
    before = thief.get("/me").status_code

    owner.post("/sign-out")

    assert before == 200
    assert thief.get("/me").headers["Location"] == "/sign-in?next=/me"
    assert other.get("/me").status_code == 200


def test_whoever_signs_in_again_leaves_no_session_behind(site):
    client, thief = site.app.test_client(), site.app.test_client()
    client.post("/sign-in", data={"account": "auditor", "password": PASSWORD})
    thief.set_cookie("session", client.get_cookie("session").value)

    client.post("/sign-in", data={"account": "operator", "password": PASSWORD})

    assert thief.get("/me").status_code == 302
    assert "运维" in client.get("/me").text


def test_session_ends_with_the_account_and_with_its_rights(desk):
    ended = {"auditor": {"active": False}, "writer": {"epoch": Account.epoch + 1}}
    clients = [desk.as_(login) for login in (*ended, "signer")]
    with desk.house.database.transaction(system()) as ctx:
        for login, change in ended.items():
            ctx.session.execute(update(Account).where(Account.login == login).values(**change))

    assert [client.get("/me").status_code for client in clients] == [302, 302, 200]


def test_session_ends_by_itself_however_often_its_cookie_is_renewed(desk):
    client = desk.as_("auditor")
    desk.clock.advance(STAY / 2)
    client.get("/language/zh")  # writes the cookie anew
    middle = client.get("/me").status_code
    desk.clock.advance(STAY / 2)

    assert (middle, client.get("/me").status_code) == (200, 302)
    assert desk.app.test_client().get("/sign-in").status_code == 200


def test_people_see_where_they_are_signed_in_and_end_it(desk):
    here, lost, stranger = desk.as_("writer"), desk.app.test_client(), desk.as_("signer")
    phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"
    form = {"account": "writer", "password": PASSWORD}
    lost.post("/sign-in", data=form, headers={"User-Agent": phone})
    text = here.get("/me").text
    (address,) = re.findall(r'action="(/me/sign-ins/[^"]+/end)"', text)

    refused = stranger.post(address).status_code
    ended = here.post(address)

    assert "Chrome · Android" in text
    assert (refused, ended.headers["Location"]) == (404, "/me")
    assert lost.get("/me").status_code == 302
    assert "/me/sign-ins/" not in here.get("/me").text
    assert here.post(address).status_code == 404


def enter(site, account, password, address, client=None):
    form = {"account": account, "password": password}
    client = client or site.app.test_client()
    return client.post("/sign-in", data=form, environ_overrides={"REMOTE_ADDR": address}).status_code


def test_strangers_do_not_lock_a_post_out(site):
    own, signed_in = site.app.test_client(), site.as_("department-duty")
    assert enter(site, "department-duty", PASSWORD, "10.1.1.1", own) == 302
    own.post("/sign-out")

    tried = [enter(site, "department-duty", "wrong", "10.6.6.6") for _ in range(6)]
    near = [enter(site, "department-duty", "wrong", "10.1.1.1") for _ in range(6)]

    assert tried == near == [403] * 5 + [429]
    assert enter(site, "department-duty", PASSWORD, "10.1.1.1", own) == 302
    assert enter(site, "department-duty", PASSWORD, "10.2.2.2") == 302
    assert signed_in.get("/me").status_code == 200


def test_known_browser_has_its_own_tries_and_no_more(site):
    own = site.app.test_client()
    enter(site, "department-duty", PASSWORD, "10.3.3.1", own)
    own.post("/sign-out")

    tried = [enter(site, "department-duty", "wrong", f"10.3.3.{place}", own) for place in range(6)]
    own.set_cookie("device", own.get_cookie("device", path="/sign-in").value + "x", path="/sign-in")

    assert tried == [403] * 5 + [429]
    assert (
        enter(site, "department-duty", PASSWORD, "10.3.3.9", own) == 302
    )  # a forged name is no name: like any stranger
