"""Addresses and forms mean one thing, whatever stands in them."""

import pytest

from app.web.asked import inside, whole

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
