from app.forms.changes import Change
from tests.forms.approval import NOW, approval


def rows(before, after, **variables):
    return [str(change) for change in approval().diff(before, after, variables, NOW)]


def test_diff_shows_labels_options_and_units():
    before = {"place": "石岛", "people": 12, "unit": "x1", "decision": None}
    after = {"place": "石岛", "people": 14.5, "unit": "x2", "decision": "return"}
    units = [{"label": "消防救援大队", "value": "x1"}, {"label": "应急管理局", "value": "x2"}]

    assert rows(before, after, units=units) == [
        "人数：12 人 → 14.5 人",
        "单位：消防救援大队 → 应急管理局",
        "审批结果：（空） → 退回修改",
    ]


def test_what_was_not_submitted_has_not_changed():
    assert rows({"place": "石岛"}, {}) == []


def test_option_that_is_gone_shows_its_value():
    assert rows({"unit": "x9"}, {"unit": "x1"}, units=["x1"]) == ["单位：x9 → x1"]


def test_diff_of_rows_names_the_row():
    before = {"forces": [{"name": "一队", "boat": False, "kit": ["pump"]}]}
    after = {
        "forces": [{"name": "一队", "boat": True, "due": "2026-11-22T03:16+08:00", "kit": ["pump", "rope"]}]
    }

    assert rows(before, after) == [
        "力量第 1 行 · 有船：否 → 是",
        "力量第 1 行 · 到场：（空） → 2026 年 11 月 22 日 03:16",
        "力量第 1 行 · 装备：泵 → 泵、绳",
    ]


def test_the_same_instant_in_another_zone_is_no_change():
    before = {"forces": [{"due": "2026-11-21T19:16Z"}]}
    after = {"forces": [{"due": "2026-11-22T03:16+08:00"}]}

    assert rows(before, after) == []


def test_diff_shows_added_and_removed_rows_value_by_value():
    one, two = {"name": "一队", "boat": False}, {"name": "二队", "boat": True}

    added = approval().diff({"forces": [one]}, {"forces": [one, two]}, {}, NOW)
    removed = approval().diff({"forces": [one, two]}, {"forces": [one]}, {}, NOW)

    assert added == (
        Change("forces.1.name", "力量第 2 行 · 名称", "", "二队"),
        Change("forces.1.boat", "力量第 2 行 · 有船", "", "是"),
    )
    assert removed == (
        Change("forces.1.name", "力量第 2 行 · 名称", "二队", ""),
        Change("forces.1.boat", "力量第 2 行 · 有船", "是", ""),
    )


def test_diff_shows_a_row_without_values():
    assert rows({"forces": []}, {"forces": [{}]}) == ["力量第 1 行：（空） → 空行"]
    assert rows({"forces": [{"name": ""}]}, {"forces": []}) == ["力量第 1 行：空行 → （空）"]


def test_load_tells_what_changed_against_the_stored_values():
    loaded = approval().load(
        {"place": "俚岛", "decision": "approve"}, context={}, stored={"place": "石岛"}, now=NOW
    )

    assert loaded.changes == (
        Change("place", "地点", "石岛", "俚岛"),
        Change("decision", "审批结果", "", "同意"),
    )
