"""Sentences that remember what they were made of."""

import json
import pickle

from app.core.texts import Joined, Text, kept, read_kept, texts

ENGLISH = {"“{step}”没有{kind}": "“{step}” has no {kind}", "默认流": "default flow", "、": ", "}


def english(template: str) -> str:
    return ENGLISH.get(template, template)


def test_text_is_an_ordinary_chinese_string() -> None:
    text = Text("“{step}”没有{kind}", step="派车", kind=Text("默认流"))

    assert text == "“派车”没有默认流"
    assert json.dumps(text, ensure_ascii=False) == '"“派车”没有默认流"'


def test_text_is_said_in_another_language_and_its_data_stays() -> None:
    text = Text("“{step}”没有{kind}", step="默认流", kind=texts({"default": "默认流"})["default"])

    assert text.said(english) == "“默认流” has no default flow"


def test_row_takes_the_marks_of_the_other_language() -> None:
    row = Joined("、", (Text("默认流"), "派车"))

    assert row == "默认流、派车"
    assert row.said(english) == "default flow, 派车"


def test_value_that_is_not_given_is_told_as_missing() -> None:
    assert Text("{who}办") == "…办"


def test_data_with_braces_is_no_template() -> None:
    assert Text("“{step}”没有{kind}", step="{kind}", kind="x").said(english) == "“{kind}” has no x"


def test_texts_survive_the_way_to_another_process() -> None:
    row = pickle.loads(pickle.dumps(Joined("、", (Text("“{step}”没有{kind}", step="a", kind="b"), "c"))))

    assert row.said(english) == "“a” has no b, c"


def test_text_is_kept_as_json_and_what_was_kept_before_stays_as_it_is() -> None:
    row = Joined("、", (Text("“{step}”没有{kind}", step="a", kind=Text("默认流")), "c"))
    count = Text("超过 {seconds:g} 秒", seconds=60.0)

    read = read_kept(json.loads(json.dumps(kept(row))))

    assert (read, read.said(english)) == (row, "“a” has no default flow, c")  # type: ignore[attr-defined]  # a text again
    assert read_kept(json.loads(json.dumps(kept(count)))) == "超过 60 秒"
    assert read_kept(kept("当时的中文")) == "当时的中文"
