"""Nobody holds the house: an account asks so much at once, and the threads that are left serve the others."""

import pytest

from app.core.errors import TooMany
from app.web.throttle import Turns


def test_an_account_has_its_turns_and_gives_them_back():
    turns = Turns(2)
    turns.take("one")
    turns.take("one")

    with pytest.raises(TooMany):
        turns.take("one")
    turns.take("other")
    turns.give_back("one")

    turns.take("one")


def test_whoever_has_no_turn_is_told_to_wait_and_strangers_are_served(site, monkeypatch):
    client = site.as_("auditor")
    monkeypatch.setitem(site.app.extensions, "turns", Turns(0))

    refused = client.get("/me", headers={"Accept": "application/json"})

    assert (refused.status_code, refused.json["code"]) == (429, "too-many")
    with client.get("/static/mark.svg") as picture:
        assert picture.status_code == 200
    assert site.as_(None).get("/sign-in").status_code == 200


def test_turn_is_given_back_whatever_comes_of_the_request(site, monkeypatch):
    client = site.as_("auditor")
    monkeypatch.setitem(site.app.extensions, "turns", Turns(1))

    answers = [client.get(path).status_code for path in ("/me", "/start", "/tasks/nothing", "/me")]

    assert answers == [200, 403, 404, 200]
