"""Tables are told cell by cell with the number of the rule."""

import re

import pytest

from app.bundle.comparison import Act
from tests.bundle.comparison.packages import LEVELS, changed, pingyin, told

TEXT = pingyin().resources[LEVELS].data.decode()
RULES = re.findall(r"      <rule id=.*?</rule>\n", TEXT, re.DOTALL)


@pytest.mark.parametrize(
    ("old", "new", "name", "label", "before", "after"),
    [
        (
            "<text>emergency.level</text>",
            "<text>emergency.kind</text>",
            "“级别”",
            "表达式",
            "emergency.level",
            "emergency.kind",
        ),
        ('label="级别"', 'label="等级"', "“等级”", "标题", "级别", "等级"),
        ('<text>"较大"</text>', '<text>"较大","重大"</text>', "第 2 条", "级别", '"较大"', '"较大","重大"'),
        ('<text>"较大"</text>', "<text></text>", "第 2 条", "级别", '"较大"', "任意"),
        ('<text>"核实级别"</text>', '<text>"请核实"</text>', "第 4 条", "提请", '"核实级别"', '"请核实"'),
        (
            'hitPolicy="UNIQUE"',
            'hitPolicy="FIRST"',
            "研判等级、分级负责",
            "命中规则",
            "唯一（只能命中一条）",
            "取第一条命中的",
        ),
        (
            'name="tier" typeRef="string"',
            'name="tier" typeRef="number"',
            "“指挥层级”",
            "类型",
            "string",
            "number",
        ),
        ("一般灾害事故由", "一般事故由", "研判等级、分级负责", "说明", None, None),
    ],
)
def test_part_of_a_table_is_told_with_old_and_new(old, new, name, label, before, after) -> None:
    rows = told(changed(LEVELS, (old, new)))

    assert [(row[0], row[1]) for row in rows] == [(name, label)]
    assert before is None or rows[0][2:] == (before, after)


def test_new_rule_is_told_with_all_its_cells() -> None:
    extra = re.sub(r'id="([^"]*)_rule_2', r'id="\1_rule_9', RULES[1]).replace('"较大"', '"特大"')

    file = changed(LEVELS, (RULES[1], RULES[1] + extra))

    assert [(item.act, item.name) for item in file.items] == [(Act.ADDED, "第 3 条")]
    assert ("第 3 条", "级别", None, '"特大"') in told(file)


def test_removed_rule_does_not_move_the_others() -> None:
    file = changed(LEVELS, (RULES[0], ""))

    assert [(item.act, item.name) for item in file.items] == [(Act.REMOVED, "第 1 条")]


def test_moved_rule_is_told_by_both_places() -> None:
    file = changed(LEVELS, (RULES[0], ""), (RULES[3], RULES[3] + RULES[0]))

    assert [(item.act, item.name) for item in file.items] == [(Act.REORDERED, "第 4 条（原第 1 条）")]
    assert told(file) == [("第 4 条（原第 1 条）", "次序", "第 1 条", "第 4 条")]


def test_new_column_is_told_in_every_rule() -> None:
    output = '<output id="pingyin-command-level_out_3"'
    entry = re.compile(r'<outputEntry id="([^"]*)_out_3">')
    text = TEXT.replace(output, f'<output id="extra" label="期限" name="within"/>{output}')
    assert entry.search(text)
    rules = [
        rule.replace('_out_3">', '_out_9"><text>30</text></outputEntry><outputEntry id="x">')
        for rule in RULES
    ]

    file = changed(
        LEVELS,
        (output, f'<output id="extra" label="期限" name="within"/>{output}'),
        *zip(RULES, rules, strict=True),
    )

    assert (file.items[0].act, file.items[0].name) == (Act.ADDED, "“期限”")
    assert [row for row in told(file) if row[1] == "期限"] == [
        (f"第 {n} 条", "期限", None, "30") for n in range(1, 5)
    ]


def test_expression_of_a_literal_decision_is_told() -> None:
    path, text = next(
        (one.path, one.data.decode())
        for one in pingyin().resources.values()
        if one.path.endswith(".dmn") and b"literalExpression" in one.data
    )
    old = re.search(r"<literalExpression[^>]*>\s*<text>(.*?)</text>", text, re.DOTALL)
    assert old

    rows = told(changed(path, (f"<text>{old[1]}</text>", "<text>true</text>")))

    assert [row[1] for row in rows] == ["表达式"]
    assert rows[0][3] == "true"


def test_leaving_out_the_usual_hit_policy_is_no_change() -> None:
    file = changed(LEVELS, (' hitPolicy="UNIQUE"', ""))

    assert [item.act for item in file.items] == [Act.FORMATTED]


def test_cell_that_no_column_stands_over_is_told() -> None:
    cell = '<outputEntry id="more"><text>"更多"</text></outputEntry></rule>'

    rows = told(changed(LEVELS, (RULES[0], RULES[0].replace("</rule>", cell))))

    assert [(row[0], row[3]) for row in rows] == [("第 1 条", '"更多"')]


def test_rules_of_the_same_id_are_kept_apart() -> None:
    file = changed(LEVELS, (RULES[0], RULES[0] + RULES[0].replace('"一般"', '"轻微"')))

    assert [(item.act, item.name) for item in file.items] == [(Act.ADDED, "第 2 条")]
