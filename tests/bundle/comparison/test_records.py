"""Lists of records: what came, went, changed, and changed its place."""

from app.bundle.comparison.facets import Facet
from app.bundle.comparison.model import Act
from app.bundle.comparison.records import Record, compare_records


def record(id_: str, value: str = "1") -> Record:
    return Record(id_, "条目", id_, (Facet(("value",), "值", value),))


def acts(old: str, new: str) -> list[tuple[str, Act]]:
    found = compare_records([record(one) for one in old], [record(one) for one in new], counter="条")
    return [(item.name, item.act) for item in found]


def test_removed_ones_are_told_where_they_stood() -> None:
    assert acts("abc", "acd") == [("b", Act.REMOVED), ("d", Act.ADDED)]
    assert acts("abc", "bc") == [("a", Act.REMOVED)]


def test_as_few_as_possible_changed_their_place() -> None:
    assert acts("abcde", "bcdea") == [("a", Act.REORDERED)]
    assert acts("abcde", "abcde") == []
    assert acts("ab", "xab") == [("x", Act.ADDED)]


def test_order_is_not_told_where_it_does_not_count() -> None:
    assert compare_records([record("a"), record("b")], [record("b"), record("a")]) == ()


def test_changed_value_is_told_old_first() -> None:
    (item,) = compare_records([record("a", "1")], [record("a", "2")])

    assert [(one.label, one.old, one.new) for one in item.changes] == [("值", "1", "2")]


def test_list_tells_only_the_members_that_differ() -> None:
    def lists(*parts: str) -> Record:
        return Record("a", "条目", "a", (Facet(("groups",), "候选组", " ".join(parts), "", parts),))

    (item,) = compare_records([lists("甲", "乙")], [lists("乙", "丙")])
    (order,) = compare_records([lists("甲", "乙")], [lists("乙", "甲")])

    assert [(one.old, one.new) for one in item.changes] == [("甲", "丙")]
    assert [(one.label, one.old) for one in order.changes] == [("候选组的次序", "甲；乙")]
