"""A refusal in the reader's language."""

import re
from datetime import UTC, datetime

import pytest

from app.core.errors import Conflict
from app.forms import FormInvalid, compile_form
from app.runtime.errors import TaskNotFound
from app.tasks.errors import ClaimedByOther
from app.web.refusals import said

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
CHINESE = re.compile("[\u4e00-\u9fff]")


def test_page_for_what_is_not_there_is_in_the_language_of_the_reader(site):
    client = site.app.test_client()
    client.post("/sign-in", data={"account": "bureau-duty", "password": "made for these tests only"})

    chinese = client.get("/tasks/nope").text
    client.get("/language/en?next=/tasks")
    english = client.get("/tasks/nope").text

    assert "<h1>没有这项待办</h1>" in chinese
    assert "<h1>No such task</h1>" in english
    assert not CHINESE.search(re.search(r'<div class="note.*?</div>', english, re.DOTALL)[0])


def test_details_stand_in_the_english_sentence(site):
    with site.app.test_request_context("/", headers={"Cookie": ""}) as context:
        context.session["language"] = "en"

        assert said(ClaimedByOther(by="甲")).startswith("甲 has claimed it")
        assert said(TaskNotFound()) == "No such task."


def test_sentence_of_its_own_is_left_as_it_is(site):
    with site.app.test_request_context("/") as context:
        context.session["language"] = "en"

        assert said(Conflict("别的话")) == "别的话"


def test_messages_of_fields_are_in_the_language_of_the_reader(site):
    form = compile_form(
        {
            "type": "default",
            "schemaVersion": 19,
            "components": [
                {
                    "type": "textfield",
                    "id": "a",
                    "key": "place",
                    "label": "地点",
                    "validate": {"required": True},
                },
                {"type": "number", "id": "b", "key": "hurt", "label": "受伤人数", "validate": {"min": 0}},
            ],
        }
    )
    with pytest.raises(FormInvalid) as refused:
        form.load({"place": "", "hurt": -1}, context={}, stored={}, now=AT)

    with site.app.test_request_context("/", headers={"Accept": "application/json"}) as context:
        context.session["language"] = "en"
        answer = site.app.make_response(site.app.handle_user_exception(refused.value)).json

    assert answer["title"] == "2 to mend: Fill in “地点”"
    assert [one["message"] for one in answer["errors"]] == [
        "Fill in “地点”",
        "“受伤人数” must not be below 0, it is -1. Enter 0 or more",
    ]
