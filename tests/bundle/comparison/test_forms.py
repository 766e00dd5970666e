"""Fields of forms and registers are told under their labels."""

import json

import pytest

from app.bundle.comparison import Act
from tests.bundle.comparison.packages import HANDOVER, changed, compare, only, pingyin, told, with_file


def form(change) -> object:
    document = json.loads(pingyin().resources[HANDOVER].data)
    change(document["components"])
    return only(compare(pingyin(), with_file(HANDOVER, json.dumps(document, ensure_ascii=False).encode())))


@pytest.mark.parametrize(
    ("attribute", "value", "label", "before", "after"),
    [
        ("label", "指挥机构全称", "标签", "指挥机构名称", "指挥机构全称"),
        ("type", "textarea", "类型", "文本框", "多行文本"),
        ("key", "full_name", "变量", "name", "full_name"),
        ("validate", {"required": True, "maxLength": 60}, "最多几个字", "100", "60"),
        ("validate", {"maxLength": 100}, "必填", "是", None),
        ("conditional", {"hide": "= group = null"}, "何时隐藏", None, "= group = null"),
        ("description", "写全称", "提示", None, "写全称"),
        ("readonly", True, "只读", None, "是"),
        ("id", "another", "编号", "command_handover_3", "another"),
        ("acme", {"colour": "red"}, "acme.colour", None, "red"),
    ],
)
def test_property_of_a_field_is_told(attribute, value, label, before, after) -> None:
    def change(components) -> None:
        components[2][attribute] = value

    rows = told(form(change))

    assert [row[1:] for row in rows] == [(label, before, after)]


def test_options_are_told_by_their_words() -> None:
    rows = told(form(lambda components: components[1]["values"].append({"label": "街道", "value": "town"})))

    assert rows == [("接手指挥的是", "选项", None, "街道（town）")]


def test_options_in_another_order_are_told() -> None:
    rows = told(form(lambda components: components[1]["values"].reverse()))

    assert rows[0][1:] == (
        "选项的次序",
        "县指挥部（county-hq）；县消防救援大队（fire-brigade）",
        "县消防救援大队（fire-brigade）；县指挥部（county-hq）",
    )


def test_added_removed_and_moved_fields() -> None:
    added = form(
        lambda components: components.insert(
            2, {"type": "checkbox", "id": "new", "key": "sure", "label": "已核对"}
        )
    )
    removed = form(lambda components: components.pop(2))
    moved = form(lambda components: components.append(components.pop(2)))

    assert [(item.act, item.kind, item.name) for item in added.items] == [(Act.ADDED, "勾选", "已核对")]
    assert [(item.act, item.name) for item in removed.items] == [(Act.REMOVED, "指挥机构名称")]
    assert [(item.act, item.name) for item in moved.items] == [(Act.REORDERED, "指挥机构名称")]


def test_place_on_the_page_is_no_change_of_what_is_asked() -> None:
    file = form(lambda components: components[2]["layout"].update(columns=16))

    assert [item.act for item in file.items] == [Act.MOVED]


def test_register_is_told_like_a_form() -> None:
    path = "forms/pingyin/registries/stores.form"
    label = json.loads(pingyin().resources[path].data)["components"][1]["label"]

    file = changed(path, (f'"label": "{label}"', '"label": "改过的"'))

    assert ("改过的", "标签", label, "改过的") in told(file)
    assert file.title.startswith("台账“")
