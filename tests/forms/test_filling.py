"""What only the server can be asked: rows that move, values that were locked, and how errors reach the page."""

import pytest

from app.forms import FormInvalid, compile_form
from tests.forms.agreement import NOW

POSTS = compile_form(
    {
        "components": [
            {
                "type": "dynamiclist",
                "id": "Posts",
                "path": "posts",
                "label": "卡口",
                "components": [
                    {"type": "textfield", "id": "Name", "key": "name", "label": "名称", "readonly": True},
                    {"type": "number", "id": "Need", "key": "need", "label": "需要", "validate": {"max": 9}},
                ],
            }
        ]
    }
)
STORED = {"posts": [{"name": "东", "need": 1}, {"name": "南", "need": 2}, {"name": "西", "need": 3}]}


def posts(*rows, stored=STORED):
    return POSTS.load({"posts": list(rows)}, context={}, stored=stored, now=NOW).values["posts"]


def test_rows_keep_their_read_only_values_when_one_above_is_removed():
    kept = posts({"name": "南", "need": 7}, {"name": "西", "need": 8})

    assert kept == [{"name": "南", "need": 7}, {"name": "西", "need": 8}]


def test_read_only_value_of_a_row_that_never_was_is_not_taken():
    assert posts({"name": "北", "need": 7}) == [{"name": "", "need": 7}]


def test_read_only_value_cannot_be_used_twice():
    assert [row["name"] for row in posts({"name": "东"}, {"name": "东"})] == ["东", ""]


def test_read_only_value_forged_in_place_is_restored():
    assert [row["name"] for row in posts({"name": "西"}, {"name": "假"}, {"need": 4})] == ["东", "南", "西"]


def test_error_carries_component_and_row_for_the_page():
    with pytest.raises(FormInvalid) as refused:
        posts({"name": "东", "need": 10}, {"name": "南", "need": 1}, {"name": "西", "need": 11})

    message = "第 1 行的“需要”不能大于 9，现在是 10，请填 9 或更小的数"
    assert refused.value.by_path["posts.0.need"] == [message]
    assert refused.value.by_component["Need"][0] == [message]
    assert set(refused.value.by_component["Need"]) == {0, 2}
    assert refused.value.message == f"有 2 处要改：{message}"
    assert refused.value.details["errors"] == refused.value.by_path


def test_too_many_rows_are_refused():
    with pytest.raises(FormInvalid) as refused:
        posts(*[{}] * 201)

    assert refused.value.by_path == {"posts": ["“卡口”最多 200 行，现在是 201 行，请删去一些"]}


def locked(readonly, submitted, **stored):
    form = compile_form(
        {
            "components": [
                {"type": "number", "id": "Cost", "key": "cost", "label": "费用", "readonly": readonly},
                {"type": "checkbox", "id": "Change", "key": "change", "label": "修改"},
            ]
        }
    )
    return form.load(submitted, context={}, stored=stored, now=NOW).values["cost"]


def test_value_that_locks_itself_cannot_unlock_itself():
    assert locked("=cost > 5", {"cost": 1}, cost=9) == 9


def test_value_locked_by_what_was_filled_in_keeps_what_was_filled_in():
    assert locked("=change", {"cost": 1, "change": True}, cost=9, change=False) == 1


def test_value_unlocked_by_another_is_taken():
    assert locked("=change != true", {"cost": 1, "change": True}, cost=9) == 1


def test_value_that_stays_locked_is_restored():
    assert locked("=change != true", {"cost": 1, "change": False}, cost=9) == 9


def test_one_computed_value_may_read_another_written_after_it():
    form = compile_form(
        {
            "components": [
                {"type": "expression", "id": "C", "key": "c", "expression": "=b + 1"},
                {"type": "expression", "id": "B", "key": "b", "expression": "=a + 1"},
                {"type": "number", "id": "A", "key": "a", "label": "甲"},
            ]
        }
    )

    values = form.load({"a": 1}, context={}, stored={}, now=NOW).values

    assert values == {"a": 1, "b": 2, "c": 3}


def test_loading_changes_nothing_it_was_given():
    stored = {"posts": [{"name": "东", "need": 1}]}
    submitted = {"posts": [{"name": "东", "need": 5}]}

    POSTS.load(submitted, context={"posts": 1}, stored=stored, now=NOW)

    assert stored == {"posts": [{"name": "东", "need": 1}]}
    assert submitted == {"posts": [{"name": "东", "need": 5}]}


def test_what_nobody_sees_in_a_pasted_text_stays_out():
    components = [
        {"type": "textfield", "id": "Phone", "key": "phone", "label": "电话"},
        {"type": "textarea", "id": "Told", "key": "told", "label": "情况"},
    ]
    pasted = {"phone": "\u202d139\x0b0000\u202c", "told": "第一行\x0b第二行\x01\u2069\n\t完"}

    kept = compile_form({"components": components}).load(pasted, context={}, stored={}, now=NOW).values

    assert kept == {"phone": "139 0000", "told": "第一行\n第二行\n\t完"}
