"""Tables of two versions stand beside each other, what differs marked."""

import re

from app.bundle.comparison.model import Act
from app.bundle.comparison.sheets import sheets
from tests.bundle.comparison.packages import LEVELS, pingyin

DATA = pingyin().resources[LEVELS].data
RULES = re.findall(r"      <rule id=.*?</rule>\n", DATA.decode(), re.DOTALL)


def edited(*replaced: tuple[str, str]) -> bytes:
    text = DATA.decode()
    for old, new in replaced:
        text = text.replace(old, new)
    return text.encode()


def test_same_tables_are_left_out() -> None:
    assert sheets(DATA, DATA) == ()


def test_changed_cell_is_marked_on_both_sides() -> None:
    (pair,) = sheets(DATA, edited(('<text>"核实级别"</text>', '<text>"请核实"</text>')))

    assert pair.old
    assert pair.new
    marked = [
        (line.number, cell.text)
        for side in (pair.old, pair.new)
        for line in side.lines
        for cell in line.cells
        if cell.act
    ]
    assert marked == [(4, '"核实级别"'), (4, '"请核实"')]


def test_rule_of_one_version_is_marked_as_a_whole() -> None:
    (pair,) = sheets(DATA, edited((RULES[1], "")))

    assert pair.old
    assert pair.new
    assert [line.act for line in pair.old.lines] == [None, Act.REMOVED, None, None]
    assert [line.act for line in pair.new.lines] == [None, None, None]


def test_column_of_one_version_is_marked_in_head_and_cells() -> None:
    output = '<output id="pingyin-command-level_out_3"'

    (pair,) = sheets(DATA, edited((output, f'<output id="extra" label="期限" name="within"/>{output}')))

    assert pair.new
    assert [(cell.text, cell.act) for cell in pair.new.columns if cell.act] == [("期限", Act.ADDED)]


def test_table_of_one_version_alone() -> None:
    (pair,) = sheets(None, DATA)

    assert pair.old is None
    assert pair.new
    assert pair.new.policy == "唯一（只能命中一条）"
    assert {line.act for line in pair.new.lines} == {Act.ADDED}
