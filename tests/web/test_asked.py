"""Addresses and forms mean one thing, whatever stands in them."""

import re

import pytest

from app.web.asked import inside, whole
from tests.yunxi import DIAGRAM

ENDLESS = "9" * 5_000
HERE = "/tasks?box=mine&q=灾情"


@pytest.mark.parametrize(
    ("text", "expected"), [("0", 0), ("42", 42), ("", -1), ("-3", -1), ("1.0", -1), (ENDLESS, -1)]
)
def test_number_is_read_or_counts_as_none(text, expected):
    assert whole(text, -1) == expected


@pytest.mark.parametrize(
    "target",
    [
        "",
        "tasks",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "https://evil.example",
        "//[",
    ],
)
def test_nobody_is_led_to_another_house(site, target):
    with site.app.test_request_context():
        assert inside(target) == "/"
        assert inside(HERE) == HERE


@pytest.mark.parametrize(
    "address",
    [
        "/papers?page={}",
        "/emergencies?page={}",
        "/tasks?page={}",
        "/registries/forces?page={}",
        "/deployments?page={}",
    ],
)
def test_page_without_end_is_the_first(site, address):
    login = "process-owner" if "deployments" in address else "bureau-duty"

    assert site.as_(login).get(address.format(ENDLESS)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "\\ud800"}',
        b'{"text": "a\\u0000b"}',
        b"[" * 200_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
        b"\xff",
        b"{",
    ],
    ids=["surrogate", "nul", "deep", "long", "bytes", "half"],
)
def test_body_that_no_database_takes_is_unreadable(desk, body):
    draft = desk.as_("writer").post("/drafts")
    (draft,) = set(
        re.findall("/drafts/([0-9a-f-]{36})/", desk.as_("writer").get(draft.headers["Location"]).text)
    )

    answer = desk.as_("writer").post(
        f"/drafts/{draft}/comments/{DIAGRAM}", data=body, content_type="application/json"
    )

    assert (answer.status_code, answer.json["code"]) == (400, "unreadable")


def test_text_that_only_looks_like_an_escape_is_kept(site):
    text = '["\\\\u0000", "\\ud83d\\ude92", "\\\\ud800"]'

    with site.app.test_request_context():
        assert site.app.json.loads(text) == ["\\u0000", "\U0001f692", "\\ud800"]


@pytest.mark.parametrize("path", ["/tasks/a%00b", "/emergencies?q=a%00b"])
def test_address_with_a_nul_is_unreadable(site, path):
    answer = site.as_("bureau-duty").get(path, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json["code"]) == (400, "unreadable")


@pytest.mark.parametrize(
    "body", [{"values": {}, "drill": []}, {"values": {}, "pace": {"a": 1}}, {"values": []}]
)
def test_start_with_values_of_wrong_types_is_refused(site, body):
    answer = site.as_("bureau-duty").post(
        "/start/rongcheng-nothing", json=body, headers={"X-Request-Id": "9" * 5_000}
    )

    assert answer.status_code in (400, 404, 422)
