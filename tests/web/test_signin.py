"""Sessions that end while a page is open, pages that somebody else left open, and who is slowed down."""

import re

import pytest

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
    (cookie,) = given.headers.getlist("Set-Cookie")

    assert cookie.startswith("session=")
    assert {"HttpOnly", "SameSite=Lax"} <= {part.partition(" ")[0] for part in cookie.split("; ")}
    assert "Expires=" in cookie


@pytest.mark.parametrize("path", ["/papers", "/healthz", "/registries/forces/export.csv"])
def test_no_answer_is_kept_by_a_proxy(site, path):
    kept = site.as_("bureau-duty").get(path).headers["Cache-Control"]

    assert {"private", "no-store"} & set(kept.split(", "))


def test_name_that_looks_like_an_address_slows_nobody_at_that_address_down(site):
    def enter(account, password, address):
        form = {"account": account, "password": password}
        return site.app.test_client().post("/sign-in", data=form, environ_overrides={"REMOTE_ADDR": address})

    for name in ["10.9.8.7", "token 10.9.8.7"] * 5:
        enter(name, "wrong", "10.1.1.1")

    assert enter("auditor", PASSWORD, "10.1.1.1").status_code == 429
    assert enter("auditor", PASSWORD, "10.9.8.7").status_code == 302
